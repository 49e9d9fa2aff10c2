"""--jobs: the same words in the same order as with one process, the same exit code, and an end when it is asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workslop import workers
from workslop.cli import main
from workslop.report.many import parse_target
from workslop.types import InputError
from workslop.workers import EndedError, Known, in_processes

EMPTY = (
    "# Part {n}\n\nIn today's fast-paced world it is important to note that synergy plays a crucial role in success.\n"
)
LEEG = (
    "# Deel {n}\n\nIn de huidige snel veranderende wereld is het belangrijk om op te merken dat samenwerking "
    "cruciaal is.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for n in range(6):
        (tmp_path / f"{n} é.md").write_text((EMPTY if n % 2 else LEEG).format(n=n), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("words", [(), ("--format", "sarif"), ("--format", "jsonl"), ("--verbose", "--no-cache")])
def test_the_same_as_one_process(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "2 é.md").write_text("", encoding="utf-8")  # can't be read
    alone, two = run("check", ".", *words, "--no-cache"), run("check", ".", *words, "--jobs", "2")
    assert (alone.stdout, alone.stderr, alone.exit_code) == (two.stdout, two.stderr, two.exit_code)
    assert alone.exit_code == 2 and "2 é.md is empty" in two.stderr


def test_briefs_and_standard_input_too(folder: Path) -> None:
    (folder / "0 é.brief.md").write_text("1. Hoeveel kost het?\n", encoding="utf-8")
    (folder / "1 é.md").write_text("---\nbrief: gone.md\n---\n\n" + EMPTY, encoding="utf-8")
    words = ["check", "0 é.md", "1 é.md", "-", "3 é.md", "--with-briefs", "--no-cache"]
    alone, two = (CliRunner().invoke(main, [*words, "--jobs", n], input=EMPTY) for n in ("1", "2"))
    assert (alone.stdout, alone.stderr, alone.exit_code) == (two.stdout, two.stderr, two.exit_code)
    assert "coverage" in alone.stdout or "ask" in alone.stdout
    assert alone.exit_code == 2 and "gone.md" in alone.stderr


def test_a_configuration_holds_in_every_process(folder: Path) -> None:
    (folder / "workslop.toml").write_text('[rules]\n"*" = "off"\n', encoding="utf-8")
    assert run("check", ".", "--jobs", "2", "--no-cache").stdout == ""
    (folder / "workslop.toml").write_text('[rules]\nx = "off"\n', encoding="utf-8")
    result = run("check", ".", "--jobs", "2", "--no-cache")
    assert result.exit_code == 2 and result.stderr.startswith("workslop: workslop.toml:2: there is no rule 'x'")
    assert run("check", ".", "--jobs", "2", "--no-config").exit_code == 1


def test_a_report_of_many(folder: Path) -> None:
    (folder / "2 é.md").write_text("", encoding="utf-8")
    drafts = [path.name for path in sorted(folder.glob("*.md"))]
    alone, two = (run("report", *drafts, "--output", f"out-{n}", "--jobs", n) for n in ("1", "2"))
    assert alone.exit_code == two.exit_code == 2
    assert alone.stderr.replace("out-1", "out-2") == two.stderr
    pages = {path.relative_to("out-1") for path in Path("out-1").rglob("*") if path.is_file()}
    assert len(pages) == 7  # the index, the mark, five drafts
    for page in pages:
        assert (Path("out-1") / page).read_bytes() == (Path("out-2") / page).read_bytes(), page


def test_what_is_kept_starts_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("check", ".").output

    def none(jobs: int) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(workers, "_pool", none)
    assert run("check", ".", "--jobs", "2").output == told


def test_as_many_as_there_are_cores() -> None:
    assert workers.cores(3) == 3
    assert workers.cores(0) >= 1
    if hasattr(os, "sched_getaffinity"):
        assert workers.cores(0) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("jobs", ["-1", "x", "1.5"])
def test_a_number_of_jobs_that_is_none(folder: Path, jobs: str) -> None:
    assert run("check", ".", "--jobs", jobs).exit_code == 2


# ---- the processes


def test_results_come_in_order_and_tasks_are_not_all_asked_for() -> None:
    asked = []

    def tasks() -> Iterator[str | Known]:
        for n in range(50):
            asked.append(n)
            yield Known("known") if n % 10 == 9 else f"sarif:{n}" if n != 3 else "sarf"

    results = in_processes(parse_target, tasks(), 2)
    assert next(results)() == ("sarif", "0")
    assert len(asked) == 8  # four for each process
    for n in range(1, 50):
        made = next(results)
        if n == 3:
            with pytest.raises(InputError, match="did you mean sarif"):
                made()
        else:
            assert made() == ("known" if n % 10 == 9 else ("sarif", str(n)))
        assert len(asked) <= n + 8
    assert next(results, None) is None


def test_a_process_that_is_killed_ends_the_run() -> None:
    results = in_processes(os._exit, iter([7]), 1)
    with pytest.raises(EndedError, match="fewer --jobs"):
        next(results)()
    results.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ctrl_c_ends_all(folder: Path) -> None:
    for n in range(60):
        (folder / f"long-{n}.md").write_text((EMPTY.format(n=n) + LEEG.format(n=n) + "\n") * 40, encoding="utf-8")
    command = [sys.executable, "-m", "workslop.cli", "check", ".", "--jobs", "2", "--no-cache"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()  # it is under way
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        asked = time.monotonic()
        _, told = process.communicate(timeout=20)
    assert process.returncode == 130 and "Traceback" not in told
    assert time.monotonic() - asked < 10
    while alive(process.pid) and time.monotonic() - asked < 10:
        time.sleep(0.1)
    assert not alive(process.pid)


def alive(group: int) -> list[str]:
    """The processes of a group that still run; one that ended and that nobody asked after doesn't."""
    stats = (path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat") if path.exists())
    return [state for state, _, own, *_ in stats if int(own) == group and state != "Z"]


@pytest.mark.parametrize("before", ["", "import numpy; "])
def test_forked_from_here_or_from_another_process_it_says_the_same(folder: Path, before: str) -> None:
    """numpy may have started threads: then nothing is forked from the process that has it."""
    code = (
        f"{before}import sys; from workslop import cli, workers; print(workers._alone(), file=sys.stderr); cli.main()"
    )
    told = {
        jobs: subprocess.run(
            [sys.executable, "-c", code, "check", "--no-cache", "--jobs", jobs, "."],
            cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        )
        for jobs in ("1", "2")
    }  # fmt: skip
    assert told["2"].stderr.splitlines()[0] == str(sys.platform == "linux" and not before)
    assert told["2"].stdout == told["1"].stdout != "" and told["2"].returncode == told["1"].returncode == 1

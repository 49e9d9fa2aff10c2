"""The hooks under the real pre-commit in a real repository. The environment that pre-commit would build is this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]

ROOT = Path(__file__).parents[2]
SOLID = "Op 3 mei 2024 telde de gemeente 214 fietsen op het Stationsplein, 31 meer dan in 2023.\n"
EMPTY = "In today's fast-paced world it is important to note that synergy plays a crucial role in success.\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository whose pre-commit runs our hook."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    _git(hooks, "init", "-q")
    _git(hooks, "add", "-A")
    _git(hooks, "commit", "-qm", "hooks")
    revision = _git(hooks, "rev-parse", "HEAD").stdout.strip()
    work = tmp_path / "werk"
    work.mkdir()
    _git(work, "init", "-q")
    config = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: workslop\n    language: system\n"
    (work / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    _git(work, "add", "-A")
    _git(work, "commit", "-qm", "config")
    assert _run(work, sys.executable, "-m", "pre_commit", "install").returncode == 0
    return work


def _run(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command whose PATH finds this environment's workslop first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    user = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = os.environ | user | {"PATH": path, "PRE_COMMIT_HOME": str(cwd.parent / "cache"), "LANG": "C.UTF-8"}
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")


def _git(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return _run(cwd, "git", *words)


def _commit(repo: Path, files: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        if text is None:
            (repo / name).unlink()
        else:
            (repo / name).write_text(text, encoding="utf-8")
    _git(repo, "add", "-A")
    return _git(repo, "commit", "-m", "x")


def test_a_commit_passes_and_one_is_stopped(repo: Path) -> None:
    passed = _commit(repo, {"goed stuk é.md": SOLID, "code.py": EMPTY})
    assert passed.returncode == 0, passed.stdout + passed.stderr
    stopped = _commit(repo, {"glad stuk é.md": EMPTY})
    assert stopped.returncode == 1
    assert "glad stuk é.md:1:1: warning" in stopped.stdout + stopped.stderr
    assert "code.py" not in stopped.stdout + stopped.stderr


def test_a_rename_and_a_deletion_pass(repo: Path) -> None:
    assert _commit(repo, {"a.md": SOLID, "b.md": SOLID}).returncode == 0
    _git(repo, "mv", "a.md", "nieuwe naam.md")
    assert _git(repo, "commit", "-m", "x").returncode == 0
    assert _commit(repo, {"b.md": None}).returncode == 0


def test_what_is_staged_is_read_and_not_what_is_on_disk(repo: Path) -> None:
    (repo / "a.md").write_text(SOLID, encoding="utf-8")
    _git(repo, "add", "a.md")
    (repo / "a.md").write_text(EMPTY, encoding="utf-8")
    assert _git(repo, "commit", "-m", "x").returncode == 0
    assert (repo / "a.md").read_text(encoding="utf-8") == EMPTY, "the change that was not staged is still there"


def test_all_files_finds_what_was_there_before(repo: Path) -> None:
    (repo / "oud.md").write_text(EMPTY, encoding="utf-8")
    _git(repo, "add", "-A")
    _git(repo, "commit", "-m", "x", "--no-verify")
    found = _run(repo, sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert found.returncode == 1 and "oud.md:1:1" in found.stdout


def test_a_baseline_lets_old_debts_be(repo: Path) -> None:
    (repo / "oud.md").write_text(EMPTY, encoding="utf-8")
    recorded = _run(repo, "workslop", "baseline", "oud.md")
    assert recorded.returncode == 0, recorded.stderr
    config = (repo / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    config += "    args: [--baseline, workslop-baseline.toml]\n"
    (repo / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    _git(repo, "add", "-A")
    known = _git(repo, "commit", "-m", "x")
    assert known.returncode == 0, known.stdout + known.stderr
    spoken = _commit(repo, {"oud.md": f"{SOLID}\n{EMPTY}\nIt plays a crucial role in everything that we do.\n"})
    assert spoken.returncode == 1 and "oud.md:5:" in spoken.stdout + spoken.stderr
    assert "oud.md:3:" not in spoken.stdout + spoken.stderr

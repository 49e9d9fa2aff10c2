"""The wheel as a user gets it: built through the sdist, complete, nothing else in it, reviewing as a checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from project_files import ROOT, project_files

pytestmark = pytest.mark.slow

LIMIT_MB = 60  # the answer judge alone is about 40
PLACES = {"workslop": "workslop", "rules": "workslop/_rules", "corpora/profiles": "workslop/_profiles"}
WITHOUT_TORCH = (
    "import sys; sys.modules.update(dict.fromkeys(('torch', 'transformers', 'sentence_transformers', 'sklearn'))); "
    "from workslop.cli import main; main()"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bin folder of a fresh environment: the wheel in it, its dependencies borrowed from this one."""
    home = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    # a plain line in a .pth file: that folder's own .pth files, the checkout's among them, are not followed
    (site,) = home.rglob("site-packages")
    (site / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    command = [
        *(sys.executable, "-m", "pip", "--python", str(python), "--quiet", "--disable-pip-version-check"),
        *("install", "--no-deps", "--no-index", "--ignore-installed", str(wheel)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield scripts


def run(command: list[str | Path], cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def wanted() -> set[str]:
    """Names in the wheel of all files that belong there."""
    names = set()
    for path in map(Path.as_posix, project_files()):
        for place, target in PLACES.items():
            if path.startswith(f"{place}/"):
                names.add(target + path.removeprefix(place))
    return names


def test_the_wheel_holds_every_file_and_no_other(wheel: Path) -> None:
    found = {name for name in members(wheel) if ".dist-info/" not in name}
    assert sorted(wanted() - found) == []
    assert sorted(found - wanted()) == []


def test_what_the_program_reads_is_among_them(wheel: Path) -> None:
    found = members(wheel)
    for name in (
        *("workslop/py.typed", "workslop/report/templates/page.html", "workslop/models/gladness_nl.json"),
        *("workslop/_profiles/nl.json", "workslop/_profiles/en.json"),
        *(f"workslop/lang/{lang}/{name}.toml" for lang in ("nl", "en") for name in ("messages", "lexicon", "brief")),
    ):
        assert name in found, name
    for lang in ("nl", "en", "any"):
        assert any(name.startswith(f"workslop/_rules/{lang}/") for name in found), lang


def test_the_wheel_is_small_and_says_what_it_is(wheel: Path) -> None:
    assert wheel.stat().st_size < LIMIT_MB * 1e6
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(info).decode()
        for name in ("LICENSE", "docs/sources.md"):
            assert any(member.endswith(f".dist-info/licenses/{name}") for member in archive.namelist())
    for line in (
        "License-Expression: MIT AND CC-BY-SA-4.0",
        "Requires-Python: >=3.11",
        "Description-Content-Type: text/markdown",
    ):
        assert f"\n{line}\n" in text
    plain = [line for line in text.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert not [line for line in plain if "torch" in line or "transformers" in line]


def test_the_sdist_has_what_a_build_and_the_tests_need(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    for place in ("workslop", "rules", "corpora/profiles", "tests", "docs", "examples"):
        expected = {p.as_posix() for p in project_files() if p.as_posix().startswith(f"{place}/")}
        assert sorted(expected - found) == []
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "constraints.txt"} <= found
    assert not [name for name in found if name.startswith((".cache", ".venv", "build", "corpora/drafts"))]


def test_the_installed_program_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    assert run([installed / "workslop", "--version"], tmp_path).startswith("workslop ")
    code = (
        "import workslop; from workslop.judge.rulebook import rules_dir; print(workslop.__file__); print(rules_dir())"
    )
    for place in run([installed / "python", "-c", code], tmp_path).splitlines():
        assert Path(place).is_relative_to(installed.parent), place


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_reviews_as_the_checkout_does(installed: Path, tmp_path: Path, lang: str) -> None:
    folder = ROOT / "examples" / lang
    args: list[str | Path] = ["review", folder / "draft-smooth.md", "--brief", folder / "brief.md", "--format", "json"]
    here: dict[str, Any] = json.loads(run([sys.executable, "-m", "workslop.cli", *args], ROOT))
    there: dict[str, Any] = json.loads(run([installed / "python", "-c", WITHOUT_TORCH, *args], tmp_path))
    assert there == here
    assert len(here["asks"]) == 7 and not here["tool"]["models"]["encoder"].startswith("none")

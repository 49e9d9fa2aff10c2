"""The project as a whole: one version, licence and change log there, and text that holds on any machine."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from project_files import ROOT, project_files

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION: str = PYPROJECT["project"]["version"]

# written in halves, so that this file is not its own finding
PLACES = [f"/{name}/" for name in ("work", "opt", "tmp", "root", "home")]
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
HOSTS += [".".join(parts) for parts in (("pytorch", "org"), ("huggingface", "co"))]
BAD = re.compile("|".join([rf"(?<![\w.~}}$/-]){p}" for p in PLACES] + [re.escape(h) for h in HOSTS]), re.I)


def texts() -> list[str]:
    """Files of the project that are text and not data of a model."""
    names = [p.as_posix() for p in project_files() if p.name != "tokenizer.json"]
    return [name for name in names if b"\0" not in (ROOT / name).read_bytes()[:8000] and not name.endswith(".gz")]


def test_the_version_stands_in_one_place() -> None:
    assert metadata.version("workslop") == VERSION
    told = re.compile(r"^\s*(?:__version__|VERSION|version)\s*=\s*[\"']\d+\.\d", re.M)
    where = [name for name in texts() if told.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))]
    assert where == ["pyproject.toml"]


def test_the_change_log_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert first and first[1] == VERSION


def test_the_licence_is_there() -> None:
    assert PYPROJECT["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_no_text_names_a_machine_or_a_registry() -> None:
    found = []
    for name in texts():
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if hit := BAD.search(line):
                found.append(f"{name}:{number}: {hit[0]}")
    assert found == []


def test_torch_is_held_and_no_gpu_package_slips_in() -> None:
    pins = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert "torch==2.13.0" in pins
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.!]*", line) for line in pins)
    assert not [line for line in pins if line.startswith(("nvidia", "triton", "cuda", "workslop"))]


def test_everything_depended_on_is_held() -> None:
    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    pins = {plain(line.partition("==")[0]) for line in (ROOT / "constraints.txt").read_text().splitlines()}
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    names = {plain(match[0]) for line in asked if (match := re.match(r"[A-Za-z0-9._-]+", line))}
    assert names - pins == set()


def test_the_ci_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text and "make review" in text and "make test" in text


@pytest.mark.slow
def test_nothing_imports_what_is_not_declared() -> None:
    """Every distribution that workslop imports is a dependency, or belongs to the extra that its module speaks of."""
    code = (
        "import ast, json, pathlib, sys\n"
        "names = set()\n"
        "for path in pathlib.Path('workslop').rglob('*.py'):\n"
        "    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):\n"
        "        if isinstance(node, ast.Import): names |= {a.name.partition('.')[0] for a in node.names}\n"
        "        elif isinstance(node, ast.ImportFrom) and node.module: names.add(node.module.partition('.')[0])\n"
        "        elif isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'import_module':\n"
        "            names |= {a.value.partition('.')[0] for a in node.args if isinstance(a, ast.Constant)}\n"
        "print(json.dumps(sorted(names - set(sys.stdlib_module_names) - {'workslop'})))\n"
    )
    import json

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    owners = metadata.packages_distributions()
    used = {re.sub(r"[-_.]+", "-", owner).lower() for name in json.loads(done.stdout) for owner in owners.get(name, [name])[:1]}
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["transformers"]]
    declared = {re.sub(r"[-_.]+", "-", m[0]).lower() for line in asked if (m := re.match(r"[A-Za-z0-9._-]+", line))}
    assert used == declared

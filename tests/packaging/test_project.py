"""The project as a whole: one version, licence and change log there, and text that holds on any machine."""

from __future__ import annotations

import ast
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata

from project_files import ROOT, project_files

from workslop.version import VERSION

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# written in halves, so that this file is not its own finding
PLACES = [f"/{name}/" for name in ("work", "opt", "tmp", "root", "home")]
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
HOSTS += [".".join(parts) for parts in (("pytorch", "org"), ("huggingface", "co"))]
BAD = re.compile("|".join([rf"(?<![\w.~}}$/-]){p}" for p in PLACES] + [re.escape(h) for h in HOSTS]), re.I)


def plain(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: Iterable[str]) -> set[str]:
    """The distributions that requirements name."""
    return {plain(match[0]) for line in requirements if (match := re.match(r"[A-Za-z0-9._-]+", line))}


def texts() -> list[str]:
    """Files of the project that are text and not data of a model."""
    names = [p.as_posix() for p in project_files() if p.name != "tokenizer.json"]
    return [name for name in names if b"\0" not in (ROOT / name).read_bytes()[:8000] and not name.endswith(".gz")]


def test_the_version_stands_in_one_place() -> None:
    assert metadata.version("workslop") == VERSION
    told = re.compile(r"^\s*(?:__version__|VERSION|version)\s*=\s*[\"']\d+\.\d", re.M)
    where = [name for name in texts() if told.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))]
    assert where == ["workslop/version.py"]


def test_the_change_log_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert first and first[1] == VERSION


def test_the_licence_is_there() -> None:
    assert PYPROJECT["project"]["license"] == "MIT AND CC-BY-SA-4.0"
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
    pins = {plain(line.partition("==")[0]) for line in (ROOT / "constraints.txt").read_text().splitlines()}
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    assert named(asked) - pins == set()


def test_the_ci_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text and "make review" in text and "make test" in text


def imported() -> set[str]:
    """Top names of what workslop imports, apart from itself and the standard library."""
    names: set[str] = set()
    for path in (ROOT / "workslop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
                names |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"workslop"}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    owners = metadata.packages_distributions()
    used = {plain(owners.get(name, [name])[0]) for name in imported()} - {"torch", "lsprotocol"}  # come with others
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    assert used == named([*project["dependencies"], *extras["transformers"], *extras["lsp"], *extras["pdf"]])

"""action.yml and what docs/ci.md says: in a real repository, with inputs as GitHub gives them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parents[2]
EMPTY = "In today's fast-paced world it is important to note that synergy plays a crucial role in success.\n"

pytestmark = pytest.mark.skipif(not shutil.which("bash") or not shutil.which("git"), reason="needs bash and git")


@pytest.fixture
def action() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "b é c.md").write_text(EMPTY, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plain.txt").write_text("The desk opens on 3 March 2026 at 9:00.\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def run(action: dict[str, Any], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step with ``inputs`` (dashes as underscores) beside the defaults."""
    given = {name: one.get("default", "") for name, one in action["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    step = action["runs"]["steps"][-1]
    assert "${{" not in step["run"]  # what a user gives must not become code
    env = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], v) for name, v in step["env"].items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    output = folder.parent / "output"
    output.write_text("", encoding="utf-8")
    # as GitHub runs `shell: bash`
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=folder, capture_output=True,
        encoding="utf-8", env={**os.environ, **env, "PATH": path, "GITHUB_OUTPUT": str(output)},
    )  # fmt: skip


def test_every_input_is_used_and_described(action: dict[str, Any]) -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert action["runs"]["using"] == "composite"
    assert set(action["inputs"]) == set(re.findall(r"inputs\.([\w-]+)", text))
    assert all(one["description"] for one in action["inputs"].values())
    assert all(step.get("shell") == "bash" for step in action["runs"]["steps"] if "run" in step)


def test_findings_become_annotations_and_sarif(action: dict[str, Any], repository: Path) -> None:
    done = run(action, repository)
    assert done.returncode == 1 and "::warning file=b é c.md,line=1" in done.stdout
    results = json.loads((repository / "workslop.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert results and (repository.parent / "output").read_text() == "sarif=workslop.sarif\n"


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail_on": "error"}, 0),
        ({"paths": "docs/*.txt"}, 0),
        ({"paths": "docs/*.txt\n*.md\n"}, 1),
        ({"changed_since": "HEAD"}, 0),
        ({"paths": "*.rst"}, 0),
        ({"fail_on": "loud"}, 2),
        ({"paths": "$(touch owned)"}, 0),
    ],
)
def test_inputs(action: dict[str, Any], repository: Path, inputs: dict[str, str], code: int) -> None:
    done = run(action, repository, **inputs)
    assert done.returncode == code, done.stderr
    assert not (repository / "owned").exists()


def test_the_page_says_what_the_action_takes(action: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name in action["inputs"]:
        assert f"`{name}`" in page


def test_the_snippets_are_yaml() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.S)
    assert len(blocks) >= 2
    for block in blocks:
        assert yaml.safe_load(block)

"""The files that belong to the project: what git tracks or would track, or, without git, what lies there."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUTPUTS = {"build", "dist", "__pycache__", "node_modules"}


@cache
def project_files() -> tuple[Path, ...]:
    """Paths relative to ROOT, in order."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        if listed.returncode == 0:
            names = {Path(name) for name in listed.stdout.decode().split("\0") if name}
            return tuple(sorted(name for name in names if (ROOT / name).is_file()))
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(p for p in found if p.parts[0] == ".ci" or not _hidden(p)))


def _hidden(path: Path) -> bool:
    return any(part in OUTPUTS or part.startswith(".") for part in path.parts[:-1])

"""SARIF as Microsoft's validator judges it, where `make test` could fetch it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from ci_samples import ROOT, SAMPLES

from workslop.judge.rulebook import load_rules
from workslop.report.many import render_many

TOOL = ROOT / "build/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TOOL.exists(), reason="no Sarif.Multitool in build/sarif (make test fetches it with npm)"),
]


def errors(log: Path) -> list[str]:
    """The errors that the validator finds by its rules for SARIF and for GitHub."""
    TOOL.chmod(TOOL.stat().st_mode | stat.S_IXUSR)
    command = [
        str(TOOL),
        "validate",
        str(log),
        "--rule-kind",
        "Sarif;Ghas",
        "--level",
        "Error;Warning",
        "--kind",
        "Fail",
    ]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert "1 files scanned" in told.stdout
    return re.findall(r"^.*\berror (?:SARIF|GH|JSON)\w+.*$", told.stdout, re.MULTILINE)


@pytest.mark.parametrize("count", [1, len(SAMPLES)])
def test_the_validator_finds_no_error(count: int, tmp_path: Path) -> None:
    log = tmp_path / "log.sarif"
    log.write_text(render_many(SAMPLES[:count], "sarif", rules=load_rules()), encoding="utf-8")
    assert errors(log) == []


def test_the_validator_has_teeth(tmp_path: Path) -> None:
    log = tmp_path / "log.sarif"
    log.write_text(render_many(SAMPLES[:1], "sarif").replace('"version": "2.1.0"', '"version": "2.1.0", "x": 1'))
    log.write_text(log.read_text().replace('"ruleIndex": 0', '"ruleIndex": 99999'))
    assert errors(log)

"""What a process costs, and which findings come and go."""

from __future__ import annotations

import sys
from pathlib import Path

from bench import diff, speed


def test_the_cost_of_a_process() -> None:
    cost = speed.cost_of("a list", [sys.executable, "-c", "x = [0] * 10_000_000; raise SystemExit(3)"], 1)
    assert cost.exit_code == 3
    assert cost.memory > 80  # MB: eight bytes a number
    assert 0 < cost.cpu < 60 and cost.wall > 0


def test_texts_to_time_have_the_lengths_they_say(tmp_path: Path) -> None:
    made = speed.texts(tmp_path)
    for lang in ("nl", "en"):
        words = len(made[f"check-{lang}"].read_text(encoding="utf-8").split())
        assert abs(words - speed.CHECK_WORDS) < 100
        brief = made[f"brief-{lang}"].read_text(encoding="utf-8").splitlines()
        assert len(brief) == speed.ASKS and all("?" in line for line in brief)


def test_ratios_stand_beside_the_yardsticks() -> None:
    costs = [speed.Cost("workslop --help", 1, 0.5, 50, 3, 0), speed.Cost("spacy.blank('nl')", 2, 2.0, 90, 3, 0)]
    lines = speed.table(costs).splitlines()
    assert lines[0] == "| what | CPU s | wall s | peak MB | × spacy |"
    assert lines[2] == "| workslop --help | 0.50 | 1.00 | 50 | 0.2 |"


def test_findings_that_come_and_go() -> None:
    old = [["nl/a.md", "nl/x", "samen"], ["nl/a.md", "nl/x", "samen"], ["nl/a.md", "nl/y", "borgen"]]
    new = [["nl/a.md", "nl/x", "samen"], ["nl/b.md", "nl/z", ""], ["nl/a.md", "nl/y", "borgen"]]
    found = diff.changes(old, new)
    assert found == {"nl/x": ([], [("nl/a.md", "nl/x", "samen")]), "nl/z": ([("nl/b.md", "nl/z", "")], [])}
    assert diff.told(found, 3).splitlines()[:2] == ["nl/x: +0 -1", "  - nl/a.md: samen"]
    assert diff.told(diff.changes(old, old), 3) == "no finding appeared or vanished"

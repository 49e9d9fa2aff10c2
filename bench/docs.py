"""python -m bench.docs: write docs/signals.md from the texts of the signals in workslop/lang."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workslop.lang import LANGUAGES, load, message
from workslop.signals import SIGNALS

PATH = Path(__file__).parents[1] / "docs" / "signals.md"
TITLES = {"en": "The signals", "nl": "De signalen"}
FIGURES = {"en": "Measures", "nl": "Maten"}


def signals_page() -> str:
    """The page: English first, then Dutch; a section a signal, with a table of its measures."""
    lines = ["<!-- Made by python -m bench.docs from workslop/lang/*/signals.toml: change those. -->"]
    for lang in sorted(LANGUAGES):
        lines += ["", f"# {TITLES[lang]}", *(line for info in SIGNALS for line in _signal(info.id, lang))]
    return "\n".join(lines) + "\n"


def _signal(signal: str, lang: str) -> Iterator[str]:
    texts = load(lang, "signals")[signal]
    yield from ("", f"## {texts['name']} (`{signal}`)", "", texts["measures"])
    for key in ("method", "calibrated_on", "limits"):
        yield from ("", f"**{message(lang, f'page.{key}')}** {texts[key]}")
    yield from ("", f"| {FIGURES[lang]} | |", "| --- | --- |")
    yield from (f"| `{name}` | {text} |" for name, text in texts["figures"].items())


if __name__ == "__main__":
    PATH.write_text(signals_page(), encoding="utf-8")

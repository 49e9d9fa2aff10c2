"""The figures as Markdown tables, and their place in docs/methods.md."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bench.cases import ROOT, Told

APART = "AUROC score / letters"
LEAST_SHOWN = 1.5  # points of a signal that are worth naming


def model_table() -> str:
    """A Markdown table: the models that were fitted together, and what their files say of how and how well."""
    told: dict[str, list[str]] = defaultdict(list)
    for path in sorted(
        [*(ROOT / "workslop" / "models").glob("*.json"), *(ROOT / "corpora" / "profiles").glob("*.json")]
    ):
        name = path.stem if path.parent.name == "models" else f"profile {path.stem}"
        told[json.loads(path.read_text(encoding="utf-8"))["about"]].append(name)
    rows = [f"| {', '.join(names)} | {about} |" for about, names in told.items()]
    return "\n".join(["| models | in their own words |", "| --- | --- |", *rows])


def figure_table(found: Mapping[str, Mapping[str, Mapping[str, Told]]]) -> str:
    """One Markdown table a language: figures down, variants across."""
    parts = []
    for lang, variants in found.items():
        names = list(next(iter(variants.values())))
        lines = [f"**{lang}**", "", "| figure | n |" + "".join(f" {v} |" for v in variants)]
        lines.append("|" + " --- |" * (2 + len(variants)))
        for name in names:
            n = next(iter(variants.values()))[name]["n"]
            lines.append(f"| {name} | {n} |" + "".join(f" {_shown(v.get(name, {}))} |" for v in variants.values()))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def text_table(groups: Sequence[Told]) -> str:
    """A Markdown table of texts by people and by models."""
    heads = ("texts", "by", "n", "mean score", "mixed or glad", "glad", "points by signal", "letters a word", APART)
    lines = [f"| {' | '.join(heads)} |", "|" + " --- |" * len(heads)]
    for g in groups:
        apart = g.get("auroc")
        told = f"{_number(apart['scores'])} / {_number(apart['lengths'])}" if apart else ""
        n = f"{g['n']}" + (f" ({g['unscored']} too short or not scored)" if g["unscored"] else "")
        by = {"human": "people", "ai": "models"}[g["label"]]
        mean, letters = (f"{g[k]:.{d}f}" if g[k] is not None else "" for k, d in (("mean", 0), ("word_length", 2)))
        points = sorted(g["points"].items(), key=lambda p: -abs(p[1]))
        pushed = ", ".join(f"{signal} {value:+.0f}" for signal, value in points if abs(value) >= LEAST_SHOWN)
        shares = f"{_percent(g['mixed'])} | {_percent(g['glad'])}"
        lines.append(f"| {g['file']} | {by} | {n} | {mean} | {shares} | {pushed} | {letters} | {told} |")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _shown(told: Told) -> str:
    if not told:
        return "–"
    between = f" ({_number(told['low'])}–{_number(told['high'])})" if told.get("low") is not None else ""
    return _number(told["value"]) + between


def _percent(told: Told) -> str:
    if told["value"] is None:
        return "–"
    return f"{told['value']:.0%} ({told['low']:.0%}–{told['high']:.0%})"


def put_between_marks(text: str, sections: Mapping[str, str]) -> str:
    """``text`` with ``sections`` (title: body) between <!-- figures --> and <!-- /figures -->; sections not named stay.

    Raises ValueError where the marks are not there.
    """
    before, mark, rest = text.partition("<!-- figures -->\n")
    held, end, after = rest.partition("<!-- /figures -->")
    if not mark or not end:
        raise ValueError("there is no place between <!-- figures --> and <!-- /figures -->")
    kept = dict(part.split("\n", 1) for part in ("\n" + held).split("\n### ")[1:])
    kept |= {title: f"\n{body}\n" for title, body in sections.items()}
    told = "\n".join(f"### {title}\n\n{body.strip()}\n" for title, body in sorted(kept.items()))
    return f"{before}{mark}\n{told}\n{end}{after}"

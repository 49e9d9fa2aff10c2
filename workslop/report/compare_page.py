"""Drafts held against each other, as a page for the terminal. Reads the JSON form."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workslop.lang import load
from workslop.report.svg_spread import fixed
from workslop.report.words import clean, number, one_line, short

Data = Mapping[str, Any]
SHOWN = 10  # of each list, unless all are asked for
LENGTH = 180
WRONG = 8  # one match in so many is wrong: docs/spread.md


def compare_page(data: Data, lang: str, everything: bool = False) -> str:
    """What all, some and one of the drafts say, each sentence as path:line."""
    words = load(lang, "spread")
    told, data = words["compare"], _in_their_folder(data)
    lines = [told["title"].format(n=len(data["paths"]), lang=words["lang"][data["lang"]])]
    lines += [told["duplicate"].format(path=one_line(a), other=one_line(b)) for a, b in data["duplicates"]]
    for name in ("by_all", "by_some"):
        if name == "by_some" and len(data["paths"]) == 2:
            continue
        lines += ["", told[name].format(n=len(data[name]))]
        shown = data[name] if everything else data[name][:SHOWN]
        lines += [line for same in shown for line in _group(same, len(data["paths"]), lang)]
        lines += _rest(len(data[name]) - len(shown), lang) or ([] if shown else ["  " + told["nothing"]])
    lines += ["", told["by_one"]]
    for n, path in enumerate(data["paths"]):
        lines += _alone(data, n, path, lang, everything)
    lines += ["", told["threshold"].format(value=fixed(lang, data["threshold"], 2), wrong=WRONG)]
    return clean("\n".join(lines) + "\n")


def _in_their_folder(data: Data) -> Data:
    """The same with paths from the folder that all drafts share: a long path before each sentence hides it."""
    paths: Sequence[str] = data["paths"]
    try:
        folder = os.path.commonpath([Path(path).parent for path in paths])
    except ValueError:  # absolute and relative ones, or two drives
        return data
    if folder in ("", "."):
        return data
    short_of = {path: os.path.relpath(path, folder) for path in paths}

    def named(said: Data) -> Data:
        return {**said, "path": short_of.get(said["path"], said["path"])}

    groups = {
        name: [
            {**same, "sentences": [named(x) for x in same["sentences"]], "also": [named(x) for x in same["also"]]}
            for same in data[name]
        ]
        for name in ("by_all", "by_some")
    }
    duplicates = [[short_of.get(a, a), short_of.get(b, b)] for a, b in data["duplicates"]]
    alone = [named(said) for said in data["by_one"]]
    return {**data, **groups, "paths": [short_of[p] for p in paths], "duplicates": duplicates, "by_one": alone}


def _group(same: Data, drafts: int, lang: str) -> Iterator[str]:
    told = load(lang, "spread")["compare"]
    parts = [told["of"].format(k=same["drafts"], n=drafts)]
    parts.append(told["likeness"].format(value=fixed(lang, same["likeness"], 2)))
    parts += [told["figures"]] if same["figures_differ"] else []
    yield f"  {', '.join(parts)}"
    for said in same["sentences"]:
        yield f"    {_said(said)}"
    for said in same["also"]:
        yield f"    {told['also']}: {_said(said)}"


def _alone(data: Data, n: int, path: str, lang: str, everything: bool) -> list[str]:
    """The sentences that no other draft says, those least like anything elsewhere first to be shown, in their order."""
    told = load(lang, "spread")["compare"]
    own = [said for said in data["by_one"] if said["draft"] == n]
    share = data["shares"][n]
    head = told["draft"].format(
        path=one_line(path), alone=len(own), n=data["counts"][n], share=number(lang, (share or 0) * 100, 0) + "%"
    )
    chosen = own if everything else sorted(own, key=lambda said: float(said["near"]))[:SHOWN]
    lines = [f"    {_said(said)}" for said in own if said in chosen]
    return ["  " + head, *lines, *("  " + line for line in _rest(len(own) - len(chosen), lang))]


def _rest(n: int, lang: str) -> list[str]:
    return ["  " + load(lang, "spread")["compare"]["more"].format(n=n)] if n > 0 else []


def _said(said: Data) -> str:
    return f"{one_line(said['path'])}:{one_line(said['place'])}  {short(said['text'], LENGTH)}"

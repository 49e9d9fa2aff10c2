"""Mined phrases as a page for the terminal, as JSON, and as rule files that are off until somebody accepts them."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from pathlib import Path

from workslop.corpora.mine import Found, Mined
from workslop.lang import LANGUAGES, load
from workslop.text.match import check_phrase
from workslop.types import InputError

SCHEMA = "workslop.mined/1"


def page(mined: Mined, lang: str) -> str:
    """The phrases with their figures and a sentence of each pile, in ``lang``."""
    counts = {"glad": mined.texts[0], "solid": mined.texts[1], "seen": mined.seen, "shown": len(mined.found)}
    lines = [_told(lang, "title", lang=mined.lang, **counts), _told(lang, "order"), ""]
    if not mined.found:
        return f"{lines[0]}\n{_told(lang, 'none')}\n"
    for number, one in enumerate(mined.found, 1):
        lines += _entry(number, one, lang)
    return "".join(f"{line}\n" for line in lines)


def _entry(number: int, one: Found, lang: str) -> list[str]:
    lines = [f"{number}. {one.phrase}", "   " + _figures(one, lang)]
    if one.covered:
        lines.append("   " + _told(lang, "covered", rule=one.covered))
    lines.append("   " + _told(lang, "glad", text=one.glad_example))
    return [*lines, "   " + _told(lang, "solid", text=one.solid_example)] if one.solid_example else lines


def _figures(one: Found, lang: str) -> str:
    numbers = {key: _number(lang, getattr(one, key)) for key in ("z", "ratio", "low", "high")}
    counts = {
        f"{pile}_{key}": getattr(getattr(one, pile), key)
        for pile in ("glad", "solid")
        for key in ("hits", "texts", "subjects")
    }
    return _told(lang, "figures", **numbers, **counts)


def to_json(mined: Mined) -> str:
    """The same as JSON: the fields of Mined and Found."""
    data = asdict(mined)
    return json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def rule_files(mined: Mined) -> dict[str, str]:
    """{"<lang>/<name>.toml": text} for each phrase that no rule finds yet and that a rule can hold."""
    files: dict[str, str] = {}
    for one in mined.found:
        if not one.covered and check_phrase(one.phrase) is None:
            files.setdefault(f"{mined.lang}/{_name(one.phrase)}.toml", _rule(one, mined))
    return files


def write(folder: str, mined: Mined) -> tuple[int, int]:
    """Write the rule files below ``folder``, whole; those that are there already stay. (proposed, already there).

    Raises InputError where the folder can't be made or written to.
    """
    files, there = rule_files(mined), 0
    for name, text in files.items():
        path = Path(folder) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = (error.strerror or "refused").lower()
            raise InputError(f"The folder {path.parent} can't be made ({why}): give --output another one") from error
        if path.exists():
            there += 1
        else:
            write_file(path, text)
    return len(files), there


def write_file(path: Path, text: str) -> None:
    """The file, whole or not at all."""
    fresh = path.with_suffix(".toml.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        why = (error.strerror or "refused").lower()
        raise InputError(f"{path} can't be written ({why}): give --output another folder") from error


def written_lines(folder: str, n: int, there: int, lang: str) -> list[str]:
    """What was written, and how a rule is accepted."""
    lines = [_told(lang, "written", n=n, folder=folder)]
    if there:
        lines.append(_told(lang, "left", n=there))
    return [*lines, _told(lang, "accept", folder=folder)]


def _name(phrase: str) -> str:
    plain = unicodedata.normalize("NFKD", phrase).encode("ascii", "ignore").decode()
    return "mined-" + "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def _rule(one: Found, mined: Mined) -> str:
    rates = (1000 * one.glad.hits / mined.words[0], 1000 * one.solid.hits / mined.words[1])
    source = (
        f"Proposed by workslop corpus mine, accepted by nobody yet. Hits per 1,000 words: glad {rates[0]:.2f} "
        f"({one.glad.hits} hits in {one.glad.texts} of {mined.texts[0]} texts, {one.glad.subjects} subjects), solid "
        f"{rates[1]:.2f} ({one.solid.hits} hits in {one.solid.texts} of {mined.texts[1]} texts). Share of texts, glad "
        f"for solid: {one.ratio:.1f} (95%: {one.low:.1f} to {one.high:.1f}); z {one.z:.1f}."
    )
    lines = ['kind = "phrase"', 'signal = "phrasing"', 'severity = "note"', 'status = "preview"']
    lines.append(f"source = {_quoted(source)}")
    for key in ("about", "reason", "message"):
        texts = (f"{lang} = {_quoted(_told(lang, f'rule_{key}', phrase=one.phrase))}" for lang in LANGUAGES)
        lines += ["", f"[{key}]", *texts]
    lines += ["", "[body]", f"phrases = [{_quoted(one.phrase)}]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's is one, once DEL is escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _told(lang: str, key: str, /, **values: object) -> str:
    return str(load(lang, "mine")["page"][key]).format(**values)


def _number(lang: str, value: float) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if lang == "nl" else text

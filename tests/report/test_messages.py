"""The words of the reports: two languages with the same keys and fields, and no key in code that isn't there."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from workslop import types
from workslop.lang import LANGUAGES, load, message

PACKAGE = Path(types.__file__).parent.parent
KEY = re.compile(r"""(?:message\(\s*[\w.]+\s*,|\bc\.t\(|\bt\()\s*(?P<quote>["'])(?P<key>[a-z_]+\.[\w.-]+)(?P=quote)""")


def texts(lang: str) -> dict[str, str]:
    return {f"{group}.{name}": text for group, names in load(lang, "messages").items() for name, text in names.items()}


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(texts("nl")) == list(texts("en"))


@pytest.mark.parametrize("key", list(texts("en")))
def test_both_languages_have_the_same_fields(key: str) -> None:
    assert fields(texts("nl")[key]) == fields(texts("en")[key])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty_or_padded(lang: str) -> None:
    assert not [key for key, text in texts(lang).items() if not text or text != text.strip()]


def test_plurals_come_in_pairs() -> None:
    names = load("en", "messages")["count"]
    assert {name.rpartition("_")[0] + "_one" for name in names} == {n for n in names if n.endswith("_one")}
    assert {name.rpartition("_")[0] + "_many" for name in names} == {n for n in names if n.endswith("_many")}


def test_every_key_in_the_code_exists() -> None:
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE / "report" / "templates").glob("*.html")]
    used = {(m["key"], path.name) for path in files for m in KEY.finditer(path.read_text(encoding="utf-8"))}
    assert len(used) > 60
    assert not sorted((key, name) for key, name in used if key not in texts("en"))


def test_every_text_is_used() -> None:
    """Groups that code looks up by a record's value are left out: those are held by the tests below."""
    by_value = {
        "status", "status_help", "band", "severity", "kind", "ask_kind", "constraint_kind", "lacks", "why", "count",
        "rule_kind", "rule_status", "signal", "signal_up", "signal_down", "signal_value", "unit",
    }  # fmt: skip
    by_name = {"column", "method", "limit", "report", "page", "norm"}
    files = [
        *(PACKAGE / "report").rglob("*"),
        *(PACKAGE / "lsp").rglob("*.py"),
        *(PACKAGE / "commands").rglob("*.py"),
        PACKAGE / "cli.py",
    ]
    code = "".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".html"))
    loose = [key for key in texts("en") if key.partition(".")[0] not in by_value | by_name and key not in code]
    # A name looked up through its group still stands in the code as a word on its own.
    loose += [
        key
        for key in texts("en")
        if key.partition(".")[0] in by_name and not re.search(rf"\b{re.escape(key.partition('.')[2])}\b", code)
    ]
    assert not loose


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("status", get_args(types.Status)),
        ("band", get_args(types.Band)),
        ("severity", types.SEVERITIES),
        ("kind", get_args(types.ChecklistKind)),
        ("ask_kind", get_args(types.AskKind)),
        ("lacks", get_args(types.AskKind)),
        ("constraint_kind", get_args(types.ConstraintKind)),
        ("rule_kind", ("phrase", "swap", "limit", "question")),
        ("rule_status", ("stable", "preview")),
    ],
)
def test_every_value_of_a_record_has_a_word(group: str, names: tuple[str, ...]) -> None:
    assert not set(names) - set(load("en", "messages")[group])


def test_every_signal_has_its_names() -> None:
    from workslop.signals import SIGNALS

    for group in ("signal", "signal_up", "signal_down", "signal_value"):
        assert {info.id for info in SIGNALS} == set(load("nl", "messages")[group])


def test_an_unknown_key_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        message("nl", "report.no_such_key")

"""What is kept between runs: whole entries or none, bounded, and a review told again is the review, to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from workslop import cache, remembered
from workslop.cli import main
from workslop.config import load_config, settings_for
from workslop.report.many import FORMS
from workslop.review import review
from workslop.types import Finding, Measure, Source, Span

SMOOTH = {
    "nl": "# Samen verder\n\nIn de huidige snel veranderende wereld is het belangrijk om op te merken dat samenwerking "
    "cruciaal is. Wij zetten vol in op verbinding en borgen dat iedereen meedoet. Het resultaat is altijd beter.\n",
    "en": "# Moving on\n\nIn today's fast-paced world it is important to note that synergy plays a crucial role. We "
    "leverage robust partnerships to unlock value. The results are always better for everyone involved.\n",
}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and two drafts where the test works."""
    monkeypatch.setenv("WORKSLOP_CACHE", str(tmp_path / "cache"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for lang, text in SMOOTH.items():
        (work / f"{lang}.md").write_text(text, encoding="utf-8")
    return tmp_path / "cache"


def check(*words: str) -> Result:
    return CliRunner().invoke(main, ["check", *words])


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("reviews/*/*.z"))


# ---- a store of texts by key


KEY = cache.key("a")


@given(text=st.text(max_size=2000).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t)))
def test_what_is_kept_is_given_back(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSLOP_CACHE", str(tmp_path_factory.getbasetemp() / "law"))
        cache.put("reviews", KEY, text)
        assert cache.get("reviews", KEY) == text
        assert cache.get("rules", KEY) is None and cache.get("reviews", cache.key("b")) is None


@given(
    one=st.lists(st.one_of(st.text(max_size=9), st.binary(max_size=9)), max_size=4),
    other=st.lists(st.one_of(st.text(max_size=9), st.binary(max_size=9)), max_size=4),
)
def test_a_key_tells_parts_and_their_places_apart(one: list[str | bytes], other: list[str | bytes]) -> None:
    def plain(parts: list[str | bytes]) -> list[bytes]:
        return [part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts]

    assert (cache.key(*one) == cache.key(*other)) == (plain(one) == plain(other))


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"x" + b, lambda b: b[:-1] + b"\0"]
)
def test_a_damaged_entry_is_none(kept: Path, damage: object) -> None:
    cache.put("reviews", KEY, "a review " * 99)
    (path,) = entries(kept)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert cache.get("reviews", KEY) is None
    cache.put("reviews", KEY, "again")
    assert cache.get("reviews", KEY) == "again"


def test_an_entry_under_another_key_is_none(kept: Path) -> None:
    cache.put("reviews", KEY, "one")
    (path,) = entries(kept)
    other = cache.key("b")
    place = kept / "reviews" / other[:2] / f"{other[2:]}.z"
    place.parent.mkdir(parents=True, exist_ok=True)
    path.rename(place)
    assert cache.get("reviews", other) is None


def test_a_folder_that_cannot_be_written_is_no_trouble(kept: Path) -> None:
    kept.write_text("a file in its place", encoding="utf-8")
    cache.put("reviews", KEY, "lost")
    assert cache.get("reviews", KEY) is None and cache.usage() == (0, 0) and cache.clear() == 0
    assert check("en.md").output == check("en.md", "--no-cache").output


def test_runs_at_the_same_time_see_whole_entries(kept: Path) -> None:
    texts = [letter * 50_000 for letter in "abcd"]
    seen: set[str | None] = set()

    def work(text: str) -> None:
        for _ in range(40):
            cache.put("reviews", KEY, text)
            seen.add(cache.get("reviews", KEY))

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= set(texts)
    assert [path.name[0] for path in (kept / "reviews" / KEY[:2]).iterdir()] == [KEY[2]]  # nothing left half-way


def test_it_stays_within_its_bounds(kept: Path) -> None:
    for number in range(20):
        cache.put("reviews", cache.key(str(number)), os.urandom(2000).hex())
        path = kept / "reviews" / cache.key(str(number))[:2] / f"{cache.key(str(number))[2:]}.z"
        os.utime(path, (0, time.time() - 1000 * (20 - number)))
    _, size = cache.usage()
    assert cache.prune(most_bytes=size // 2) in (10, 11)
    assert cache.usage()[1] <= size // 2
    assert cache.get("reviews", cache.key("19")) and not cache.get("reviews", cache.key("0"))  # the unused ones went
    assert cache.prune(most_days=0.0) == cache.usage()[0] + len(entries(kept)) or not entries(kept)


def test_use_keeps_an_entry_young(kept: Path) -> None:
    cache.put("reviews", KEY, "used")
    (path,) = entries(kept)
    os.utime(path, (0, time.time() - 20 * 86_400))
    assert cache.get("reviews", KEY) == "used"
    assert time.time() - path.stat().st_mtime < 60


def test_clear_takes_our_entries_and_no_other_file(kept: Path) -> None:
    cache.put("reviews", KEY, "one")
    own = kept / "reviews" / "notes.txt"
    own.write_text("mine", encoding="utf-8")
    assert cache.clear() == 1 and own.exists() and cache.usage() == (0, 0)


def test_where_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WORKSLOP_CACHE", raising=False)
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert cache.folder() == tmp_path / "workslop"


# ---- reviews


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_review_survives_writing(kept: Path, lang: str) -> None:
    Path("brief.md").write_text("1. Hoeveel kost het?\n2. What does it cost, and who pays?\n", encoding="utf-8")
    made = review(f"{lang}.md", "brief.md", vectors=False)
    assert made.findings and made.measures and made.verdicts and made.checklist
    bare = replace(made, draft=replace(made.draft, blocks=()))
    assert remembered.from_text(remembered.to_text(made), f"{lang}.md", "brief.md") == bare


spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda two: Span(*sorted(two)))
figures = st.floats(allow_nan=False)
texts = st.text(max_size=20)
measures = st.builds(
    Measure, texts, texts, st.none() | figures, texts, st.integers(), st.none() | texts, st.none() | spans,
    st.none() | texts, st.dictionaries(texts, figures, max_size=2),
)  # fmt: skip
findings = st.builds(
    Finding, texts, texts, st.sampled_from(["note", "warning"]), texts, texts, texts, st.none() | spans,
    st.none() | texts, st.none() | measures,
)  # fmt: skip
sources = st.builds(Source, texts, texts, texts, texts, st.tuples(st.tuples(st.integers(), texts)) | st.just(()))


@given(found=st.lists(findings, max_size=3), figures=st.lists(measures, max_size=3), source=sources)
def test_any_record_survives_writing(found: list[Finding], figures: list[Measure], source: Source) -> None:
    made = _sample()
    made = replace(made, findings=tuple(found), waived=tuple(found), measures=tuple(figures))
    made = replace(made, draft=replace(made.draft, source=source))
    assert remembered.from_text(remembered.to_text(made), source.path, None) == made


def _sample(found: list[object] = []) -> object:  # noqa: B006  made once
    if not found:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "en.md"
            path.write_text(SMOOTH["en"], encoding="utf-8")
            made = review(str(path), vectors=False)
        found.append(replace(made, draft=replace(made.draft, blocks=())))
    return found[0]


# ---- what a user sees


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [(), ("--verbose",), ("--report-lang", "nl"), ("--quiet", "--fail-on", "error")])
def test_told_again_to_the_byte(kept: Path, form: str, words: tuple[str, ...]) -> None:
    told = [check("nl.md", "en.md", "--format", form, *words, *more) for more in (("--no-cache",), (), ())]
    assert len({(one.stdout_bytes, one.stderr_bytes, one.exit_code) for one in told}) == 1
    assert len(entries(kept)) == 2


def test_no_cache_reads_and_keeps_nothing(kept: Path) -> None:
    check("en.md", "--no-cache")
    assert not entries(kept)


def test_a_hit_needs_no_review(kept: Path) -> None:
    first = check("en.md", "nl.md")
    code = (
        "import sys\nfrom workslop.cli import main\n"
        "try:\n    main(['check', 'en.md', 'nl.md'])\nexcept SystemExit as end:\n    code = end.code\n"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'spacy', 'numpy', 'onnxruntime', 'textstat',"
        " 'jinja2', 'markdown_it', 'rich'}\n"
        "loaded |= set(sys.modules) & {'workslop.review', 'workslop.text.match', 'workslop.signals'}\n"
        "print(sorted(loaded), code)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    *lines, last = told.stdout.splitlines()
    assert last == f"[] {first.exit_code}"
    assert lines == first.stdout.splitlines()


def test_the_same_text_elsewhere_is_told_under_its_own_name(kept: Path) -> None:
    Path("more").mkdir()
    Path("more/copy.md").write_bytes(Path("en.md").read_bytes())
    first, second = check("en.md"), check("more/copy.md")
    assert len(entries(kept)) == 1
    assert second.stdout == first.stdout.replace("en.md", "more/copy.md")


def key_of(**changed: object) -> str | None:
    given = {"path": "en.md", "brief": None, "settings": None, "lang": "auto", **changed}
    return remembered.key_of(given["path"], given["brief"], given["settings"], given["lang"])  # type: ignore[arg-type]


def configured(text: str) -> object:
    Path("workslop.toml").write_text(text, encoding="utf-8")
    return settings_for(load_config("workslop.toml"), "en.md")


def test_the_key_holds_what_decides(kept: Path) -> None:
    Path("en.txt").write_bytes(Path("en.md").read_bytes())
    Path("a.brief.md").write_text("What does it cost?\n", encoding="utf-8")
    rules = Path("house/en")
    rules.mkdir(parents=True)
    rule = (
        'kind = "phrase"\nsignal = "phrasing"\nseverity = "warning"\nsource = "the house"\n'
        '[message]\nen = "not our word"\n[body]\nphrases = ["synergy"]\n'
    )
    (rules / "word.toml").write_text(rule, encoding="utf-8")
    seen = [key_of(), key_of(path="en.txt"), key_of(lang="en"), key_of(brief="a.brief.md"), key_of(path="nl.md")]
    seen += [key_of(settings=configured(text)) for text in (
        "", 'accept = ["synergy"]', '[rules]\n"en/*" = "off"', "[thresholds]\nemptiness = 0.9",
        'rule-folders = ["house"]', '[languages]\n"*.md" = "nl"', '[[tier]]\npaths = ["*"]\ntier = "excel"',
    )]  # fmt: skip
    (rules / "word.toml").write_text(rule.replace("synergy", "leverage"), encoding="utf-8")
    seen.append(key_of(settings=configured('rule-folders = ["house"]')))
    Path("a.brief.md").write_text("Who pays?\n", encoding="utf-8")
    seen.append(key_of(brief="a.brief.md"))
    Path("en.md").write_text("Another text.\n", encoding="utf-8")
    seen.append(key_of())
    assert None not in seen and len(set(seen)) == len(seen)


def test_the_program_is_part_of_the_key(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of()
    monkeypatch.setattr(cache, "program", lambda: "another")
    assert key_of() != before


def test_a_file_that_changes_changes_the_tree(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "rule.toml"
    path.parent.mkdir()
    path.write_text("one", encoding="utf-8")
    before = cache.tree(tmp_path)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    after = cache.tree(tmp_path)
    path.rename(path.with_name("other.toml"))
    assert len({before, after, cache.tree(tmp_path)}) == 3


@pytest.mark.parametrize("path", ["-", "gone.md", "."])
def test_what_cannot_be_kept_has_no_key(kept: Path, path: str) -> None:
    assert key_of(path=path) is None


def test_broken_json_is_read_anew(kept: Path) -> None:
    told = check("en.md")
    (path,) = entries(kept)
    key = path.parent.name + path.stem
    for text in ("", "[]", "{}", "null", json.dumps([1, 2, 3]), "[[]]"):
        cache.put("reviews", key, text)
        assert check("en.md").output == told.output


def test_show_and_clear(kept: Path) -> None:
    check("en.md", "nl.md")
    shown = CliRunner().invoke(main, ["cache"])
    assert shown.exit_code == 0 and str(kept) in shown.stdout and ": 2 reviews kept, " in shown.stdout
    cleared = CliRunner().invoke(main, ["cache", "--clear"], env={"LANG": "nl_NL.UTF-8"})
    assert cleared.exit_code == 0 and "0 beoordelingen bewaard" in cleared.stdout and not entries(kept)

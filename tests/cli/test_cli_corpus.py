"""workslop corpus on the command line, and a profile of the house in a configuration and a review."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from corpus_samples import FakeEncoder, text

from workslop.config import load_config, rows, settings_for
from workslop.lang import LANGUAGES, load
from workslop.report.wire import to_dict
from workslop.review import review
from workslop.types import InputError

Run = Callable[..., Result]
BUILD = ("corpus", "build", "huis", "--glad", "glad/**/*.md", "--solid", "solid")


def test_build_writes_the_profile_and_shows_it(run_on_piles: Run) -> None:
    done = run_on_piles(*BUILD)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Profiel huis (nl)\n") and "AUROC 1,000 (95%: 0,8" in done.stdout
    assert "Glad: 12 teksten, " in done.stdout and "Concreet: 12 teksten, " in done.stdout
    assert done.stderr.splitlines()[0] == "Profiel huis staat in profiles/huis.profile.json."
    assert json.loads(Path("profiles/huis.profile.json").read_text())["name"] == "huis"
    assert run_on_piles("corpus", "show", "huis").stdout == done.stdout
    assert run_on_piles("corpus", "show", "profiles/huis.profile.json").stdout == done.stdout
    assert sorted(path.name for path in Path("profiles").iterdir()) == ["huis.profile.json"]


def test_in_english(run_on_piles: Run) -> None:
    done = run_on_piles(*BUILD, "--report-lang", "en", "--output", "ons.json", "--quote")
    assert done.exit_code == 0 and "Telling them apart: AUROC 1.000 (95%: 0.8" in done.stdout
    assert "  most typical passages:\n    “" in done.stdout and not Path("profiles").exists()
    assert done.stderr.splitlines()[1] == 'In workslop.toml: profile = "ons.json"'


def test_the_draft_page_in_both_languages(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    Path("stuk.md").write_text("# Kop\n\n" + text("glad", "nl", 90), encoding="utf-8")
    dutch, english = (
        run_on_piles("corpus", "show", "huis", "--draft", "stuk.md", "--report-lang", x) for x in LANGUAGES
    )
    assert dutch.exit_code == english.exit_code == 0, dutch.output + english.output
    assert dutch.stdout.startswith("stuk.md naast profiel huis\nplaats: ") and "gladder dan 100% van de" in dutch.stdout
    assert "These sentences pull most towards glad:\n  line " in english.stdout
    shown = re.findall(r"^  line (\d+) +(-?\d+\.\d)  (.+)$", english.stdout, re.M)
    assert len(shown) == 5 and {int(line) for line, *_ in shown} <= {3, 5}
    assert all(words in Path("stuk.md").read_text() for *_, words in shown)
    places = [float(value) for _, value, _ in shown]
    assert places == sorted(places, reverse=True)
    assert english.stdout.endswith("pull most towards solid:\n  none\n")
    own = run_on_piles("corpus", "show", "huis", "--draft", "glad/00.md")
    assert "Deze tekst zit zelf in het profiel" in own.stdout


def test_a_draft_is_drawn_among_the_texts(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    Path("stuk.md").write_text(text("glad", "nl", 90), encoding="utf-8")
    shown = run_on_piles("corpus", "show", "huis", "--draft", "stuk.md", "--plot", "stuk.svg")
    assert shown.exit_code == 0 and shown.stdout.startswith("stuk.md naast profiel huis")
    drawn = Path("stuk.svg").read_text(encoding="utf-8")
    assert drawn.count('<circle class="a"') == 13 and drawn.count('<rect class="b"') == 13  # with the legend's
    assert drawn.count('<path class="own"') == 1 and "12 gladde teksten (rondjes), 12 degelijke" in drawn
    path = Path("profiles/huis.profile.json")
    old = json.loads(path.read_text(encoding="utf-8"))
    del old["across"]
    path.write_text(json.dumps(old), encoding="utf-8")
    refused = run_on_piles("corpus", "show", "huis", "--draft", "stuk.md", "--plot", "weer.svg")
    assert refused.exit_code == 2 and "build it again" in refused.stderr and not Path("weer.svg").exists()


def test_a_shipped_profile_is_shown(run_on_piles: Run) -> None:
    done = run_on_piles("corpus", "show", "nl")
    assert done.exit_code == 0
    assert "meegeleverd profiel; " in done.stdout and "drafts of corpora/drafts/nl" in done.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("corpus", "build", "huis", "--glad", "weg/*.md", "--solid", "solid"), "--glad 'weg/*.md' names no file"),
        (
            ("corpus", "build", "huis", "--glad", "glad/00.md", "--solid", "solid"),
            "The glad pile has 1 text that can be",
        ),
        (("corpus", "build", "nl", "--glad", "glad", "--solid", "solid"), "There is a shipped profile 'nl'"),
        ((*BUILD, "--output", "weg/x.json"), "the folder weg does not exist"),
        ((*BUILD, "--output", "x.toml"), "must end in .json"),
        ((*BUILD, "--lang", "en"), "12 not in en"),
        (("corpus", "show", "nl", "--plot", "x.svg"), "give --draft as well"),
        (("corpus", "show", "weg", "--draft", "glad/00.md", "--plot", "x.png"), "must end in .svg"),
        (("corpus", "show", "weg"), "There is no profile profiles/weg.profile.json"),
    ],
)
def test_mistakes_are_one_sentence_and_2(run_on_piles: Run, args: tuple[str, ...], told: str) -> None:
    done = run_on_piles(*args)
    assert done.exit_code == 2 and done.stdout == ""
    assert done.stderr.startswith("workslop: ") and told in done.stderr and done.stderr.count("\n") == 1


def test_the_old_profile_stays_where_a_build_fails(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    before = Path("profiles/huis.profile.json").read_bytes()
    Path("glad/leeg.md").write_bytes(b"")
    done = run_on_piles(*BUILD)
    assert done.exit_code == 2 and "glad/leeg.md is empty" in done.stderr
    assert Path("profiles/huis.profile.json").read_bytes() == before


def test_a_broken_profile_is_one_sentence_and_2(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    Path("profiles/huis.profile.json").write_text('{"schema": "workslop.profile/1"}')
    done = run_on_piles("corpus", "show", "huis")
    assert done.exit_code == 2 and "can't be used: it has no 'dim'" in done.stderr and done.stderr.count("\n") == 1


def test_another_encoder_is_refused(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    done = run_on_piles("corpus", "show", "huis", "--draft", "glad/00.md", "--encoder", "st:ander")
    assert done.exit_code == 2 and "was made with the encoder fake/e5, not with fake/st:ander" in done.stderr


# in a configuration


def configured(told: str, name: str = "stuk.md") -> Any:
    Path("workslop.toml").write_text(told, encoding="utf-8")
    return settings_for(load_config("workslop.toml"), name)


def test_the_key_profile_for_all_and_by_path(run_on_piles: Run, tmp_path: Path) -> None:
    run_on_piles(*BUILD)
    place = str(tmp_path / "profiles" / "huis.profile.json")
    held = configured('# \nprofile = "profiles/huis.profile.json"\n')
    assert (held.profile, held.origin["profile"]) == (place, "workslop.toml:2") and held.profile_mark
    assert ("profile", "profiles/huis.profile.json", "workslop.toml:2") in rows(held)
    table = '[profile]\n"*" = "en"\n"nl/**" = "profiles/huis.profile.json"\n'
    assert configured(table, "nl/a.md").profile == place and configured(table, "nl/a.md").origin["profile"][-2:] == ":3"
    assert configured(table, "a.md").profile == "en" and configured('[profile]\n"x/" = "nl"\n').profile is None
    assert (configured("").profile, configured("").origin["profile"]) == (None, "default")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'profile = "huis"',
            "workslop.toml:1: there is no profile 'huis'; name a file that ends in .json, or use one of: en, nl",
        ),
        (
            '\nprofile = "weg.json"',
            "workslop.toml:2: the profile 'weg.json' does not exist: paths start at workslop.toml",
        ),
        ("profile = 3", "workslop.toml:1: 'profile' must be the name or file of a profile, or a table"),
        ('[profile]\n"a/" = 3', "workslop.toml:2: 'a/' must be a text that is not empty"),
        ('profil = "nl"', "workslop.toml:1: unknown key 'profil'; did you mean 'profile'?"),
    ],
)
def test_a_mistake_in_it_names_its_line(run_on_piles: Run, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        configured(text)
    assert str(caught.value).startswith(told)


def test_a_profile_built_again_is_another(run_on_piles: Run) -> None:
    run_on_piles(*BUILD)
    first = configured('profile = "profiles/huis.profile.json"').profile_mark
    Path("glad/00.md").unlink()
    run_on_piles(*BUILD)
    assert configured('profile = "profiles/huis.profile.json"').profile_mark != first


def test_a_review_judges_by_it_and_says_so(run_on_piles: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run_on_piles(*BUILD)
    digest = json.loads(Path("profiles/huis.profile.json").read_text())
    Path("stuk.md").write_text(text("glad", "nl", 91), encoding="utf-8")
    monkeypatch.setattr("workslop.review._engine", lambda _: FakeEncoder("fake/e5"))
    settings = configured('profile = "profiles/huis.profile.json"')
    made = review("stuk.md", settings=settings, only=["centroid"])
    figure = made.measure("centroid", "closeness")
    assert figure is not None and figure.value is not None and figure.why is None
    assert figure.value > digest["solid"]["quantiles"][-1]
    assert re.fullmatch(r"huis [0-9a-f]{8}", to_dict(made)["tool"]["profile"])


@pytest.mark.parametrize(
    ("lang", "engine", "why"), [("en", "fake/e5", "other_language"), ("nl", "x/2", "other_encoder")]
)
def test_a_profile_of_another_kind_is_refused_with_a_why(
    run_on_piles: Run, monkeypatch: pytest.MonkeyPatch, lang: str, engine: str, why: str
) -> None:
    run_on_piles(*BUILD)
    Path("stuk.md").write_text(text("glad", lang, 91), encoding="utf-8")
    monkeypatch.setattr("workslop.review._engine", lambda _: FakeEncoder(engine))
    made = review("stuk.md", settings=configured('profile = "profiles/huis.profile.json"'), only=["centroid"])
    assert {m.why for m in made.measures} == {why} and to_dict(made)["tool"]["profile"] is None
    assert load("nl", "messages")["why"][why] and load("en", "messages")["why"][why]


# words


def test_both_languages_have_the_same_words() -> None:
    field = re.compile(r"\{(\w+)[^}]*\}")
    nl, en = (load(lang, "profile") for lang in LANGUAGES)
    assert [(g, list(t)) for g, t in nl.items()] == [(g, list(t)) for g, t in en.items()]
    for group, told in nl.items():
        for key, words in told.items():
            assert sorted(field.findall(words)) == sorted(field.findall(en[group][key])), key

"""From a file to a Draft; tokens; what the splitter is worth on running English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from text_laws import check_laws, read

from workslop.text import read_draft, sentence_texts, tokenize
from workslop.text.sentences import installed_pipeline
from workslop.text.splitter import split

SAMPLE = Path(__file__).with_name("sample_nl.md")
# Written for this test, full of what splitters trip over; a line is a sentence.
ENGLISH = """\
Dr. Anand joined Acme Inc. in Jan. 2023 and left on the 14th of May.
He had asked for $1,250.50, i.e. about 3.5 per cent more than No. 4 on the list.
Nobody answered!
Was that because of Mr. J. R. Brown, who ran the St. Louis office?
"I never saw the letter," he said.
"It was sent at 9 a.m. on a Friday."
The U.S. branch disagreed.
See Fig. 3 and pp. 12-14 of the report (vol. 2, ch. 1).
Version 3.2.1 was shipped at 17.30, approx. two hours late.
We lost apples, pears, etc.
The rest was fine... or so we thought.
Plan B.
Then came plan C.
Ask jan@example.com or look at www.example.com.
It rained all day.
(The forecast had said so.)
In 2024 there were 31 of them.
In 2025 there were 12.
Smith et al. found the same vs. Jones, who did not.
Why?
Because the test ran once, cf. the log.
She works at Brown Ltd.
The pay is good.
"""


def test_read_draft_from_a_file() -> None:
    draft = read_draft(str(SAMPLE))
    check_laws(draft)
    assert (draft.lang, draft.tokens, draft.source.path) == ("nl", None, str(SAMPLE))
    body = [sentence.span.of(draft.text) for sentence in draft.sentences]
    assert "'s Avonds blijft het druk." in body
    assert "| maart | 14 min. |" in body
    assert not any("code hoort" in sentence for sentence in body)
    assert sentence_texts(draft)[body.index("'s Avonds blijft het druk.")] == "'s Avonds blijft het druk."


def test_tokens_are_true_to_the_text() -> None:
    draft = read_draft(str(SAMPLE), tokens=True)
    assert draft.tokens is not None
    assert len(draft.tokens) == len(draft.sentences)
    for sentence, tokens in zip(draft.sentences, draft.tokens, strict=True):
        at = sentence.span.start
        for token in tokens:
            assert token.text == token.span.of(draft.text)
            assert at <= token.span.start < token.span.end <= sentence.span.end
            assert token.text.strip()
            at = token.span.end
        assert (tokens[0].lemma, tokens[0].pos) == (None, None)
    words = [token.text for tokens in draft.tokens for token in tokens]
    assert {"o.a.", "14", "`afspraak.nl/balie`", "maart"} <= set(words)
    assert "**" not in words


def test_tokens_of_a_language_without_rules() -> None:
    draft = read("Dit is iets.", lang="qq")
    assert [token.text for token in tokenize(draft)[0]] == ["Dit", "is", "iets", "."]


@pytest.mark.skipif(installed_pipeline("en") is None, reason="no English pipeline installed")
def test_a_pipeline_adds_lemma_tag_and_entity() -> None:
    draft = read("Anna Brown bought **two** boats in London. They sank.", lang="en")
    tokens = tokenize(draft, pipeline=True)[0]
    by_text = {token.text: token for token in tokens}
    assert (by_text["bought"].lemma, by_text["bought"].pos) == ("buy", "VERB")
    assert by_text["London"].ent == "GPE"
    assert "**" not in by_text


def test_boundaries_on_running_english() -> None:
    sentences = ENGLISH.strip().split("\n")
    text = " ".join(sentences)
    wanted, at = set(), 0
    for sentence in sentences:
        wanted.add(at + len(sentence))
        at += len(sentence) + 1
    found = {end for _, end in split(text)}
    right = len(found & wanted)
    assert 2 * right / (len(found) + len(wanted)) >= 0.97


def test_reading_needs_neither_spacy_nor_numpy() -> None:
    code = (
        "import sys, workslop.text as t; "
        f"t.read_draft({str(SAMPLE)!r}); "
        "heavy = {'spacy', 'numpy', 'py3langid', 'docx', 'selectolax'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

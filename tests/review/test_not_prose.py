"""Thirty files as documentation sites hold them: nothing is found outside the author's prose, and prose is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workslop.review import review
from workslop.types import Span

# words that are found wherever they count as prose
TRIGGER = {
    "nl": "Samen zetten we vol in op verbinding en duurzame samenwerking.",
    "en": "It is important to note that synergy plays a crucial role in our robust success.",
}
PLAIN = {
    "nl": "De balie in Assen gaat op 3 maart open. Anna Smit telde in week 9 precies 41 bezoekers.",
    "en": "The desk in Leeds opens on 3 March. Anna Smith counted 41 visitors in week 9.",
}

# What sites hold that isn't prose; T stands for the trigger. Each is a block of its own.
FRONT = {
    "yaml": '---\ntitle: "T"\ndescription: T\ntags:\n  - T\n---\n',
    "toml": '+++\ntitle = "T"\n[params]\nsummary = "T"\n+++\n',
    "folded": "---\ntitle: x\nsummary: >-\n  T\n  T\nlayout: post\n---\n",
}
CODE = {
    "fenced": "```text\nT\n```",
    "tilde": "~~~\nT\n\nT\n~~~",
    "titled": '```js title="T" {1,3-4}\n// T\n```',
    "long fence": "````md\n```\nT\n```\n````",
    "indented": "    T\n    T",
    "inline": "`T` ``T`T``",
    "in a list": "1. x\n\n   ```sh\n   T\n   ```",
    "html": "<pre><code>T\n\nT</code></pre>",
    "script": "<script>\nT\n</script>",
    "style": "<style>\n/* T */\n</style>",
}
COMMENTS = {
    "line": "<!-- T -->",
    "lines": "<!--\nT\n\nT\n-->",
    "mdx": "{/* T */}",
    "liquid": "{% comment %} T {% endcomment %}",
    "liquid lines": "{% comment %}\nT\n{% endcomment %}",
    "hugo": "{{/* T */}}",
}
QUOTES = {
    "block": "> T\n> T",
    "lazy": "> T\nT",
    "nested": "> > T",
    "marks": "Smith: “T”",
    "tag": "<blockquote>T</blockquote>",
}
LINKS = {
    "title": '[x](https://example.org "T")',
    "image": '![T](x.png "T")',
    "reference": '[x]\n\n[x]: https://example.org "T"',
    "attribute": '<img src="x.png" alt="T">',
    "kramdown": '[x](https://example.org){: title="T"}',
}
CONTENTS = {
    "list": "## Contents\n\n- [T](#t)\n- [T](#t-1)\n  - [T](#t-2)\n- [T](#t-3)",
    "dutch": "## Inhoud\n\n1. [T](#t)\n2. [T](#t-1)\n3. [T](#t-2)",
    "kramdown": "* T\n{:toc}",
}
SITE = {
    "hugo": [
        '{{< figure src="x.png" title="T" >}}',
        '{{% notice tip "T" %}}\nx\n{{% /notice %}}', "{{< highlight go >}}\nT\n{{< /highlight >}}",
    ],
    "jekyll": [
        '{% include note.html content="T" %}', "{% highlight ruby %}\nT\n{% endhighlight %}", '{: .note title="T"}',
    ],
    "mkdocs": ['!!! note "T"', '??? tip "T"', "*[HTML]: T", '--8<-- "T"'],
    "docusaurus": [
        ':::tip[T]\n\nx\n\n:::', "import X from 'T';", '<Tab label="T" value="x" />', "export const x = 'T';",
    ],
    "plain": ['<a href="x" title="T">x</a>', "[^1]\n\n[T]: https://example.org"],
}  # fmt: skip


def pieces(site: str, number: int) -> list[str]:
    """What stands in file ``number`` of ``site``: its own constructs, and of the others every third."""
    others = [*CODE.values(), *COMMENTS.values(), *QUOTES.values(), *LINKS.values(), *CONTENTS.values()]
    return [*SITE[site], *others[number % 3 :: 3]]


def made(site: str, number: int, lang: str) -> tuple[str, list[Span], Span]:
    """A file: its text, where the trigger stands outside prose, and where in prose."""
    trigger, plain = TRIGGER[lang], PLAIN[lang]
    front = list(FRONT.values())[number % 3]
    body = [f"{piece}\n\n{plain}" for piece in pieces(site, number)]
    middle = len(body) // 2
    text = "\n\n".join([front, f"# Week 9\n\n{plain}", *body[:middle], "PROSE", *body[middle:]]) + "\n"
    before, after = text.replace("x\n\n:::", f"{plain}\n\n:::").split("PROSE")
    before, after = _filled(before, trigger), _filled(after, trigger)
    text = before + trigger + after
    spans, at = [], text.find(trigger)
    while at >= 0:
        spans.append(Span(at, at + len(trigger)))
        at = text.find(trigger, at + 1)
    own = Span(len(before), len(before) + len(trigger))
    return text, [span for span in spans if span != own], own


def _filled(text: str, trigger: str) -> str:
    return re.sub(r"(?<![A-Za-z])T(?![A-Za-z])", lambda _: trigger, text)


CASES = [(site, number, "nl" if number % 2 else "en") for site in SITE for number in range(6)]


def test_there_are_thirty_files() -> None:
    assert len(CASES) == 30
    assert all(len(made(*case)[1]) > 10 for case in CASES)


@pytest.mark.parametrize(("site", "number", "lang"), CASES)
def test_nothing_is_found_outside_prose(tmp_path: Path, site: str, number: int, lang: str) -> None:
    text, silent, prose = made(site, number, lang)
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    found = review(str(path), vectors=False, lang=lang).findings
    assert any(finding.span and finding.span.overlaps(prose) for finding in found)
    wrong = [
        (text[max(0, span.start - 40) : span.end + 5], finding.rule)
        for finding in found
        for span in silent
        if finding.span and finding.span.overlaps(span)
    ]
    assert not wrong


TEMPLATES = [
    ("Anna counted 41 {% comment %} T {% endcomment %} visitors on 3 March.", ["T"]),
    ("{% comment %}\n\nT\n\n- T\n\n{% endcomment %}", ["T", "T"]),
    ("{{< highlight go >}}\nT\n\nT\n{{< /highlight >}}", ["T", "T"]),
    ("{/*\n\nT\n\n*/}", ["T"]),
]


@pytest.mark.parametrize(("piece", "hidden"), TEMPLATES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_templates_over_blank_lines(tmp_path: Path, piece: str, hidden: list[str], lang: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"{PLAIN[lang]}\n\n{_filled(piece, TRIGGER[lang])}\n\n{TRIGGER[lang]}\n", encoding="utf-8")
    draft = review(str(path), vectors=False, lang=lang)
    at = draft.draft.text.rfind(TRIGGER[lang])
    assert draft.draft.text.count(TRIGGER[lang]) == len(hidden) + 1
    spans = [finding.span for finding in draft.findings if finding.span]
    assert any(span.start >= at for span in spans)
    assert not [
        span.of(draft.draft.text)
        for span in spans
        if span.end <= at and span.start > len(PLAIN[lang]) and TRIGGER[lang][:20] in span.of(draft.draft.text)
    ]


@pytest.mark.parametrize(
    "text", ["{% comment %} " * 5000, "{% comment %} a {% endcomment %}\n\n" * 5000, "{/* " * 9000]
)
def test_many_templates_cost_no_square(text: str) -> None:
    import time

    from workslop.text.markdown import read_markdown

    read_markdown(text[: len(text) // 8])
    clock = time.process_time()
    read_markdown(text)
    assert time.process_time() - clock < 5


def test_a_template_in_a_code_block_is_an_example(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("```\n{% comment %}\n```\n\n" + TRIGGER["en"] + "\n\n{% endcomment %}\n", encoding="utf-8")
    assert any(f.span for f in review(str(path), vectors=False, lang="en").findings)

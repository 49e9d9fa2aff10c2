"""How alike the texts of a set are, as a page: for the terminal, as HTML, and as JSON text. Reads the JSON form."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from workslop.lang import load
from workslop.report.encode import json_text
from workslop.report.svg_spread import fixed, interval, map_of, plot, whole
from workslop.report.words import clean, one_line, short

Data = Mapping[str, Any]
_COLUMNS = (("distance", 2), ("vendi", 1), ("compression", 2), ("frames", 2))
SHOWN = 12  # names of a list on the terminal
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
:root {{ color-scheme: light dark; --paper: #fbfaf7; --ink: #1f1d1a; --soft: #5c5850; --line: #dcd7cc; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #181715; --ink: #ebe7df; --soft: #aaa397; --line: #3b3832; }} }}
body {{ margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }}
h1, h2, .verdict {{ font-family: Charter, Georgia, serif; font-weight: 600; }} .verdict {{ font-size: 1.25rem; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); }}
.scroll {{ overflow-x: auto; }} .soft, td span {{ color: var(--soft); }} q {{ font-family: Charter, Georgia, serif; }}
</style></head><body><main><h1>{title}</h1>
{body}</main></body></html>
"""


def render(data: Data, form: str, lang: str) -> str:
    """``data`` as text of ``form``: terminal, json, html or svg."""
    if form == "json":
        return json_text(dict(data))
    if form == "svg":
        return clean(whole(data["spreads"], lang))
    if form == "html":
        body = "".join(_section(own, lang, n) for n, own in enumerate(data["spreads"]))
        notes = "".join(f"<p class=soft>{html.escape(one_line(note))}</p>\n" for note in _notes(data, lang))
        title = html.escape(load(lang, "spread")["page"]["title"])
        return clean(_PAGE.format(lang=lang, title=title, body=body + notes))
    lines = [line for own in data["spreads"] for line in (*_language(own, lang), "")]
    return clean("\n".join([*lines, *_notes(data, lang)]).rstrip("\n") + "\n")


def verdict(own: Data, lang: str) -> str:
    """The verdict on one language in a sentence."""
    told: dict[str, str] = {"least": str(own["least"])}
    if own["change"]:
        change = own["change"]
        low, high = change["low"], change["high"]
        if own["verdict"] == "alike":
            low, high = -high, -low
        told |= {"value": fixed(lang, change["value"], 3), "size": fixed(lang, abs(change["value"]), 3)}
        told |= {"low": fixed(lang, low, 3), "high": fixed(lang, high, 3)}
        order = sorted((g["figures"]["distance"]["value"], one_line(g["name"])) for g in own["groups"] if g["figures"])
        told |= {"lowest": order[0][1], "highest": order[-1][1]}
    return str(load(lang, "spread")["verdict"][own["verdict"]]).format(**told)


def _heading(own: Data, lang: str) -> str:
    words = load(lang, "spread")
    unit = words["unit"][own["unit"]]
    return str(words["page"]["heading"]).format(lang=words["lang"][own["lang"]], n=own["n"], unit=unit)


def _language(own: Data, lang: str) -> Iterator[str]:
    words = load(lang, "spread")["page"]
    yield _heading(own, lang)
    yield verdict(own, lang)
    yield ""
    yield from _table(own, lang)
    yield from _explained(own, lang)
    yield ""
    yield words["far"] + ":"
    for far in own["far"]:
        mark = f"  [{words['outlier']}]" if far["outlier"] else ""
        yield f"  {fixed(lang, far['distance'], 2)}  {one_line(far['path'])}:{one_line(far['place'])}{mark}"
        yield f"        “{short(far['sentence'], 160)}”"
    yield words["near"] + ":"
    for pair in own["near"]:
        yield f"  {fixed(lang, pair['distance'], 3)}  {one_line(pair['one'])}  {one_line(pair['other'])}"


def _table(own: Data, lang: str) -> Iterator[str]:
    words = load(lang, "spread")["page"]
    rows = [[words["group"], words["n"], *(words[name] for name, _ in _COLUMNS)]]
    for group in own["groups"]:
        cells = [interval(lang, group["figures"][k], d) for k, d in _COLUMNS] if group["figures"] else []
        rows.append([one_line(group["name"]), str(group["n"]), *(cells or [words["few"].format(least=own["least"])])])
    full = [row for row in rows if len(row) > 3] or rows
    wide = [max(len(row[i]) for row in (rows if i < 2 else full) if i < len(row)) for i in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(wide[i]) for i, cell in enumerate(row)).rstrip()


def _explained(own: Data, lang: str) -> Iterator[str]:
    words = load(lang, "spread")["page"]
    told = {"size": own["size"], "words": own["words"]}
    if own["size"]:
        yield words["equal_size"].format(**told)
        yield from ("  " + words[f"legend_{name}"].format(**told) for name, _ in _COLUMNS)
    if own["distance"] is not None:
        distance, vendi = fixed(lang, own["distance"], 2), fixed(lang, own["vendi"], 1)
        yield words["whole"].format(n=own["n"], distance=distance, vendi=vendi)
    if own["unit"] in ("quarter", "year"):
        unit = load(lang, "spread")["unit"][own["unit"]]
        yield words["coarser"].format(unit=unit, least=own["least"])
    if own["ungrouped"]:
        unit = (
            words["no_day"] if own["unit"] in ("month", "quarter", "year") else load(lang, "spread")["unit"]["author"]
        )
        yield _listed(words["ungrouped"].format(unit=unit), own["ungrouped"], lang)


def _notes(data: Data, lang: str) -> Iterator[str]:
    words = load(lang, "spread")["page"]
    for path, other in data["duplicates"]:
        yield words["duplicates"] + " " + words["duplicate"].format(path=one_line(path), other=one_line(other))
    for name in ("empty", "short", "other_lang"):
        if data[name]:
            yield _listed(words[name].format(least=data["least_words"]), data[name], lang)
    for _, why in data["unread"]:
        yield f"{words['unread']} {one_line(why)}"
    if data["dated"]:
        yield words["days"].format(front=data["dated"]["front_matter"], git=data["dated"]["git"])
        if not data["repository"]:
            yield words["no_repository"]
        if data["shallow"]:
            yield words["shallow"]
    if data["before"]:
        yield words["before"].format(since=data["since"], n=data["before"])


def _listed(head: str, paths: list[str], lang: str) -> str:
    more = len(paths) - SHOWN
    tail = [load(lang, "spread")["page"]["more"].format(n=more)] if more > 0 else []
    return f"{head} " + ", ".join([*map(one_line, paths[:SHOWN]), *tail])


def _section(own: Data, lang: str, n: int) -> str:
    words = load(lang, "spread")["page"]
    explained = "".join(f"<p class=soft>{html.escape(line.strip())}</p>\n" for line in _explained(own, lang))
    near = "".join(
        f"<li>{fixed(lang, p['distance'], 3)} {_path(p['one'])} · {_path(p['other'])}</li>\n" for p in own["near"]
    )
    return (
        f"<section><h2>{html.escape(_heading(own, lang))}</h2>\n"
        f"<p class=verdict>{html.escape(verdict(own, lang))}</p>\n{plot(own, lang, f'spread-{n}')}"
        f"{_html_table(own, lang)}{explained}{map_of(own, lang, f'map-{n}')}"
        f"<h3>{html.escape(words['far'])}</h3><ul>{_html_far(own, lang)}</ul>\n"
        f"<h3>{html.escape(words['near'])}</h3><ul>{near}</ul></section>\n"
    )


def _html_table(own: Data, lang: str) -> str:
    words = load(lang, "spread")["page"]
    names = ("group", "n", *(name for name, _ in _COLUMNS))
    head = "".join(f'<th scope="col">{html.escape(words[name])}</th>' for name in names)
    few = f'<td colspan="{len(_COLUMNS)}">{html.escape(words["few"].format(least=own["least"]))}</td>'
    rows = []
    for group in own["groups"]:
        found = group["figures"]
        cells = "".join(f"<td>{interval(lang, found[k], d)}</td>" for k, d in _COLUMNS) if found else few
        rows.append(f'<tr><th scope="row">{_path(group["name"])}</th><td>{group["n"]}</td>{cells}</tr>\n')
    label = html.escape(_heading(own, lang))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _html_far(own: Data, lang: str) -> str:
    mark = f" ({html.escape(load(lang, 'spread')['page']['outlier'])})"
    return "".join(
        f"<li>{fixed(lang, far['distance'], 2)} "
        f"<b>{_path(far['path'])}:{_path(far['place'])}</b>{mark if far['outlier'] else ''}<br>"
        f'<q lang="{own["lang"]}">{html.escape(short(far["sentence"], 300))}</q></li>\n'
        for far in own["far"]
    )


def _path(text: str) -> str:
    return html.escape(one_line(text))

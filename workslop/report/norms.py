"""The one or two figures of a draft that lie farthest from what people write, in one line."""

from __future__ import annotations

from workslop.lang import message
from workslop.models import norms
from workslop.report.words import number
from workslop.types import Review

FEW, MANY = ("figures", "dates", "names"), ("vague", "abstract", "hedges")
GENRES = {
    "policy": "norm.genre_policy", "blogs": "norm.genre_blogs", "news": "norm.genre_news",
    "abstracts": "norm.genre_abstracts", "essays": "norm.genre_essays",
}  # fmt: skip
LINES = {"nl": "norm.line_nl", "en": "norm.line_en"}
LEAST = 8  # in 10 texts by people: nearer the middle isn't worth a line
MOST = 2


def norm_line(review: Review) -> str:
    """How the draft lies beside texts by people ("fewer figures than 9 in 10"); empty where nothing lies so far out.

    Only what makes a text less specific is said: few figures, dates, names; many vague, abstract, hedging words.
    """
    lang, own = review.report_lang, {m.name: m for m in review.measures if m.signal == "specificity" and not m.span}
    found: list[tuple[float, str]] = []
    for names, few in ((FEW, True), (MANY, False)):
        for name in names:
            place = own.get(f"{name}_percentile")
            if place is not None and place.value is not None:
                found.append((100 - place.value if few else place.value, name))
    telling = sorted((f for f in found if f[0] >= 10 * LEAST), reverse=True)[:MOST]
    if not telling:
        return ""
    told = ", ".join(message(lang, f"norm.{name}", n=min(int(share / 10), 9)) for share, name in telling)
    source, genre = review.draft.lang or "", review.ran.get("genre", norms.POOLED)
    n, genres = norms.load(source, genre).n, [genre] if genre != norms.POOLED else norms.genres(source)[1:]
    which = ", ".join(message(lang, GENRES[name]) for name in genres)
    return message(lang, LINES[source], n=number(lang, n), genres=which, told=told)

"""One ask, weighed: its status, the places that speak to it, what it still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workslop.lang import LANGUAGES
from workslop.models import sigmoid
from workslop.signals import answer
from workslop.signals.decision import choose, decision_features, probabilities, sigmoids
from workslop.signals.judging import Weighed, by_language, judged_features, reranked
from workslop.signals.needs import found_and_lacking
from workslop.signals.retrieval import Relations
from workslop.text.features import sentence_features
from workslop.types import Ask, Candidate, Span, Status, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

PLACES = 3  # places an ask is given as evidence, at most
SHOWN = 6  # candidates kept for --explain-asks
# Without vectors words are all there is: of an ask that shares none with the draft, more can't be said.
NO_WORD: dict[Status, float] = {"answered": 0.2, "partial": 0.1, "gestured": 0.1, "missing": 0.6}
NAMED = 0.25  # facts of a place less probable than this to be evidence are not named
TOUCHED = 0.33  # the best place of a gesture: less probable than this to be evidence, it doesn't speak of the ask
LIKELY = 0.55  # an ask more probable than this to be answered is called so, whatever status was chosen
OFF_TOPIC = 0.08  # a candidate less probable than this to be evidence is about something else


@dataclass(frozen=True)
class Weighing:
    """What is known of one ask: its row ``index`` in ``related``, the answer log-odds and rank of every unit, and what
    the cross-encoder said of the candidates (None without it)."""

    index: int
    ask: Ask
    related: Relations
    answers: Row
    rank: Row
    weighed: Weighed | None

    def lang(self, unit: int) -> str:
        """The language of a unit, English where it is not one of ours."""
        own = self.related.units[unit].lang
        return own if own in LANGUAGES and own else "en"


def figures_of(w: Weighing, parts: Sequence[Row]) -> tuple[dict[str, float], Row]:
    """The named figures of one ask, and the log-odds of each unit to be evidence; ``parts`` as of ``parts_of``."""
    import numpy as np

    near = {name: matrix[w.index] for name, matrix in w.related.near.items()}
    figures = decision_features(w.ask, w.rank, w.answers, parts, near, w.related.texts, w.lang(0))
    if w.weighed is None:
        return figures, w.rank
    logits = reranked(w.weighed, w.rank)
    figures |= judged_features(w.weighed, logits)
    order = np.full(len(w.rank), -30.0)
    order[list(w.weighed.units)] = logits
    return figures | by_language(figures, w.lang(0)), order


def unjudged(w: Weighing, figures: dict[str, float]) -> dict[Status, float]:
    """The probability of each status where no cross-encoder read the ask."""
    near, vectors = w.related.near, w.related.sentences.shape[-1] > 1
    if not vectors and not near["words"][w.index].any() and not near["heading_words"][w.index].any():
        return NO_WORD
    return probabilities(figures, "decision" if vectors else "decision_lexical")


def verdict(
    w: Weighing, order: Row, parts: Sequence[Row], told: dict[Status, float], chosen: dict[Status, float]
) -> Verdict:
    """The verdict on one ask: ``told`` are the probabilities to report, ``chosen`` those that the status rests on."""
    import numpy as np

    best = [int(j) for j in np.argsort(-order)[:SHOWN] if order[j] > -30]
    status = choose(chosen)
    if w.weighed is not None:
        status = agreed(status, told["answered"], sigmoid(float(order[best[0]])) if best else 0.0)
    places = _places(w, best) if status != "missing" else ()
    has, lacks = found_and_lacking(
        w.ask, [(w.related.texts[j], w.related.units[j].lang) for j in _on_topic(best, order)], status
    )
    return Verdict(
        w.ask.id,
        status,
        round(told["answered"], 4),
        round(told[status], 4),
        places,
        tuple(_candidate(w, j, float(order[j])) for j in best),
        lacks,
        has,
        _open_parts(w.ask, status, parts, w.rank, lacks, [kind for kind, _ in has], w.weighed),
    )


def agreed(status: Status, answered: float, evident: float) -> Status:
    """The status, in agreement with what is shown beside it: the chance of an answer, and the place that is quoted."""
    if answered > LIKELY:
        return "answered"
    return "missing" if status == "gestured" and evident < TOUCHED else status


def _on_topic(best: Sequence[int], order: Row) -> list[int]:
    """The places whose facts may be named: the best one, and others that probably speak to the ask."""
    return [j for k, j in enumerate(best[:PLACES]) if k == 0 or sigmoid(float(order[j])) >= NAMED]


def parts_of(w: Weighing) -> list[Row]:
    """The answer log-odds of each part over all units; none for an ask of one part."""
    import numpy as np

    if len(w.ask.parts) < 2:
        return []
    langs, related = [u.lang for u in w.related.units], w.related
    return [
        np.array(answer.logits(p.text, p.kind, related.texts, langs, related.asks[w.index], related.sentences))
        for p in w.ask.parts
    ]


def _open_parts(
    ask: Ask,
    status: Status,
    parts: Sequence[Row],
    rank: Row,
    lacks: Sequence[str],
    found: Sequence[str],
    weighed: Weighed | None,
) -> tuple[str, ...]:
    """Of a partly answered ask the part that is answered worst, in the ask's own words; none where it cannot be told.

    A part whose kind was not found goes first, and one whose kind was found is never named.
    """

    if status != "partial" or len(parts) < 2:
        return ()
    if weighed is not None and len(weighed.parts) == len(parts):
        joint = weighed.parts.tolist()
    else:
        joint = [float((sigmoids(rank) * sigmoids(part)).max()) for part in parts]
    missing = [k for k, part in enumerate(ask.parts) if part.kind in lacks]
    open_ones = missing or [k for k, part in enumerate(ask.parts) if part.kind not in found]
    return (ask.parts[min(open_ones, key=lambda k: joint[k])].text,) if open_ones else ()


def _places(w: Weighing, best: Sequence[int]) -> tuple[Span, ...]:
    """Up to three places, strongest first; a unit left open by its author (TODO, ??) is no evidence."""
    kept = [j for j in best if not _open(w, j)][:PLACES] or list(best[:1])
    return tuple(w.related.units[j].span for j in kept)


def _open(w: Weighing, j: int) -> bool:
    return sentence_features(w.related.texts[j], w.lang(j))["placeholder"] > 0


def _candidate(w: Weighing, j: int, order: float) -> Candidate:
    answered = sigmoid(float(w.answers[j]))
    if w.weighed is not None:
        answered = float(w.weighed.status[w.weighed.units.index(j), 2])
    evident = sigmoid(order)
    return Candidate(w.related.units[j].span, round(answered, 4), round(evident, 4), _why(w, j, answered, evident))


def _why(w: Weighing, j: int, answered: float, evident: float) -> str | None:
    """Why a candidate falls short, as a message key: open (left open by its author), off_topic, no_kind (nothing in the
    kind asked for), vague; None: it doesn't."""
    if _open(w, j):
        return "open"
    if evident < OFF_TOPIC:
        return "off_topic"
    if answered > 0.5:
        return None
    return "vague" if answer.in_kind(w.ask.kind, w.related.texts[j], w.lang(j)) else "no_kind"

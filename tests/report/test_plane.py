"""The drawings: well-formed, readable without colour or sight, in both languages, and safe for any name."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workslop.lang import load
from workslop.report.plane import plane
from workslop.report.svg_parts import scaled
from workslop.report.svg_spread import map_of, plot, whole

SVG = "{http://www.w3.org/2000/svg}"
GLAD = [(0.0, 0.0), (0.1, 0.1), (0.2, 0.0)]
SOLID = [(1.0, 1.0), (1.1, 0.9)]
finite = st.floats(-1e6, 1e6)
points = st.lists(st.tuples(finite, finite), max_size=8)


def labelled(text: str) -> tuple[ET.Element, str, str]:
    """The drawing, its title and its description, found through aria-labelledby."""
    top = ET.fromstring(text)
    by_id = {e.get("id"): "".join(e.itertext()) for e in top if e.get("id")}
    title, desc = (by_id[name] for name in top.get("aria-labelledby", "").split())
    return top, title, desc


def test_plane_says_in_words_what_it_shows() -> None:
    top, title, desc = labelled(plane(GLAD, SOLID, (0.1, 0.0), "en", "here"))
    assert top.get("role") == "img" and top.get("lang") == "en"
    assert title == "Where this text lies among the texts of the profile"
    assert "3 glad texts (circles), 2 solid ones (squares)" in desc
    assert "Of the 5 nearest texts 3 are glad" in desc
    assert "3 gladde teksten (rondjes)" in labelled(plane(GLAD, SOLID, (0.1, 0.0), "nl"))[2]


def test_kinds_differ_in_shape_and_the_draft_has_its_name() -> None:
    top, _, _ = labelled(plane(GLAD, SOLID, (0.5, 0.5), "nl"))
    assert len(list(top.iter(SVG + "circle"))) == len(GLAD) + 1  # and the legend's
    assert len([r for r in top.iter(SVG + "rect") if r.get("class") == "b"]) == len(SOLID) + 1
    assert [p.get("class") for p in top.iter(SVG + "path")] == ["own"]
    assert {"deze tekst", "glad", "degelijk"} <= {"".join(t.itertext()) for t in top.iter(SVG + "text")}


def test_light_and_dark_and_nothing_from_outside() -> None:
    text = plane(GLAD, SOLID, (0.5, 0.5), "en")
    assert "prefers-color-scheme:dark" in text
    assert "<script" not in text and "url(" not in text
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


def test_two_on_one_page_have_ids_of_their_own() -> None:
    one, two = (set(re.findall(r'\bid="([^"]+)"', plane(GLAD, SOLID, (0, 0), "en", name))) for name in ("a", 'b"<'))
    assert len(one) == len(two) == 2
    assert not one & two


@given(points, points, st.tuples(finite, finite))
def test_every_mark_lies_on_the_paper(glad: Any, solid: Any, own: Any) -> None:
    if not glad and not solid:
        with pytest.raises(ValueError, match="reference"):
            plane(glad, solid, own, "en")
        return
    top, _, _ = labelled(plane(glad, solid, own, "en"))
    for circle in top.iter(SVG + "circle"):
        assert 0 <= float(circle.get("cx", -1)) <= 480
        assert 0 <= float(circle.get("cy", -1)) <= 348


def test_a_point_that_is_no_point() -> None:
    with pytest.raises(ValueError, match="finite"):
        plane(GLAD, SOLID, (float("nan"), 0), "en")


def test_scale_is_the_same_both_ways() -> None:
    at = scaled([(0, 0), (4, 0), (0, 1)], 100, 100, 10)
    assert at[1][0] - at[0][0] == pytest.approx(4 * (at[0][1] - at[2][1]))
    assert scaled([(3, 3), (3, 3)], 100, 50, 10) == [(50, 25), (50, 25)]


def data(names: list[str], unit: str = "month") -> dict[str, Any]:
    """Groups of which the distance falls, the second with too few texts, and a map with an outlier."""
    figure = [{"value": 0.5 - n / 20, "low": 0.45 - n / 20, "high": 0.55 - n / 20} for n in range(len(names))]
    groups = [
        {"name": m, "n": 9, "figures": {"distance": f}, "farthest": None} for m, f in zip(names, figure, strict=True)
    ]
    groups.insert(1, {"name": "few", "n": 2, "figures": None, "farthest": None})
    dots = [{"path": f"map/{n} & <co>.md", "group": "", "x": n % 3, "y": n, "outlier": n == 4} for n in range(5)]
    far = [{"path": dots[4]["path"]}]
    return {"lang": "nl", "unit": unit, "groups": groups, "dots": dots, "far": far, "shown": 0.431}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_plot_tells_its_figures(lang: str) -> None:
    top, title, desc = labelled(plot(data(["2023-01", "2023-03", "2023-04"]), lang))
    assert title.startswith(load(lang, "spread")["page"]["plot"].format(unit=load(lang, "spread")["unit"]["month"]))
    comma = "," if lang == "nl" else "."
    assert f"2023-03: 0{comma}45 (0{comma}40–0{comma}50)" in desc and "few" not in desc
    assert len(list(top.iter(SVG + "circle"))) == 3
    assert [p.get("class") for p in top.iter(SVG + "path")] == ["line", *["whisker"] * 3]
    unordered, _, _ = labelled(plot(data(["a", "b"], "folder"), lang))
    assert [p.get("class") for p in unordered.iter(SVG + "path")] == ["whisker"] * 2
    assert plot(data(["2023-01"]), lang) == ""


def test_many_periods_keep_few_names() -> None:
    top, _, _ = labelled(plot(data([f"20{n // 12 + 10}-{n % 12 + 1:02}" for n in range(60)]), "en"))
    assert sum("n=9" in "".join(t.itertext()) for t in top.iter(SVG + "text")) == 12


def test_the_map_names_what_lies_far_out() -> None:
    top, _, desc = labelled(map_of(data(["a", "b"]), "en"))
    assert "shows 43% of the differences" in desc and "map/4 & <co>.md" in desc
    assert [p.get("class") for p in top.iter(SVG + "path")] == ["far"]
    assert any("4 & <co>.md" in "".join(t.itertext()) for t in top.iter(SVG + "text"))
    assert len(list(top.iter(SVG + "circle"))) == 4
    assert map_of(data(["a", "b"]) | {"dots": []}, "en") == ""


def test_all_drawings_in_one_file() -> None:
    top = ET.fromstring(whole([data(["a", "b"]), data(["c", "d"])], "en"))
    ids = re.findall(r'\bid="([^"]+)"', ET.tostring(top, encoding="unicode"))
    assert len(list(top.iter(SVG + "svg"))) == 5
    assert len(ids) == len(set(ids))
    ET.fromstring(whole([data(["a"]) | {"dots": []}], "en"))

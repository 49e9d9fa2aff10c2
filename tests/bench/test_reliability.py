"""Reliability: bins, their intervals and the calibration error, on figures worked out by hand."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bench.reliability import bins_of, calibration_error, svg, table


def test_bins_and_error() -> None:
    pairs = [(0.1, False), (0.1, False), (0.9, True), (1.0, True), (0.9, False), (0.9, True)]
    low, high = bins_of(pairs)
    assert (low.n, low.said, low.held) == (2, pytest.approx(0.1), 0.0)
    assert (high.n, high.held) == (4, 0.75) and high.said == pytest.approx(0.925)
    assert low.low == 0.0 and high.low < 0.75 < high.high
    assert calibration_error([low, high]) == pytest.approx((2 * 0.1 + 4 * 0.175) / 6)


def test_the_table_and_the_plot_name_every_bin() -> None:
    found = {"nl": bins_of([(0.3, True), (0.7, False)]), "en": bins_of([(0.5, True)])}
    assert table(found).count("| nl |") == 2 and "Expected calibration error: nl 0.700, en 0.500." in table(found)
    circles = ET.fromstring(svg(found)).findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 3

"""Charts: whole as XML whatever is written in them, named for those who do not see them, the same every time."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.reporting.charts.chart import drawn
from counterpart.engines.reporting.charts.pen import sign
from counterpart.engines.reporting.palette import AMBER, GREEN, RED
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone, printable
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart, Line, Point, Sparkline
from counterpart.engines.reporting.tests.makers import CONCERN, HOSTILE, MISSED, bars, funnel, series, sparkline

SVG = "{http://www.w3.org/2000/svg}"
ALL = (bars(), bars(against_target=False), series(), series(0), series(1), sparkline(), funnel())
NUMBER = st.none() | st.decimals(-(10**12), 10**12, places=3)
MARKS = st.none() | st.builds(Mark, st.just("said"), st.tuples(st.sampled_from(Shape)), st.sampled_from(Tone))
WORDS = st.text(max_size=40)
QUICKLY = settings(max_examples=60, deadline=None)


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(root: ET.Element) -> list[str]:
    return ["".join(part.itertext()) for part in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart.drawing).__name__)
def test_a_chart_is_a_picture_with_a_name_and_a_description(chart: Chart, narrow: bool) -> None:
    root = read(drawn(chart, narrow=narrow))
    known = {part.get("id"): part.text for part in root if part.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    assert known[root.get("aria-labelledby")] == chart.title
    assert known[root.get("aria-describedby")] == chart.description
    assert root[0].tag == f"{SVG}title"


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart.drawing).__name__)
def test_nothing_in_a_chart_needs_a_style_or_a_script(chart: Chart, narrow: bool) -> None:
    svg = drawn(chart, narrow=narrow)
    assert "style" not in svg
    assert {part.tag.removeprefix(SVG) for part in read(svg).iter()} <= {
        "svg", "title", "desc", "g", "path", "rect", "circle", "text",
    }  # fmt: skip


@pytest.mark.parametrize("chart", ALL[:3], ids=lambda chart: type(chart.drawing).__name__)
def test_text_is_large_enough_to_read_and_the_narrow_chart_fits_a_small_screen(chart: Chart) -> None:
    wide, narrow = read(drawn(chart)), read(drawn(chart, narrow=True))
    assert (wide.get("width"), narrow.get("width")) == ("720", "288")
    for root in (wide, narrow):
        assert min(int(part.get("font-size", "0")) for part in root.iter(f"{SVG}text")) >= 12


def test_the_same_chart_makes_the_same_picture_and_another_has_another_name() -> None:
    assert drawn(bars()) == drawn(bars())
    names = {read(drawn(chart, narrow=narrow)).get("aria-labelledby") for chart in ALL[:3] for narrow in (False, True)}
    assert len(names) == 6


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_shown_as_it_stands(words: str) -> None:
    for chart in (bars(label=words), replace(series(label=words), title=words, description=words)):
        for narrow in (False, True):
            root = read(drawn(chart, narrow=narrow))
            assert not list(root.iter("script"))
            assert (root[0].text or "") == printable(chart.title)


@pytest.mark.slow
@QUICKLY
@given(WORDS, WORDS, st.lists(st.builds(Bar, WORDS, NUMBER, WORDS, NUMBER, WORDS, MARKS), max_size=5), st.booleans())
def test_any_bars_are_drawn_within_the_picture(title: str, says: str, drawn_bars: list[Bar], against: bool) -> None:
    for narrow in (False, True):
        root = read(drawn(Chart(title, says, Bars(tuple(drawn_bars), against)), narrow=narrow))
        assert (root[0].text or "", root[1].text or "") == (printable(title), printable(says))
        width = float(root.get("width", "0"))
        for bar in root.iter(f"{SVG}rect"):
            assert float(bar.get("x", "-1")) >= 0
            assert float(bar.get("x", "0")) + float(bar.get("width", "0")) <= width


POINTS = st.lists(st.builds(Point, WORDS, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, MARKS), max_size=6)


@pytest.mark.slow
@QUICKLY
@given(WORDS, POINTS, WORDS)
def test_any_series_is_drawn_within_the_picture(title: str, points: list[Point], unit: str) -> None:
    for narrow in (False, True):
        root = read(drawn(Chart(title, "", Line(tuple(points), unit)), narrow=narrow))
        height = float(root.get("height", "0"))
        dots = [float(dot.get("cy", "-1")) for dot in root.iter(f"{SVG}circle") if dot.get("r") == "3.5"]
        assert len(dots) == sum(point.value is not None and point.mark is None for point in points)
        assert all(0 <= dot <= height for dot in dots)


@pytest.mark.slow
@QUICKLY
@given(st.lists(NUMBER, max_size=8))
def test_any_sparkline_is_drawn_with_a_dot_on_a_known_last_value(values: list[Decimal | None]) -> None:
    root = read(drawn(Chart("T", "D", Sparkline(tuple(values)))))
    assert len(list(root.iter(f"{SVG}circle"))) == bool(values and values[-1] is not None)


def test_what_missed_its_target_differs_from_what_met_it_by_more_than_colour() -> None:
    svg = drawn(bars())
    for mark in (Shape.TICK, Shape.CROSS):
        assert sign(Mark("x", (mark,), Tone.GOOD)).split("<path")[1].split("/>")[0] in svg


def test_a_bar_far_beyond_its_target_is_broken_off_and_says_its_value_in_words() -> None:
    svg = drawn(bars())
    assert "#ffffff" in svg
    assert "37.27 days" in texts(read(svg))
    assert "#ffffff" not in drawn(bars(against_target=False))


def test_limits_mean_and_target_are_named_with_their_last_values_and_special_causes_in_words() -> None:
    for narrow in (False, True):
        said = texts(read(drawn(series(), narrow=narrow)))
        for words in ("target 14 days", "average 14.2 days", "upper limit 18 days", "lower limit 12 days"):
            assert words in said
        assert {"special cause: concern", "special cause: improvement"} <= set(said)


def test_names_of_lines_do_not_lie_over_one_another() -> None:
    near = Point("2008", Decimal(10), Decimal("10.01"), Decimal(10), Decimal("10.02"), Decimal("10.03"))
    root = read(drawn(Chart("T", "D", Line((near, replace(near, value=Decimal(500)))))))
    places = sorted(float(part.get("y", "0")) for part in root.iter(f"{SVG}text") if _names_a_guide(part.itertext()))
    assert len(places) == 4
    assert all(after - before >= 15 for before, after in pairwise(places))


def _names_a_guide(words: Iterable[str]) -> bool:
    return "".join(words).split()[0] in ("target", "average", "upper", "lower")


def test_a_gap_in_a_series_is_a_gap_in_its_line() -> None:
    known = tuple(Point(str(place), Decimal(place)) for place in range(5))
    broken = (*known[:2], Point("2", None), *known[3:])
    assert [_moves(points) for points in (known, broken)] == [1, 2]


def _moves(points: tuple[Point, ...]) -> int:
    """How often the pen is put down anew for the values themselves."""
    lines = read(drawn(Chart("T", "D", Line(points)))).iter(f"{SVG}path")
    [line] = [part for part in lines if part.get("stroke-width") == "2"]
    return line.get("d", "").count("M")


def test_the_tone_of_a_mark_colours_its_shapes() -> None:
    assert RED in sign(MISSED)
    assert RED in sign(CONCERN)
    assert AMBER in sign(Mark("Careful", (Shape.ALERT,), Tone.CAUTION))
    assert GREEN in sign(Mark("Better", (Shape.UP, Shape.SMILE), Tone.GOOD))


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_can_be_drawn_and_stands_silent_beside_its_words(shape: Shape) -> None:
    root = read(sign(Mark("said", (shape, Shape.DOT), Tone.PLAIN)))
    assert root.get("aria-hidden") == "true"
    assert root.get("viewBox") == "0 0 34 16"
    assert len(root) == 2

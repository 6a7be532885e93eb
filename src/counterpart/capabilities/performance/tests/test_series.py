"""An indicator over its periods, and its picture."""

from decimal import Decimal

from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.series import chart_of, series
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.engines.reporting.rules.drawings import Bars, Line
from counterpart.values.explained import Source
from counterpart.values.period import Period, period

TEMPLATE = on_the_shelf("rotherham-almo").template
RENT = TEMPLATE.indicators[1]


def returned(when: Period, value: str, line: int = 2) -> Returned:
    source = Source("returns.csv", "f" * 64, line, "value")
    return Returned(RENT.code, when, None, Decimal(value), None, None, None, "", source)


def test_points_stand_in_the_order_of_their_periods_with_their_targets() -> None:
    found = series(TEMPLATE, RENT, [returned(period("2007-08"), "98.47"), returned(period("2006-07"), "98.23")])
    assert [(str(point.period), point.value, point.target) for point in found.points] == [
        ("2006-07", Decimal("98.23"), None),
        ("2007-08", Decimal("98.47"), Decimal("98.25")),
    ]
    assert [point.met(RENT) for point in found.points] == [None, True]


def test_a_figure_returned_again_stands_once_as_it_was_returned_last() -> None:
    found = series(TEMPLATE, RENT, [returned(period("2007-08"), "98.47"), returned(period("2007-08"), "98.50", 3)])
    assert [point.value for point in found.points] == [Decimal("98.50")]


def test_few_points_are_drawn_as_bars_and_many_as_a_line_and_none_as_nothing() -> None:
    when, rows = period("2001-02"), []
    assert chart_of(series(TEMPLATE, RENT, rows)) is None
    for number in range(7):
        rows.append(returned(when, f"9{number}.5"))
        when = Period(when.kind, when.year + 1)
    few, many = chart_of(series(TEMPLATE, RENT, rows[:2])), chart_of(series(TEMPLATE, RENT, rows))
    assert few is not None
    assert many is not None
    assert isinstance(few.drawing, Bars)
    assert isinstance(many.drawing, Line)
    assert few.description.startswith("2 periods, from 90.5 % in 2001/02 to 91.5 % in 2002/03; higher is better.")

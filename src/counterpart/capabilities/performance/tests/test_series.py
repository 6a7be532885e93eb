"""An indicator over its periods."""

from decimal import Decimal

from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.series import series
from counterpart.engines.library.shelf import on_the_shelf
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

"""Pure: a file of returns as figures for the agreement's indicators, or every problem in it at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from counterpart.engines.evidence.rules import Column, Row, Table
from counterpart.engines.library.rules import Indicator, Template, Unit, quantity
from counterpart.values.explained import Source, plain
from counterpart.values.money import rounded
from counterpart.values.period import Period, period
from counterpart.values.refusal import Problem

COLUMNS = (
    Column("indicator", required=True),
    Column("period"),
    Column("value"),
    Column("numerator"),
    Column("denominator"),
    Column("area"),
    Column("target"),
    Column("comment"),
)


@dataclass(frozen=True)
class Returned:
    """One figure as returned: a value, or counts, or both; for an area or (`None`) the whole; with its row of evidence.

    `restates` is the reason where it corrects what was returned before.
    """

    indicator: str
    period: Period
    area: str | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    comment: str
    source: Source
    restates: str | None = None

    @property
    def names(self) -> tuple[str, str, str | None]:
        """What it is a figure of; two of the same names are the same figure, returned again."""
        return self.indicator, str(self.period), self.area

    @property
    def says(self) -> tuple[Decimal | None, ...]:
        return self.value, self.numerator, self.denominator

    def as_row(self) -> dict[str, object]:
        """The canonical row: what a record cites and a fingerprint of rows is taken of."""
        return {
            "indicator": self.indicator,
            "period": str(self.period),
            "area": self.area,
            "value": plain(self.value),
            "numerator": plain(self.numerator),
            "denominator": plain(self.denominator),
            "target": plain(self.target),
            "comment": self.comment,
            "line": self.source.line,
        }


def read_returns(
    table: Table,
    template: Template,
    *,
    fingerprint: str,
    every: Period | None = None,
    restates: str | None = None,
) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    """The figures in a file, and what is wrong with it. `every` is the period of rows that name none."""
    reading = _Reading(table, template, fingerprint, every, restates)
    figures = [figure for row in table.rows if (figure := reading.figure(row))]
    reading.no_figure_twice(figures)
    return tuple(figures), (*table.problems, *reading.problems)


def share(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> Decimal:
    """The figure that counts give: a percentage, or so many for each one; rounded half up to the indicator's places."""
    scale = 100 if indicator.unit is Unit.PERCENT else 1
    return rounded(numerator * scale / denominator, places=indicator.decimals)


class _Reading:
    """One reading of one file, gathering its problems."""

    def __init__(
        self, table: Table, template: Template, fingerprint: str, every: Period | None, restates: str | None
    ) -> None:
        self.file = table.file
        self.template = template
        self.fingerprint = fingerprint
        self.every = every
        self.restates = restates
        self.has_indicators = "indicator" in table.columns
        self.problems: list[Problem] = []

    def figure(self, row: Row) -> Returned | None:
        """The row as a figure; None, with its problems noted, where it is not one."""
        if not self.has_indicators:
            return None
        before = len(self.problems)
        indicator = self._indicator(row)
        when = self._period(row)
        unit = indicator.unit if indicator else Unit.NUMBER
        read = quantity if indicator else _any_quantity
        value = self._number(row, "value", lambda text: read(text, unit))
        numerator = self._number(row, "numerator", _count)
        denominator = self._number(row, "denominator", _count)
        target = self._number(row, "target", lambda text: read(text, unit))
        self._has_a_figure(row, denominator)
        if len(self.problems) > before or indicator is None or when is None:
            return None
        if not self._counts_agree(row, indicator, value, numerator, denominator):
            return None
        self._target_as_agreed(row, indicator, when, target)
        return Returned(
            indicator=indicator.code,
            period=when,
            area=row["area"] or None,
            value=value,
            numerator=numerator,
            denominator=denominator,
            target=target,
            comment=row["comment"],
            source=Source(self.file, self.fingerprint, row.line, "value" if value is not None else "numerator"),
            restates=self.restates,
        )

    def no_figure_twice(self, figures: list[Returned]) -> None:
        seen: dict[tuple[str, str, str | None], int] = {}
        for figure in figures:
            if (first := seen.setdefault(figure.names, figure.source.line)) != figure.source.line:
                found = f"{figure.indicator} for {figure.period} a second time (first on line {first})"
                self._note(figure.source.line, "indicator", found, "each figure once")

    def _note(self, line: int, column: str | None, found: str, wanted: str) -> None:
        self.problems.append(Problem(self.file, line, column, found, wanted))

    def _indicator(self, row: Row) -> Indicator | None:
        indicator = self.template.indicator(row["indicator"])
        if indicator is None:
            found = f"“{row['indicator']}”" if row["indicator"] else "nothing"
            wanted = f"one of the {len(self.template.indicators)} indicators of {self.template.name}"
            self._note(row.line, "indicator", found, wanted)
        return indicator

    def _period(self, row: Row) -> Period | None:
        text = row["period"]
        if not text and self.every:
            return self.every
        try:
            return period(text)
        except ValueError:
            found = f"“{text}”" if text else "nothing"
            self._note(row.line, "period", found, "a period, such as 2007-08, 2010-Q2 or 2010-09")
            return None

    def _number(self, row: Row, column: str, read: Callable[[str], Decimal]) -> Decimal | None:
        if not row[column]:
            return None
        try:
            return read(row[column])
        except ValueError:
            wanted = "a count, such as 118" if column in ("numerator", "denominator") else "a figure, such as 98.47"
            self._note(row.line, column, f"“{row[column]}”", wanted)
            return None

    def _has_a_figure(self, row: Row, denominator: Decimal | None) -> None:
        counts = [name for name in ("numerator", "denominator") if row[name]]
        if len(counts) == 1:
            missing = "denominator" if counts == ["numerator"] else "numerator"
            self._note(row.line, missing, f"nothing beside a {counts[0]}", "a numerator and a denominator together")
        elif not counts and not row["value"]:
            self._note(row.line, "value", "nothing", "a value, or a numerator and a denominator")
        elif denominator is not None and denominator == 0:
            self._note(row.line, "denominator", "0", "a denominator above 0")

    def _counts_agree(
        self,
        row: Row,
        indicator: Indicator,
        value: Decimal | None,
        numerator: Decimal | None,
        denominator: Decimal | None,
    ) -> bool:
        if value is None or numerator is None or denominator is None:
            return self._within_reason(row, indicator, value)
        computed = share(numerator, denominator, indicator)
        if computed == rounded(value, places=indicator.decimals):
            return True
        self._note(row.line, "value", plain(value), f"{plain(computed)}, which {numerator} of {denominator} gives")
        return False

    def _within_reason(self, row: Row, indicator: Indicator, value: Decimal | None) -> bool:
        if value is None or value >= 0 or indicator.unit is not Unit.DAYS:
            return True
        self._note(row.line, "value", plain(value), "a number of days, 0 or more")
        return False

    def _target_as_agreed(self, row: Row, indicator: Indicator, when: Period, target: Decimal | None) -> None:
        agreed = indicator.target_in(when)
        if target is not None and agreed is not None and target != agreed:
            wanted = f"{plain(agreed)}, the agreed target ({self.template.name}, {indicator.clause})"
            self._note(row.line, "target", plain(target), wanted)


def _any_quantity(text: str, unit: Unit) -> Decimal:
    """A figure in whatever unit, where the indicator is not known: its own problem has been noted already."""
    return quantity(text.rstrip("% "), unit)


def _count(text: str) -> Decimal:
    figure = quantity(text, Unit.NUMBER)
    if figure < 0:
        raise ValueError("a count is 0 or more")
    return figure


def standing(figures: Iterator[Returned] | tuple[Returned, ...]) -> Mapping[tuple[str, str, str | None], Returned]:
    """Of figures in the order they came, the one that stands for each: the last."""
    return {figure.names: figure for figure in figures}


def contradictions(
    new: tuple[Returned, ...], held: Mapping[tuple[str, str, str | None], Returned]
) -> Iterator[Problem]:
    """Figures that say otherwise than what is held: a correction is a restatement, with its reason."""
    for figure in new:
        earlier = held.get(figure.names)
        if earlier is None or earlier.says == figure.says:
            continue
        was = plain(earlier.value) if earlier.value is not None else f"{earlier.numerator} of {earlier.denominator}"
        found = f"another figure than {was}, returned before in {earlier.source.file}, line {earlier.source.line}"
        wanted = 'the same figure, or the file taken in with --restates "the reason"'
        yield Problem(figure.source.file, figure.source.line, figure.source.column, found, wanted)

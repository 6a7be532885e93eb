"""Pure: a file of returns as figures for the agreement's indicators, or every problem in it at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from counterpart.capabilities.performance.rules.fitting import Given, faults
from counterpart.engines.evidence.rules.kinds import RETURNS
from counterpart.engines.evidence.rules.tables import Row, Table, no_column
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source, plain
from counterpart.values.money import WIDE, exact, rounded
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit, quantity
from counterpart.values.refusal import Problem, shown
from counterpart.values.words import tidy, unfit

COLUMNS = RETURNS.columns
LONGEST = {"area": 120, "comment": 2_000}
"""The most characters of a cell that holds words."""


@dataclass(frozen=True)
class Returned:
    """One figure as returned: a value, or counts, or both; for an area or (`None`) the whole; with its row of evidence.

    `restates` is the reason where it corrects what was returned before; `known_as` how its area is spelled, where
    another figure of its period came first and spelled it otherwise.
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
    known_as: str | None = None

    @property
    def names(self) -> tuple[str, str, str | None]:
        """What it is a figure of; two of the same names are the same figure, returned again."""
        return self.indicator, str(self.period), matched(self.area)

    @property
    def area_as_known(self) -> str | None:
        return self.known_as or self.area

    @property
    def says(self) -> tuple[Decimal | None, ...]:
        return self.value, self.numerator, self.denominator

    @property
    def in_words(self) -> str:
        counts = f"{plain(self.numerator)} of {plain(self.denominator)}"
        return counts if self.value is None else plain(self.value)

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


def matched(area: str | None) -> str | None:
    """An area as it is matched: without case, and without spaces at its ends."""
    return None if area is None else area.strip().casefold()


def read_returns(
    table: Table,
    template: Template,
    *,
    fingerprint: str,
    every: Period | None = None,
    restates: str | None = None,
) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    """The figures in a file, and what is wrong with it. `every` is the period of rows that name none."""
    if not table.columns:
        return (), table.problems
    lacking = tuple(_lacking(table, every))
    reading = _Reading(table, template, fingerprint, every, restates, {problem.column for problem in lacking})
    figures = tuple(figure for row in table.rows if (figure := reading.figure(row)))
    return figures, (*table.problems, *lacking, *reading.problems)


def share(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> Decimal:
    """The figure that counts give: a percentage, or so many for each one; rounded half up to the indicator's places."""
    scale = Decimal(100 if indicator.unit is Unit.PERCENT else 1)
    return rounded(WIDE.divide(WIDE.multiply(numerator, scale), denominator), places=indicator.decimals)


def _lacking(table: Table, every: Period | None) -> Iterator[Problem]:
    """The columns a file of returns must have but has not, one way or another."""
    if "period" not in table.columns and every is None:
        yield no_column(table.file, table.header_line, "period", "a column “period”, or the period named with --period")
    counts = {"numerator", "denominator"}.intersection(table.columns)
    if len(counts) == 1:
        wanting = "denominator" if "numerator" in counts else "numerator"
        yield no_column(table.file, table.header_line, wanting, f"a column “{wanting}” beside “{counts.pop()}”")
    elif not counts and "value" not in table.columns:
        wanted = "a column “value”, or columns “numerator” and “denominator”"
        yield no_column(table.file, table.header_line, "value", wanted)


class _Reading:
    """One reading of one file, gathering its problems. `lacking` are the columns whose want is a problem already."""

    def __init__(
        self,
        table: Table,
        template: Template,
        fingerprint: str,
        every: Period | None,
        restates: str | None,
        lacking: set[str | None],
    ) -> None:
        self.file = table.file
        self.columns = frozenset(table.columns)
        self.template = template
        self.fingerprint = fingerprint
        self.every = every
        self.restates = restates
        self.lacking = lacking
        self.first_lines: dict[tuple[str, Period, str], int] = {}
        self.problems: list[Problem] = []

    def figure(self, row: Row) -> Returned | None:
        """The row as a figure; None, with its problems noted, where it is not one."""
        before = len(self.problems)
        indicator, when = self._indicator(row), self._period(row)
        value, target = (self._figure(row, column, indicator) for column in ("value", "target"))
        numerator, denominator = (self._count(row, column) for column in ("numerator", "denominator"))
        area, comment = (self._words(row, column) for column in LONGEST)
        self._has_a_figure(row, denominator)
        if indicator is not None:
            self._makes_sense(row, indicator, value, numerator, denominator)
        if indicator is None or when is None:
            return None
        self._comes_once(row, indicator, when)
        given = Given(when, area or None, numerator, denominator, target)
        for column, found, wanted in faults(given, indicator, self.template):
            self._note(row.line, column, found, wanted)
        if len(self.problems) > before:
            return None
        return Returned(
            indicator=indicator.code,
            period=when,
            area=area or None,
            value=value,
            numerator=numerator,
            denominator=denominator,
            target=target,
            comment=comment,
            source=Source(
                self.file, self.fingerprint, row.line, "value" if numerator is None else "numerator", row.sheet
            ),
            restates=self.restates,
        )

    def _note(self, line: int, column: str, found: str, wanted: str) -> None:
        self.problems.append(Problem(self.file, line, column, found, wanted))

    def _indicator(self, row: Row) -> Indicator | None:
        if "indicator" not in self.columns:
            return None
        indicator = self.template.indicator(row["indicator"])
        if indicator is None:
            wanted = f"one of the {len(self.template.indicators)} indicators of {self.template.name}"
            self._note(row.line, "indicator", shown(row["indicator"]), wanted)
        return indicator

    def _period(self, row: Row) -> Period | None:
        text = row["period"]
        if "period" in self.lacking or (not text and self.every):
            return self.every
        try:
            return period(text)
        except ValueError:
            self._note(row.line, "period", shown(text), "a period, such as 2007-08, 2010-Q2 or 2010-09")
            return None

    def _figure(self, row: Row, column: str, indicator: Indicator | None) -> Decimal | None:
        try:
            return quantity(row[column], indicator.unit if indicator else None) if row[column] else None
        except ValueError:
            wanted = indicator.unit.wanted if indicator else "a figure, such as 98.47"
            self._note(row.line, column, shown(row[column]), wanted)
            return None

    def _words(self, row: Row, column: str) -> str:
        if fault := unfit(row[column], longest=LONGEST[column]):
            self._note(row.line, column, *fault)
        return tidy(row[column])

    def _count(self, row: Row, column: str) -> Decimal | None:
        try:
            return _count(row[column]) if row[column] else None
        except ValueError:
            self._note(row.line, column, shown(row[column]), "a count, such as 118")
            return None

    def _has_a_figure(self, row: Row, denominator: Decimal | None) -> None:
        if denominator is not None and not denominator:
            self._note(row.line, "denominator", shown(row["denominator"]), "a denominator above 0")
        counts = [name for name in ("numerator", "denominator") if row[name]]
        if self.lacking & {"value", "numerator", "denominator"}:
            return
        if len(counts) == 1:
            wanting = "denominator" if counts == ["numerator"] else "numerator"
            self._note(row.line, wanting, f"nothing beside a {counts[0]}", "a numerator and a denominator together")
        elif not counts and not row["value"]:
            self._note(row.line, "value", "nothing", "a value, or a numerator and a denominator")

    def _makes_sense(
        self,
        row: Row,
        indicator: Indicator,
        value: Decimal | None,
        numerator: Decimal | None,
        denominator: Decimal | None,
    ) -> None:
        if value is None:
            return
        if value < 0 and indicator.unit is Unit.DAYS:
            self._note(row.line, "value", shown(row["value"]), "a number of days, 0 or more")
        elif numerator is not None and denominator:
            given = share(numerator, denominator, indicator)
            if given != rounded(value, places=indicator.decimals):
                wanted = f"{plain(given)}, which {plain(numerator)} of {plain(denominator)} gives"
                self._note(row.line, "value", plain(value), wanted)

    def _comes_once(self, row: Row, indicator: Indicator, when: Period) -> None:
        area = matched(tidy(row["area"])) or ""
        first = self.first_lines.setdefault((indicator.code, when, area), row.line)
        if first != row.line:
            among = f" in {row['area']}" if row["area"] else ""
            found = f"{indicator.code} for {when}{among} a second time (first on line {first})"
            self._note(row.line, "indicator", found, "each figure once")


def _count(text: str) -> Decimal:
    count = exact(text)
    if count < 0:
        raise ValueError("a count is 0 or more")
    return count


def standing(figures: Iterable[Returned]) -> Mapping[tuple[str, str, str | None], Returned]:
    """Of figures in the order they came, the one that stands for each: the last.

    An area is spelled as the first figure of its period spells it.
    """
    spelled: dict[tuple[Period, str | None], str] = {}
    held = {}
    for figure in figures:
        first = spelled.setdefault((figure.period, matched(figure.area)), figure.area or "")
        held[figure.names] = figure if first == (figure.area or "") else replace(figure, known_as=first)
    return held


def contradictions(
    new: tuple[Returned, ...], held: Mapping[tuple[str, str, str | None], Returned]
) -> Iterator[Problem]:
    """Figures that say otherwise than what is held: a correction is a restatement, with its reason."""
    for figure in new:
        earlier = held.get(figure.names)
        if earlier is None:
            continue
        where = f"returned before in {earlier.source.file}, line {earlier.source.line}"
        if earlier.says != figure.says:
            yield _contradiction(figure, figure.source.column, f"another figure than {earlier.in_words}, {where}")
        elif earlier.target != figure.target:
            was = "none" if earlier.target is None else plain(earlier.target)
            yield _contradiction(figure, "target", f"another target than {was}, {where}")


def _contradiction(figure: Returned, column: str | None, found: str) -> Problem:
    wanted = 'the same, or the file taken in with --restates "the reason"'
    return Problem(figure.source.file, figure.source.line, column, found, wanted)

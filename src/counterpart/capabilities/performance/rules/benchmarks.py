"""Pure: a file of what peers reached (published labels or cut-offs, or their own values), or every problem in it.

N/A is an answer (no comparison was published), not a gap; so is a marker such as [X] in the place of a peer’s value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.quartiles import BLANK, Label, marker
from counterpart.engines.evidence.rules.kinds import BENCHMARKS
from counterpart.engines.evidence.rules.tables import Row, Table, no_column
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source, plain
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit, quantity
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, shown
from counterpart.values.words import tidy, unfit

COLUMNS = BENCHMARKS.columns
LONGEST = {"organisation": 200, "source": 500}
"""The most characters of a cell that holds words."""
IN_WORDS = {
    Label.TOP_QUARTILE: "Top 25 %",
    Label.ABOVE_MEDIAN: "Above average",
    Label.BELOW_MEDIAN: "Below average",
    Label.BOTTOM_QUARTILE: "Bottom 25 %",
}
_PUBLISHED = {folded(words): label for label, words in IN_WORDS.items()} | {
    folded(other): label
    for other, label in {
        "top quartile": Label.TOP_QUARTILE,
        "upper quartile": Label.TOP_QUARTILE,
        "above median": Label.ABOVE_MEDIAN,
        "below median": Label.BELOW_MEDIAN,
        "bottom quartile": Label.BOTTOM_QUARTILE,
        "lower quartile": Label.BOTTOM_QUARTILE,
    }.items()
}
NOT_APPLICABLE = frozenset({"na", "notapplicable"})
_CUTS = ("lower_quartile", "median", "upper_quartile")
_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Peers:
    """One row about peers: a label (None with `not_applicable`), or three cut-offs, or one peer's own value."""

    indicator: str
    period: Period
    peer_group: str
    label: Label | None
    not_applicable: bool
    cuts: tuple[Decimal, Decimal, Decimal] | None
    n: int | None
    organisation: str | None
    value: Decimal | None
    published_in: str
    source: Source
    restates: str | None = None

    def as_row(self) -> dict[str, object]:
        return {
            "indicator": self.indicator,
            "period": str(self.period),
            "peer_group": self.peer_group,
            "label": plain(self.label),
            "not_applicable": self.not_applicable,
            "cuts": [plain(cut) for cut in self.cuts] if self.cuts else None,
            "n": self.n,
            "organisation": self.organisation,
            "value": plain(self.value),
            "source": self.published_in,
            "line": self.source.line,
        }


def read_benchmarks(
    table: Table, template: Template, *, fingerprint: str, restates: str | None = None
) -> tuple[tuple[Peers, ...], tuple[Problem, ...]]:
    """The comparisons in a file, and what is wrong with it."""
    if not {"indicator", "period", "peer_group"}.issubset(table.columns):
        return (), table.problems
    lacking = tuple(_lacking(table))
    reading = _Reading(table.file, template, fingerprint, restates, {problem.column for problem in lacking})
    peers = tuple(found for row in table.rows if (found := reading.peers(row)))
    return peers, (*table.problems, *lacking, *reading.problems)


def _lacking(table: Table) -> Iterator[Problem]:
    """The columns a file of benchmarks must have but has not, one way or another."""
    columns = set(table.columns)
    if not columns & {"label", "value"} and not columns.issuperset(_CUTS):
        wanted = "a column “label” or “value”, or columns for the three cut-offs"
        yield no_column(table.file, table.header_line, "label", wanted)
    if "value" in columns and "organisation" not in columns:
        yield no_column(table.file, table.header_line, "organisation", "a column “organisation” beside “value”")


class _Reading:
    """One reading of one file, gathering its problems. `lacking` are the columns whose want is a problem already."""

    def __init__(
        self, file: str, template: Template, fingerprint: str, restates: str | None, lacking: set[str | None]
    ) -> None:
        self.file = file
        self.restates = restates
        self.lacking = lacking
        self.template = template
        self.fingerprint = fingerprint
        self.groups = {folded(group.name): group.name for group in template.peer_groups}
        self.first_lines: dict[tuple[str, Period, str, str], int] = {}
        self.problems: list[Problem] = []

    def peers(self, row: Row) -> Peers | None:
        """The row as a comparison; None, with its problems noted, where it is not one."""
        before = len(self.problems)
        indicator = self.template.indicator(row["indicator"])
        if indicator is None:
            self._note(row, "indicator", f"one of the {len(self.template.indicators)} of {self.template.name}")
        when = self._period(row)
        group = self.groups.get(folded(row["peer_group"]))
        if group is None:
            known = ", ".join(self.groups.values()) or "it has none"
            self._note(row, "peer_group", f"a peer group of {self.template.name}: {known}")
        label, not_applicable = self._label(row)
        numbers = self._numbers(row, indicator.unit if indicator else None)
        withheld = bool(row["organisation"]) and marker(row["value"]) not in (None, BLANK)
        self._compares(row, _cuts(numbers))
        organisation, published_in = (self._words(row, column) for column in LONGEST)
        if indicator is None or when is None or group is None:
            return None
        if row["organisation"] or not row["value"]:
            self._comes_once(row, indicator, when, group)
        if len(self.problems) > before:
            return None
        return Peers(
            indicator=indicator.code,
            period=when,
            peer_group=group,
            label=label,
            not_applicable=not_applicable or withheld,
            cuts=_cuts(numbers),
            n=int(row["n"]) if row["n"] else None,
            organisation=organisation or None,
            value=numbers.get("value"),
            published_in=published_in,
            source=Source(self.file, self.fingerprint, row.line, "label" if row["label"] else None, row.sheet),
            restates=self.restates,
        )

    def _note(self, row: Row, column: str, wanted: str) -> None:
        self.problems.append(Problem(self.file, row.line, column, shown(row[column]), wanted))

    def _words(self, row: Row, column: str) -> str:
        if fault := unfit(row[column], longest=LONGEST[column]):
            self.problems.append(Problem(self.file, row.line, column, *fault))
        return tidy(row[column])

    def _comes_once(self, row: Row, indicator: Indicator, when: Period, group: str) -> None:
        first = self.first_lines.setdefault((indicator.code, when, group, folded(row["organisation"])), row.line)
        if first != row.line:
            of = f" of {row['organisation']}" if row["organisation"] else ""
            found = f"{indicator.code} for {when} against {group}{of} a second time (first on line {first})"
            self.problems.append(Problem(self.file, row.line, "indicator", found, "each comparison once"))

    def _period(self, row: Row) -> Period | None:
        try:
            return period(row["period"])
        except ValueError:
            self._note(row, "period", "a period, such as 2006-07")
            return None

    def _label(self, row: Row) -> tuple[Label | None, bool]:
        label, not_applicable = _PUBLISHED.get(folded(row["label"])), folded(row["label"]) in NOT_APPLICABLE
        if row["label"] and label is None and not not_applicable:
            self._note(row, "label", f"one of {', '.join(IN_WORDS.values())} or N/A")
        return label, not_applicable

    def _numbers(self, row: Row, unit: Unit | None) -> dict[str, Decimal]:
        numbers: dict[str, Decimal] = {}
        for name in (*_CUTS, "value"):
            if name == "value" and marker(row[name]) is not None:
                continue
            try:
                numbers |= {name: quantity(row[name], unit)} if row[name] else {}
            except ValueError:
                self._note(row, name, unit.wanted if unit else "a figure, such as 98.47")
        if row["n"] and not _WHOLE.fullmatch(row["n"]):
            self._note(row, "n", "how many peers, a whole number")
        return numbers

    def _compares(self, row: Row, cuts: tuple[Decimal, Decimal, Decimal] | None) -> None:
        """Note what keeps the row from comparing anything."""
        if "label" not in self.lacking and not any((row["label"], row["value"], all(row[cut] for cut in _CUTS))):
            self._note(row, "label", "a label, the three cut-offs, or a peer’s value")
        if row["value"] and not row["organisation"] and "organisation" not in self.lacking:
            self._note(row, "organisation", "the name of the peer whose value this is")
        if cuts and list(cuts) != sorted(cuts):
            self._note(row, "lower_quartile", "cut-offs that rise from the lower quartile to the upper")


def _cuts(numbers: Mapping[str, Decimal]) -> tuple[Decimal, Decimal, Decimal] | None:
    found = [figure for name in _CUTS if (figure := numbers.get(name)) is not None]
    return (found[0], found[1], found[2]) if len(found) == len(_CUTS) else None


def in_use(peers: Iterable[Peers], *, on: Period) -> tuple[Peers, ...]:
    """Of what is known of peers, the newest comparison no later than the period, for each indicator and peer group."""
    known = [row for row in peers if row.period.ends_on <= on.ends_on]
    newest: dict[tuple[str, str], Period] = {}
    for row in known:
        names = (row.indicator, row.peer_group)
        newest[names] = max(
            newest.get(names, row.period), row.period, key=lambda when: (when.ends_on, when.kind is on.kind)
        )
    return tuple(row for row in known if row.period == newest[row.indicator, row.peer_group])

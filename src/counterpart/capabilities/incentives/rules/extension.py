"""Pure: the ledger of extension: years earned and lost by final statements, and the end that is projected (001, 98)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.incentives.rules.statements import FINAL, Statement
from counterpart.engines.clocks.rules.deadlines import month_on


@dataclass(frozen=True)
class Entry:
    """Years earned in a year, or lost where it is below nought, by which rule and statement, and how many stand."""

    period: str
    rule: str
    clause: str
    years: int
    standing: int
    because: str
    statement: str


def entries_of(statements: Iterable[Statement]) -> list[Entry]:
    """The entries of final statements that no later one corrects, the first year first."""
    final = sorted((each for each in statements if each.state == FINAL), key=lambda each: each.period)
    return [
        Entry(
            period=statement.period,
            rule=line.rule,
            clause=line.clause,
            years=int(line.outcomes["years"]),
            standing=int(line.outcomes["standing"]),
            because=str(line.why["because"]),
            statement=statement.reference,
        )
        for statement in final
        for line in statement.lines
        if "years" in line.outcomes
    ]


def projected_end(ends_on: date | None, entries: Iterable[Entry]) -> date | None:
    """The last day of the term with the years that stand; None where the agreement has no term."""
    standing = {entry.rule: entry.standing for entry in entries}
    return month_on(ends_on, months=12 * sum(standing.values())) if ends_on else None

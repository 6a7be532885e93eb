"""Pure: which notices a contract asks for and by when, from dated rows of law; and when a change needs one.

Nothing is asked for that no row asks for; each answer names its row, and the row says how sure it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from counterpart.capabilities.frameworks.rules.regimes import Standing
from counterpart.capabilities.programme.rules.improvements import counted
from counterpart.engines.clocks.rules.deadlines import Calendar, Skipped, deadline
from counterpart.engines.library.rules.duty_rows import DutyRow
from counterpart.engines.library.rules.scope import Regime
from counterpart.values.explained import Explained
from counterpart.values.refusal import Refusal

ABOUT = "notice"
WEIGHED = "change weighed"


@dataclass(frozen=True)
class Asked:
    """A duty that a row asks for: its last day, None where it is due before the event; and how that came about."""

    row: DutyRow
    on: date | None
    because: str
    skipped: tuple[Skipped, ...] = ()


def applies(row: DutyRow, to: Standing | None, on: date) -> bool:
    """Whether a row asks for anything of a contract on a day. With no contract, what is for everybody."""
    counts = row.in_force(on) or (row.counted_from_force and on < row.since)
    if to is None:
        return counts
    return (
        counts
        and (not row.regimes or to.regime in row.regimes)
        and row.light_touch in (None, to.light_touch)
        and (not row.kinds or to.kind in row.kinds)
        and (row.more_than is None or to.value > row.more_than)
    )


def asked_on(
    rows: Iterable[DutyRow], to: Standing | None, event: str, on: date, calendars: Callable[[str], Calendar]
) -> tuple[Asked, ...] | Refusal:
    """What an event on a day asks for, by the rows in force. Refuses where a calendar does not reach so far."""
    found: list[Asked] = []
    for row in rows:
        if row.event != event or not applies(row, to, on):
            continue
        one = _asked(row, on, calendars(row.calendar))
        if isinstance(one, Refusal):
            return one
        found.append(one)
    return tuple(found)


def _asked(row: DutyRow, on: date, calendar: Calendar) -> Asked | Refusal:
    if row.within is None:
        return Asked(row, None, f"before the event, on or before {on:%-d %B %Y}")
    start = max(on, row.since) if row.counted_from_force else on
    n, unit = counted(row.within)
    due = deadline(start, n, unit, calendar, beginning_with=row.beginning == "beginning with")
    return due if isinstance(due, Refusal) else Asked(row, due.on, due.because, due.skipped)


def events(rows: Iterable[DutyRow]) -> tuple[str, ...]:
    """The events that rows speak of, each once, without the weighing of a change."""
    return tuple(dict.fromkeys(row.event for row in rows if row.event != WEIGHED))


class Needed(StrEnum):
    """Whether a change needs a notice. What can be contested is said so, and never a silent no."""

    NO = "not needed"
    YES = "needed"
    ADVISED = "publish recommended, take advice"


def change_notice(
    rows: Sequence[DutyRow],
    to: Standing,
    *,
    value_change: Decimal,
    term_change: Decimal,
    novation: bool = False,
    on: date,
) -> Explained[Needed]:
    """Whether a change of so many per cent of value and of the longest term needs a contract change notice first.

    The law joins the two limits by “or”: a change within either needs none. As that can be contested, a change beyond
    one of them is told as advice. A change of supplier always needs one.
    """
    mine = [row for row in rows if row.event == WEIGHED and applies(row, to, on)]
    if not mine:
        return _weighed(Needed.NO, _no_duty(to), ())
    if novation:
        return _weighed(Needed.YES, "the supplier changes, which no limit excuses", mine)
    changes = {"value": abs(value_change), "term": abs(term_change)}
    beyond = [row for row in mine if changes[row.of or "value"] > (row.more_than_percent or 0)]
    told = " and ".join(f"{row.of} by {changes[row.of or 'value']} %, over {row.more_than_percent} %" for row in beyond)
    if not beyond:
        limits = " and ".join(f"{row.of} {row.more_than_percent} %" for row in mine)
        return _weighed(Needed.NO, f"the change is within the limits ({limits})", mine)
    if len(beyond) < len(mine):
        because = f"it changes the {told}, and is within the other limit, which by the words of the law is enough"
        return _weighed(Needed.ADVISED, f"{because}; that reading can be contested", mine)
    return _weighed(Needed.YES, f"it changes the {told}", mine)


def _no_duty(to: Standing) -> str:
    if to.regime is not Regime.PA23:
        return f"the contract stands under: {to.regime.value}"
    return "a light-touch contract may be changed without this notice" if to.light_touch else "no row asks for it"


def _weighed(needed: Needed, because: str, rows: Sequence[DutyRow]) -> Explained[Needed]:
    source = "; ".join(dict.fromkeys(row.source for row in rows)) or None
    return Explained(
        needed, because=because, rule="a change beyond the limits is published before it is made", clause=source
    )

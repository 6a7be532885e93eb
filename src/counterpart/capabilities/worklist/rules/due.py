"""Pure: what waits for somebody on a day, what waits on others and since when; and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.rules import Proposed, may_agree
from counterpart.engines.clocks.rules.policy import Kept, is_mine, may_verify
from counterpart.engines.clocks.rules.promises import SHOWN, Clock, Standing
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone, day_in_words

AHEAD = 28
"""Days ahead that the worklist shows."""
LENGTHS = ((365, "year", 730), (30, "month", 60))
"""How many days a year and a month are counted as, where only about how long is said, and from how many on."""
LATE = (Standing.LATE, Standing.LONG_LATE)
MARKS = {
    Standing.DONE: (Shape.TICK, Tone.GOOD),
    Standing.DONE_LATE: (Shape.TICK, Tone.CAUTION),
    Standing.LATE: (Shape.CROSS, Tone.BAD),
    Standing.LONG_LATE: (Shape.CROSS, Tone.BAD),
    Standing.TODAY: (Shape.ALERT, Tone.CAUTION),
    Standing.SOON: (Shape.ALERT, Tone.CAUTION),
    Standing.TO_COME: (Shape.DOT, Tone.PLAIN),
    Standing.STOPPED: (Shape.DASH, Tone.PLAIN),
    Standing.OMITTED: (Shape.CROSS, Tone.CAUTION),
    Standing.NO_MORE: (Shape.DASH, Tone.PLAIN),
    Standing.TO_VERIFY: (Shape.DIAMOND, Tone.PLAIN),
}


@dataclass(frozen=True)
class Due:
    """Something to do: in which agreement, what, by when, how it stands, and where it is done.

    `since` is when it began to wait, `who` whose it is where it is another’s. `more` is how often the same is asked
    for again, where a list says it once.
    """

    agreement: str
    reference: str
    what: str
    due_on: date | None
    standing: Standing | None
    since: date
    who: str
    address: str
    more: int = 0


@dataclass(frozen=True)
class Work:
    """What is mine now: late, today, soon; and what waits on others."""

    late: tuple[Due, ...]
    today: tuple[Due, ...]
    soon: tuple[Due, ...]
    others: tuple[Due, ...]

    @property
    def mine(self) -> tuple[Due, ...]:
        return (*self.late, *self.today, *self.soon)


def together(rows: Iterable[Due]) -> tuple[Due, ...]:
    """What recurs said once, by its first: a report of twelve months is one line that says how many more are late."""
    first: dict[tuple[str, ...], Due] = {}
    for due in rows:
        asked = due.what.rpartition(" (")[0] or due.what if due.what.endswith(")") else due.what
        key = (due.agreement, asked, due.who, due.address, "" if due.standing in LATE else due.reference)
        known = first.get(key)
        first[key] = replace(known, more=known.more + 1) if known else due
    return tuple(first.values())


def mark_of(standing: Standing) -> Mark:
    """Where something stands, in a word and a shape."""
    shape, tone = MARKS[standing]
    return Mark(standing.value.capitalize(), (shape,), tone)


def whose(clock: Clock) -> str:
    """Whose a clock or promise is, in words."""
    if clock.name:
        return f"{clock.name} ({clock.party})" if clock.party else clock.name
    return " ".join(part for part in (clock.party, clock.role) if part) or "each party"


def work_of(actor: Actor, clocks: Iterable[Clock], proposals: Iterable[Proposed], on: date) -> Work:
    """What waits for somebody on a day, what is due first first; and what waits on others, longest waiting first."""
    found: dict[str, list[Due]] = {"late": [], "today": [], "soon": [], "others": []}
    for clock in clocks:
        found[_where(actor, clock, on)].append(_due(clock, on))
    for proposal in proposals:
        mine = may_agree(actor, proposal) is None
        found["today" if mine else "others"].append(_asked(proposal))
    others = sorted(found["others"], key=lambda due: (due.due_on or due.since, due.since))
    return Work(tuple(found["late"]), tuple(found["today"]), tuple(found["soon"]), tuple(others))


def _where(actor: Actor, clock: Clock, on: date) -> str:
    if clock.state == SHOWN:
        return "today" if may_verify(actor, Kept(clock)) is None and not is_mine(actor, clock) else "others"
    if not is_mine(actor, clock):
        return "others"
    standing = clock.standing(on)
    return "late" if standing in LATE else "today" if standing is Standing.TODAY else "soon"


def _due(clock: Clock, on: date) -> Due:
    return Due(
        agreement=clock.agreement,
        reference=clock.reference,
        what=clock.what,
        due_on=clock.due_on,
        standing=clock.standing(on),
        since=clock.opened_on,
        who=whose(clock),
        address=clock.address or f"/agreements/{clock.agreement}/clocks/{clock.reference}",
    )


def _asked(proposal: Proposed) -> Due:
    waits = " and ".join(need.removeprefix("group:") for need in proposal.waits_for)
    return Due(
        agreement=proposal.agreement,
        reference=proposal.reference,
        what=f"Answer: {proposal.title[:1].lower()}{proposal.title[1:]}, proposed by {proposal.proposer}",
        due_on=None,
        standing=None,
        since=date.fromisoformat(proposal.opened_at[:10]),
        who=waits,
        address=f"/agreements/{proposal.agreement}/proposals/{proposal.reference}",
    )


def days_in_words(due_on: date, on: date) -> str:
    """How long until a day, or since: “in 3 days”, “today”, “2 days late”, “15 years late”."""
    days = (due_on - on).days
    if days == 0:
        return "today"
    many = _length(abs(days))
    return f"in {many}" if days > 0 else f"{many} late"


def _length(days: int) -> str:
    """So many days as people say them: in days to two months, then in whole months, from two years in whole years."""
    n, unit = next(((days // long, unit) for long, unit, least in LENGTHS if days >= least), (days, "day"))
    return f"{n} {unit}{'' if n == 1 else 's'}"


def digest(work: Work, on: date) -> str:
    """The worklist as the text of a letter; empty where nothing is to be said."""
    if not work.mine:
        return ""
    parts = [("Late", work.late), ("Today", work.today), ("Soon", work.soon), ("Waiting on others", work.others)]
    return "\n\n".join("\n".join([name, *(_line(due, on) for due in together(rows))]) for name, rows in parts if rows)


def _line(due: Due, on: date) -> str:
    when = f" by {day_in_words(due.due_on)} ({days_in_words(due.due_on, on)})" if due.due_on else ""
    more = f", and {due.more} more since" if due.more else ""
    return f"- {due.agreement} {due.reference}: {due.what}{when}{more}."

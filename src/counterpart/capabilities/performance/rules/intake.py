"""Pure: why a file is not taken in."""

from collections.abc import Iterable, Sequence
from datetime import date

from counterpart.engines.evidence.rules.kinds import EVENTS, KINDS, Kind
from counterpart.engines.evidence.rules.mapping import Mapping
from counterpart.engines.evidence.rules.tables import MORE, MOST_TOLD
from counterpart.values.period import Period
from counterpart.values.refusal import Problem, Refusal


def unfit(kind: Kind, name: str, *, mapping: Mapping | None) -> Refusal | None:
    """Refused where the mapping is of another kind, or speaks of columns that its events have not."""
    if mapping is None or mapping.kind == kind.name:
        return None
    if mapping.kind != EVENTS.name or kind.name in KINDS:
        return Refusal(
            code="intake.mapping-of-another-kind",
            what=f"{name} was not taken in as {kind.name}",
            fact=f"the mapping reads files as {mapping.kind}",
            rule="a mapping reads files of one publisher as one kind",
            next_step=f"Send it as {mapping.kind}, or name a mapping for {kind.name}.",
        )
    known = [column.name for column in kind.columns]
    strange = [column for column in mapping.speaks_of if column not in known]
    if not strange:
        return None
    return Refusal(
        code="intake.mapping-of-another-kind",
        what=f"{name} was not taken in as {kind.name}",
        fact=f"the mapping speaks of {', '.join(strange)}",
        rule=f"{kind.name} has the columns {', '.join(known)}",
        next_step="Mend the mapping, and send it again.",
    )


def outside(name: str, periods: Iterable[Period], first: date | None, last: date | None) -> tuple[Problem, ...]:
    """The periods of a file that are none of the agreement’s: over before it began, or begun after it ended."""
    since = f"from {first:%-d %B %Y} " if first else ""
    until = f"to {last:%-d %B %Y}" if last else "on"
    wanted = f"a period of the agreement, {since}{until}"
    return tuple(
        Problem(name, None, "period", f"“{when}”", wanted)
        for when in dict.fromkeys(periods)
        if (first and when.ends_on < first) or (last and when.starts_on > last)
    )


def of_another_period(name: str, when: str, known_as: str, period: str) -> Refusal:
    same = "" if known_as == name else f", as {known_as}"
    return Refusal(
        code="intake.another-period",
        what=f"{name} was not taken in for {when}",
        fact=f"the same file was taken in before{same}, and its rows stand for {period}",
        rule="one file stands for one period, or names the period of each row",
        next_step="Give the rows a column “period”, which makes it another file, and send that.",
    )


def by_another_mapping(name: str, known_as: str) -> Refusal:
    same = "" if known_as == name else f", as {known_as}"
    return Refusal(
        code="intake.another-mapping",
        what=f"{name} was not taken in by this mapping",
        fact=f"the same file was taken in before{same}, and was read otherwise",
        rule="a file is read once, by one mapping, which the ledger keeps",
        next_step="Leave it as it is; or mend what was misread, which makes it another file, and send that.",
    )


def faulty(name: str, problems: Sequence[Problem]) -> Refusal:
    """Refused with every problem, in the order of their lines; of more than a thousand, the rest are counted."""
    more = [problem for problem in problems if problem.found.endswith(MORE)]
    in_order = sorted((problem for problem in problems if problem not in more), key=lambda problem: problem.line or 0)
    if len(in_order) > MOST_TOLD:
        more = [Problem(name, None, None, f"{len(in_order) - MOST_TOLD:,} {MORE}", "none")]
    counted = "one problem" if len(problems) == 1 else f"{len(in_order):,} problems"
    counted = f"more than {MOST_TOLD:,} problems" if more else counted
    return Refusal(
        code="intake.faulty-file",
        what=f"{name} was not taken in",
        fact=f"it has {counted}",
        rule="a file is taken in whole or not at all, and nothing of it was stored",
        next_step="Mend each of these and send it again:",
        problems=(*in_order[:MOST_TOLD], *more),
    )

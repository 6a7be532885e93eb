"""Pure: why a file is not taken in."""

from collections.abc import Sequence

from counterpart.engines.evidence.rules.kinds import KINDS
from counterpart.engines.evidence.rules.tables import MORE, MOST_TOLD
from counterpart.values.refusal import Problem, Refusal


def unknown(kind: str, what: str) -> Refusal | None:
    """Refused where the kind is none that is known; `what` is what was not done."""
    if kind in KINDS:
        return None
    known = ", ".join(KINDS)
    return Refusal(
        code="intake.kind-unknown",
        what=what,
        fact=f"“{kind}” is not a kind of file that is known",
        rule=f"files are taken in as {' or '.join(known.rsplit(', ', 1))}",
        next_step="Name one of these kinds.",
    )


def unfit(kind: str, name: str, *, mapping_of: str | None) -> Refusal | None:
    """Refused where the kind is none that is known, or the mapping is of another."""
    if refusal := unknown(kind, f"{name} was not taken in"):
        return refusal
    if mapping_of in (None, kind):
        return None
    return Refusal(
        code="intake.mapping-of-another-kind",
        what=f"{name} was not taken in as {kind}",
        fact=f"the mapping reads files as {mapping_of}",
        rule="a mapping reads files of one publisher as one kind",
        next_step=f"Send it as {mapping_of}, or name a mapping for {kind}.",
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

"""Pure: the yearly round and its targets as documents, which are pages and files alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.performance.rules import challenge
from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS
from counterpart.capabilities.performance.rules.challenge import Beside, Finding, PeerGroup
from counterpart.capabilities.performance.rules.round import (
    AGREED,
    ANSWERED,
    CHALLENGED,
    FORWARD,
    OPEN,
    PROPOSED,
    SENT_BACK,
    UNSET,
    Round,
    Said,
    Sought,
)
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Weight,
)
from counterpart.values.explained import plain

MARKS = {
    UNSET: Mark("Unset", (Shape.DASH,), Tone.CAUTION),
    PROPOSED: Mark("Proposed", (Shape.DOT,), Tone.PLAIN),
    CHALLENGED: Mark("Challenged", (Shape.ALERT,), Tone.CAUTION),
    ANSWERED: Mark("Answered", (Shape.LEVEL,), Tone.PLAIN),
    FORWARD: Mark("Put forward", (Shape.UP,), Tone.PLAIN),
    SENT_BACK: Mark("Sent back", (Shape.CROSS,), Tone.CAUTION),
    AGREED: Mark("Agreed", (Shape.TICK,), Tone.GOOD),
}
ASKS = Mark("The test asks", (Shape.ALERT,), Tone.CAUTION)
NOTES = Mark("Noted", (Shape.DOT,), Tone.PLAIN)
WELL = Mark("The test asks nothing", (Shape.TICK,), Tone.GOOD)


def rounds(agreement: str, known: Sequence[Round], on: date) -> Document:
    """The rounds there have been, the newest first."""
    lead = "No round was opened yet. The performance officer opens that of next year here."
    blocks: list[Block] = []
    if known:
        last = known[0]
        lead = f"The round of {last.year.in_words} is {last.state}: {_counted(last)}"
        columns = (
            Column("Round"),
            Column("Year"),
            Column("Opened", Kind.DATE),
            Column("Propose by", Kind.DATE),
            Column("Targets", Kind.NUMBER),
            Column("Unset", Kind.NUMBER),
            Column("Stands"),
        )
        rows = tuple(
            (
                text(one.reference, f"/agreements/{agreement}/rounds/{one.reference}"),
                text(one.year.in_words),
                day(one.opened_on),
                day(one.propose_by),
                number(Decimal(len(one.targets))),
                number(Decimal(len(one.unset))),
                text(one.state.capitalize()),
            )
            for one in known
        )
        blocks.append(Table("Yearly rounds", columns, rows))
    return Document(
        title="Yearly rounds",
        subtitle=lead,
        subject=agreement,
        dated_on=on,
        blocks=(*blocks, *the_test()),
    )


def the_test() -> tuple[Block, ...]:
    """The test of challenge, as it is stated."""
    since = day_in_words(challenge.SINCE)
    source = f"Stated since {since}. Source: {challenge.SOURCE}. {challenge.CERTAINTY}"
    return (
        Heading("The test of challenge"),
        Points(tuple(challenge.QUESTIONS.values())),
        Paragraph(source, Weight.NOTE),
    )


def round_page(one: Round, near: Mapping[str, Beside], on: date) -> Document:
    """A round: what is proposed beside what was reached, what is unset, and what nobody has challenged.

    `near` is what stands beside the targets that nobody has proposed, by code.
    """
    columns = (
        Column("Indicator"),
        Column("What is measured"),
        Column("Reached last", Kind.NUMBER),
        Column("Target before", Kind.NUMBER),
        Column("Proposed"),
        Column("The test"),
        Column("Stands", Kind.MARK),
    )
    rows = tuple(_row(target, near.get(target.indicator.code, target.beside)) for target in one.targets)
    blocks: list[Block] = [Table(f"Targets for {one.year.in_words}", columns, rows)]
    blocks += _listed("Nobody has proposed a target", one.unset, "Every target is proposed.")
    blocks += _listed("Nobody has challenged", one.unchallenged, "Every proposed target was challenged.")
    blocks += _changes(one)
    due = f" Targets are proposed by {day_in_words(one.propose_by)}." if one.state == OPEN else ""
    return Document(
        title=f"Round of {one.year.in_words}",
        subtitle=_counted(one) + due,
        subject=one.agreement,
        dated_on=on,
        blocks=(*blocks, *the_test()),
    )


def target_page(one: Sought, near: Beside, on: date) -> Document:
    """A target: what is proposed and why, what the test asks, what stands beside it, what was said."""
    blocks: list[Block] = []
    if one.state == UNSET:
        blocks.append(Paragraph("Nobody has proposed it yet. What stands beside it is below."))
    else:
        blocks += [Callout(MARKS[one.state], _proposal(one)), *_tested(one.findings)]
        facts: list[tuple[str, str | Linked]] = [("Why", one.why), ("What customers want", one.priorities)]
        if one.change:
            facts.append(("Change", Linked(one.change, f"/agreements/{one.agreement}/changes/{one.change}")))
        blocks.append(Facts(tuple(facts)))
    blocks += _set_beside(one, near)
    blocks.append(Heading("What was said"))
    said = tuple(_said(step) for step in one.said)
    blocks.append(Points(said) if said else Paragraph("Nothing yet. Everybody in the agreement may comment."))
    return Document(
        title=f"Target of {one.indicator.code} for {one.year.in_words}",
        subtitle=one.indicator.title,
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _counted(one: Round) -> str:
    agreed = sum(target.state == AGREED for target in one.targets)
    asked = sum(bool(target.questions) and not target.is_answered for target in one.targets)
    said = f"{agreed} of {len(one.targets)} targets are agreed, and {len(one.unset)} are unset; "
    if not asked:
        return f"{said}no question of the test of challenge is open."
    return f"{said}the test of challenge questions {asked}, and nobody has answered."


def _row(one: Sought, near: Beside) -> tuple[Cell, ...]:
    unit = one.indicator.unit.ending.strip()
    last = near.outturns[0] if near.outturns else None
    asked = f"Asks {len(one.questions)}" if one.questions else "Asks nothing"
    return (
        text(one.indicator.code, one.address),
        text(one.indicator.title),
        number(last.value if last else None, unit),
        number(near.before[1] if near.before else None, unit),
        text(one.target or "–"),
        text("–" if one.state == UNSET else asked),
        marked(MARKS[one.state]),
    )


def _listed(heading: str, targets: Sequence[Sought], none: str) -> list[Block]:
    points = tuple(
        Linked(
            f"{one.indicator.code} {one.indicator.title}" + (", which the test questions" if one.questions else ""),
            one.address,
        )
        for one in targets
    )
    return [Heading(heading), Points(points) if points else Paragraph(none)]


def _changes(one: Round) -> list[Block]:
    """The changes of the terms in which targets went forward."""
    named = dict.fromkeys(target.change for target in one.targets if target.change)
    points = tuple(
        Linked(
            f"{name}: " + ", ".join(t.indicator.code for t in one.targets if t.change == name),
            f"/agreements/{one.agreement}/changes/{name}",
        )
        for name in named
    )
    return [Heading("Put forward as changes of the terms"), Points(points)] if points else []


def _proposal(one: Sought) -> str:
    if one.state == AGREED:
        return f"{one.target} is agreed for {one.year.in_words}, by {one.change}."
    said = f"{one.target} is proposed for {one.year.in_words} (version {one.version})."
    waits = one.waits_for
    if one.change:
        return f"{said} It went forward in {one.change}."
    return f"{said} It cannot go forward yet: {waits}." if waits else f"{said} It is ready to go forward."


def _tested(found: Sequence[Finding]) -> list[Block]:
    if not found:
        return [Callout(WELL, "It is no worse than what was reached, and asks as much as the rules do.")]
    return [Callout(ASKS if one.asks else NOTES, f"{one.kind.capitalize()}: {one.because}") for one in found]


def _set_beside(one: Sought, near: Beside) -> list[Block]:
    unit = one.indicator.unit.ending.strip()
    rows: list[tuple[Cell, ...]] = [
        (text(f"Reached in {each.period.in_words}"), number(each.value, unit)) for each in near.outturns
    ]
    if near.before:
        rows.append((text(f"Target of {near.before[0].in_words}"), number(near.before[1], unit)))
    blocks: list[Block] = [Heading("What stands beside it")]
    if rows:
        columns = (Column("What"), Column("Figure", Kind.NUMBER))
        blocks.append(Table("Outturns and the target before", columns, tuple(rows)))
    if near.peers:
        blocks.append(Points(tuple(_peers(group, one) for group in near.peers)))
    if not (rows or near.peers):
        blocks.append(Paragraph("No earlier year’s outturn, target or benchmark is known."))
    if one.indicator.improvement:
        blocks.append(Paragraph(f"The agreed improvement: {one.indicator.improvement}."))
    return blocks


def _peers(group: PeerGroup, one: Sought) -> str:
    name = f"{group.name}, {group.period.in_words}"
    if group.cuts:
        low, middle, high = (f"{plain(cut)}{one.indicator.unit.ending}" for cut in group.cuts)
        among = f" of {group.n} peers" if group.n else ""
        return f"{name}: the median{among} is {middle}, the quarters begin at {low} and {high}."
    label = f"{IN_WORDS[group.label]}, as published" if group.label else "not placed"
    return f"{name}: our figure was {label}."


def _said(step: Said) -> str:
    who = f"{step.by} ({', '.join(part for part in (step.role, step.party) if part)})"
    target = f" {step.target}" if step.verb == "proposed" else ""
    return f"{day_in_words(step.on)}, {who} {step.verb}{target}: {step.words}"

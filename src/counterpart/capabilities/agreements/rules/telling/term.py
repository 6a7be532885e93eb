"""Pure: the term of an agreement as a document: reviews, breaks, options, the plan of its end, what was put in."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.keeping import Put, last_years
from counterpart.capabilities.agreements.rules.term import END_PLAN, Moment, life
from counterpart.engines.clocks.rules.promises import Clock, Standing
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import day_in_words as said
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

GOOD = (Standing.DONE, Standing.DONE_LATE)
BAD = (Standing.LATE, Standing.LONG_LATE)
OMITTED = Mark("Passed over, on the record", (Shape.CROSS,), Tone.CAUTION)
BEFORE_THE_RECORD = Mark("Before the record began", (Shape.DASH,), Tone.PLAIN)


def term_told(
    agreement: AgreementFacts,
    clocks: Sequence[Clock],
    planned: Sequence[Clock],
    put: Sequence[Put],
    sealed: Sequence[tuple[str, str]],
    today: Sequence[tuple[str, str]],
    on: date,
) -> Document:
    """The term: what is to be decided by when, what may not be passed over, how it ends, and what was put in.

    `planned` are the promises of the end-of-term plan, `sealed` the closed periods and where each stands, and `today`
    is what a review finds on its table.
    """
    known = {clock.subject: clock for clock in clocks}
    moments = life(agreement)
    return Document(
        title="The term",
        subtitle=term_in_a_sentence(agreement, on),
        subject=agreement.reference,
        dated_on=on,
        blocks=(
            *_missed(agreement, moments, known, on),
            *_moments(agreement, moments, known, on),
            *_agendas(agreement, today),
            *_end(agreement, planned, on),
            *_put(agreement, put, sealed),
        ),
    )


def term_in_a_sentence(agreement: AgreementFacts, on: date) -> str:
    """When it began and when it ends, and how much of it is left."""
    begins, ends = agreement.dates.commencement_on, agreement.ends_on
    if begins is None:
        return "No days are kept for this agreement: it was registered without a term."
    if ends is None:
        until = f" What each side owes is dated until {said(agreement.dated_until)}." if agreement.dated_until else ""
        return f"It began on {said(begins)} and has no term.{until}"
    if on > ends:
        return f"The term began on {said(begins)} and ended on {said(ends)}."
    return f"The term began on {said(begins)} and ends on {said(ends)}: {_left(on, ends)} are left."


def _left(on: date, ends: date) -> str:
    months = (ends.year - on.year) * 12 + ends.month - on.month
    return f"{months // 12} years and {months % 12} months" if months >= 12 else f"{months} months"


def _missed(
    agreement: AgreementFacts, moments: Sequence[Moment], known: dict[str, Clock], on: date
) -> tuple[Block, ...]:
    """What may not be passed over and is late: said first, as nobody may miss it."""
    late = [
        (moment, clock)
        for moment in moments
        if moment.must and (clock := known.get(moment.subject(agreement.reference))) and clock.standing(on) in BAD
    ]
    return tuple(
        Callout(
            Mark("May not be passed over", (Shape.ALERT,), Tone.BAD),
            f"The {moment.name} was due on {said(clock.due_on)} ({moment.clause}). Do it and say what was decided, "
            f"or record that it was passed over, with the reason: {clock.reference}.",
        )
        for moment, clock in late
    )


def _moments(
    agreement: AgreementFacts, moments: Sequence[Moment], known: dict[str, Clock], on: date
) -> tuple[Block, ...]:
    if not moments:
        return ()
    columns = (
        Column("What"),
        Column("Day", Kind.DATE),
        Column("Act by", Kind.DATE),
        Column("Who"),
        Column("Where it stands", Kind.MARK),
        Column("Clock"),
    )
    rows = tuple(_row(agreement, moment, known.get(moment.subject(agreement.reference)), on) for moment in moments)
    return (Heading("Reviews, breaks, options and the end"), Table("The life of the agreement", columns, rows))


def _row(agreement: AgreementFacts, moment: Moment, clock: Clock | None, on: date) -> tuple[Cell, ...]:
    address = f"/agreements/{agreement.reference}/clocks/{clock.reference}" if clock else ""
    return (
        text(f"{moment.name[:1].upper()}{moment.name[1:]} ({moment.clause})"),
        day(moment.on),
        day(moment.act_by),
        text(moment.group or moment.who or "each party"),
        marked(stands(clock, on)),
        text(clock.reference if clock else "none", address),
    )


def stands(clock: Clock | None, on: date) -> Mark:
    """Where a moment of the term stands on a day."""
    if clock is None:
        return BEFORE_THE_RECORD
    standing = clock.standing(on)
    if standing is Standing.OMITTED:
        return OMITTED
    words = f"{standing.value[:1].upper()}{standing.value[1:]}"
    if standing in GOOD:
        return Mark(words, (Shape.TICK,), Tone.GOOD)
    return Mark(words, (Shape.CROSS,), Tone.BAD) if standing in BAD else Mark(words, (Shape.DOT,), Tone.PLAIN)


def _agendas(agreement: AgreementFacts, today: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """What a review finds on its table today, and the standing agenda of each."""
    if not agreement.template.review_points:
        return ()
    told: list[Block] = [Heading("What a review finds on its table"), Facts(tuple(today))] if today else []
    for point in agreement.template.review_points:
        if point.agenda:
            where = f", in the {point.group}" if point.group else ""
            told += [Heading(f"{point.name[:1].upper()}{point.name[1:]}: its agenda{where}", 2), Points(point.agenda)]
    return tuple(told)


def _end(agreement: AgreementFacts, planned: Sequence[Clock], on: date) -> tuple[Block, ...]:
    if agreement.ends_on is None:
        return ()
    if not planned:
        due = next(moment.on for moment in life(agreement) if moment.kind == END_PLAN)
        return (
            Heading("End-of-term plan"),
            Paragraph(f"It is to be opened by {said(due)}: who sees to what before the end. Nothing stands in it yet."),
        )
    columns = (Column("Promise"), Column("What"), Column("By"), Column("Due", Kind.DATE), Column("Stands", Kind.MARK))
    rows = tuple(
        (
            text(clock.reference, f"/agreements/{agreement.reference}/clocks/{clock.reference}"),
            text(clock.what.removeprefix("End of the term: ")),
            text(clock.party),
            day(clock.due_on),
            marked(stands(clock, on)),
        )
        for clock in planned
    )
    return (Heading("End-of-term plan"), Table("Who sees to what before the end", columns, rows))


def _put(agreement: AgreementFacts, put: Sequence[Put], sealed: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """What was put in and how the work went, year by year: the last two years beside the earlier ones."""
    years = sorted({one.year for one in put} | {period for period, _ in sealed if "Q" not in period})
    if not years:
        return (
            Heading("What was put in"),
            Paragraph("Nothing is recorded yet. Each party records what it put in, year by year.", Weight.NOTE),
        )
    parties = sorted({one.party for one in put})
    amounts = {(one.year, one.party): one.amount for one in put}
    stands_at = dict(sealed)
    columns = (
        Column("Year"),
        *(Column(f"Put in by the {party}", Kind.NUMBER) for party in parties),
        Column("Performance"),
    )
    rows = tuple(
        (
            text(year),
            *(number(amounts.get((year, party)), "£") for party in parties),
            text(
                stands_at.get(year, "not closed"),
                f"/agreements/{agreement.reference}/periods/{year}" if year in stands_at else "",
            ),
        )
        for year in years
    )
    return (
        Heading("What was put in"),
        Paragraph(last_years(put, agreement.ends_on).says),
        Table("What each party put in, by financial year, beside its performance", columns, rows),
    )

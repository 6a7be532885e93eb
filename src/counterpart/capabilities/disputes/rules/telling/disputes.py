"""Pure: the disputes of an agreement, and one with its ladder, as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.disputes.rules.disputes import Dispute, Taken
from counterpart.capabilities.disputes.rules.paths import ENDED, HEARD, REFERRED, SETTLED, STEP_OF
from counterpart.capabilities.disputes.rules.stepping import TITLES, earliest_meeting, is_early, latest_meeting
from counterpart.capabilities.disputes.rules.telling.marks import (
    days_left,
    money,
    name_of,
    state_mark,
    step_mark,
)
from counterpart.engines.clocks.rules.deadlines import Calendar
from counterpart.engines.library.rules.ladder import ADJUDICATION, CORE_GROUP, PROCEEDINGS, LadderStep
from counterpart.engines.reporting.rules.cells import (
    Column,
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
from counterpart.engines.reporting.rules.cells import Kind as Cells
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


def disputes(agreement: str, found: Sequence[Dispute], *, has_ladder: bool, on: date) -> Document:
    """Every dispute: which are open and where each stands, what waits, and what settlements came to."""
    blocks: list[Block] = [Paragraph(_lead(found, has_ladder=has_ladder), Weight.LEAD)]
    if found:
        columns = (
            Column("Reference"),
            Column("What"),
            Column("Raised by"),
            Column("Claim", Cells.NUMBER),
            Column("Notice", Cells.DATE),
            Column("Stands", Cells.MARK),
            Column("Next", Cells.DATE),
        )
        rows = tuple(
            (
                text(one.reference, f"/agreements/{agreement}/disputes/{one.reference}"),
                text(one.title),
                text(one.raised_by),
                number(one.claim, "£"),
                day(one.notified_on),
                marked(state_mark(one.state)),
                day(one.clock.due_on if one.clock else None),
            )
            for one in found
        )
        blocks.append(Table("Disputes, the newest first", columns, rows))
    still = [one for one in found if one.still_since and one.is_open]
    if still:
        points = tuple(f"{one.reference}, since {_on(one.still_since)}: {one.still}" for one in still)
        blocks += [Heading("What stands still meanwhile"), Points(points)]
    blocks.append(Points((Linked("Problems and early warnings", f"/agreements/{agreement}/problems"),)))
    return Document(
        title="Disputes",
        subtitle="Where each stands on the ladder that the agreement writes, and what waits meanwhile.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(found: Sequence[Dispute], *, has_ladder: bool) -> str:
    if not has_ladder:
        return (
            "This agreement says nothing of how a dispute is settled. Log a problem, which is solved where it arises, "
            "or agree on a ladder by a change of the terms."
        )
    if not found:
        return "There is no dispute. Whoever becomes aware of one gives the other party notice here."
    live, settled = [one for one in found if one.is_open], sum(one.state == SETTLED for one in found)
    return f"{len(live)} of {len(found)} {'is' if len(live) == 1 else 'are'} open; {settled} settled."


def dispute_page(dispute: Dispute, calendar: Calendar, sealed: Sequence[tuple[str, str]], on: date) -> Document:
    """One dispute: where it stands and for how many days, the ladder, what the next step costs, and what shows it.

    `sealed` names the periods that were closed during it, with their pages: performance meanwhile.
    """
    blocks: list[Block] = [Paragraph(_where(dispute, on), Weight.LEAD)]
    if dispute.is_open and is_early(dispute):
        blocks.append(Callout(Mark("Before you go past a step", (Shape.ALERT,), Tone.CAUTION), _price(dispute)))
    blocks.append(Facts(tuple(_facts(dispute))))
    if dispute.ladder:
        blocks += [Heading("The ladder"), _ladder(dispute, calendar, on)]
    blocks += _adjudicated(dispute) + _settled(dispute)
    blocks += [Heading("What was done"), _history(dispute)]
    blocks += _exhibits(dispute)
    blocks += _meanwhile(sealed)
    return Document(
        title=dispute.title,
        subtitle=f"{dispute.reference}, {dispute.state}",
        subject=dispute.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _where(dispute: Dispute, on: date) -> str:
    if dispute.state in ENDED:
        ended = next((taken.on for taken in reversed(dispute.history)), dispute.notified_on)
        return f"It is {dispute.state}, since {day_in_words(ended)}."
    said = f"It is {dispute.state}"
    if dispute.meeting_on:
        said += f", to be heard on {day_in_words(dispute.meeting_on)}: {days_left(dispute.meeting_on, on)}"
    elif dispute.clock:
        said += f", and an answer is due by {day_in_words(dispute.clock.due_on)}: {days_left(dispute.clock.due_on, on)}"
    still = f" Meanwhile this stands still: {dispute.still.rstrip('.')}." if dispute.still_since else ""
    return f"{said}.{still}"


def _price(dispute: Dispute) -> str:
    unused = " and ".join(f"{TITLES[step.step]} ({step.clause})" for step in dispute.still_to_use)
    step = dispute.ladder.step(ADJUDICATION) if dispute.ladder else None
    court = dispute.ladder.step(PROCEEDINGS) if dispute.ladder else None
    said = f"The escalation process has still to be used: {unused}."
    if step and step.early_cost:
        said += f" Who goes to adjudication before pays {step.early_cost} ({step.clause})."
    return said + (f" Proceedings are not begun before ({court.clause})." if court else "")


def _facts(dispute: Dispute) -> list[tuple[str, str | Linked]]:
    facts: list[tuple[str, str | Linked]] = [
        ("What is in dispute", dispute.what),
        ("Kind", dispute.kind.capitalize()),
        ("Raised by", dispute.raised_by),
        ("Notice given", day_in_words(dispute.notified_on)),
    ]
    if dispute.claim is not None:
        facts.append(("Claim", money(dispute.claim)))
    if dispute.concerns:
        facts.append(("It concerns", dispute.concerns))
    if dispute.still_since:
        facts.append(("Stands still", f"{dispute.still}, since {_on(dispute.still_since)}"))
    return facts


def _ladder(dispute: Dispute, calendar: Calendar, on: date) -> Table:
    columns = (
        Column("Step"),
        Column("Clause"),
        Column("Where it stands", Cells.MARK),
        Column("When"),
        Column("What it costs"),
    )
    steps = dispute.ladder.steps if dispute.ladder else ()
    rows = tuple(
        (
            text(name_of(step.step)),
            text(step.clause),
            marked(step_mark(dispute, step)),
            text(_when(dispute, step, calendar, on)),
            text(_cost(dispute, step)),
        )
        for step in steps
    )
    return Table("The ladder, and where we are", columns, rows)


def _when(dispute: Dispute, step: LadderStep, calendar: Calendar, on: date) -> str:
    done = [taken for taken in dispute.history if taken.step == step.step]
    if done and done[-1].verb == HEARD:
        return f"heard on {day_in_words(done[-1].on)}"
    if done and done[-1].meeting_on and dispute.stands_on == step.step:
        return f"on {day_in_words(done[-1].meeting_on)}: {days_left(done[-1].meeting_on, on)}"
    if done:
        return f"since {day_in_words(done[-1].on)}"
    if not dispute.is_open:
        return "not used"
    return _when_next(dispute, step, calendar, on)


def _when_next(dispute: Dispute, step: LadderStep, calendar: Calendar, on: date) -> str:
    verb = next((verb for verb, kind in STEP_OF.items() if kind == step.step), REFERRED)
    first, last = earliest_meeting(dispute, verb, calendar), latest_meeting(dispute, verb, on, calendar)
    if first:
        return f"from {day_in_words(first[0])} on, {first[1]}"
    if last:
        return f"once {TITLES[CORE_GROUP]} has heard it; no later than {step.within} after it is convened"
    if step.step == PROCEEDINGS and dispute.still_to_use:
        return "once the escalation process has been used"
    return "at any time" if step.step == ADJUDICATION else ""


def _cost(dispute: Dispute, step: LadderStep) -> str:
    if step.step == ADJUDICATION and dispute.adjudication is None and is_early(dispute) and step.early_cost:
        return f"now: {step.early_cost}; after escalation: {step.cost}"
    return step.cost


def _adjudicated(dispute: Dispute) -> list[Block]:
    found = dispute.adjudication
    if found is None:
        return []
    facts: list[tuple[str, str | Linked]] = [
        ("Adjudicator", found.adjudicator),
        ("How appointed", found.how + (f", {found.body}" if found.body else "")),
        ("Begun by", found.commenced_by),
    ]
    if found.early:
        facts.append(("Costs", f"It was early: the {found.payer} pays the whole fee and the other’s reasonable costs"))
    if found.decision:
        facts.append(("Decision", found.decision))
    if found.fee is not None:
        facts.append(("Fee and expenses", money(found.fee)))
    if found.other_costs is not None:
        facts.append(("The other party’s costs", money(found.other_costs)))
    if found.owed is not None:
        facts.append((f"The {found.payer} pays", money(found.owed)))
    return [Heading("Adjudication"), Facts(tuple(facts))]


def _settled(dispute: Dispute) -> list[Block]:
    found = dispute.settlement
    if found is None:
        return []
    paid = f"{money(found.amount)}, by the {found.payer}" if found.amount is not None else "Nothing"
    return [
        Heading("Settlement"),
        Facts(
            (
                ("Terms", found.terms),
                ("What is paid", paid),
                ("Proposed precedent", found.precedent or "None is proposed"),
                ("Settled", day_in_words(found.on)),
            )
        ),
    ]


def _history(dispute: Dispute) -> Table:
    columns = (Column("On", Cells.DATE), Column("What"), Column("By"), Column("Where"), Column("Words"))
    rows = tuple(
        (day(one.on), text(_verb(one)), text(one.party), text(one.where), text(one.reason)) for one in dispute.history
    )
    return Table("Steps, the first first", columns, rows)


def _verb(taken: Taken) -> str:
    until = f", for {day_in_words(taken.meeting_on)}" if taken.meeting_on else ""
    return f"{taken.verb.capitalize()}{until}"


def _exhibits(dispute: Dispute) -> list[Block]:
    if not dispute.exhibits:
        said = "Nothing is in the bundle yet. Add what shows the matter; what is not admissible is refused."
        return [Heading("The bundle"), Paragraph(said)]
    columns = (Column("No"), Column("What"), Column("Recorded under"), Column("By"), Column("Added", Cells.DATE))
    rows = tuple(
        (text(str(one.number)), text(one.title), text(one.clause), text(one.party), day(one.on))
        for one in dispute.exhibits
    )
    whole = Linked("The whole bundle", f"/agreements/{dispute.agreement}/disputes/{dispute.reference}/bundle")
    return [Heading("The bundle"), Table("Exhibits", columns, rows), Points((whole,))]


def _meanwhile(sealed: Sequence[tuple[str, str]]) -> list[Block]:
    if not sealed:
        return [Heading("Performance meanwhile"), Paragraph("No period was closed since the notice.")]
    return [Heading("Performance meanwhile"), Points(tuple(Linked(name, address) for name, address in sealed))]


def _on(when: date | None) -> str:
    return day_in_words(when) if when else "no day"

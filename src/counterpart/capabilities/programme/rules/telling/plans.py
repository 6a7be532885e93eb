"""Pure: the delivery plan as a document, which is a page and a file alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.programme.rules.plans import InForce, Plan, in_force
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.rules.cells import (
    Column,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Heading, Paragraph, Points
from counterpart.values.money import exact

CARRIED = Mark("Last year’s plan is still in force", (Shape.ALERT,), Tone.CAUTION)


def plan_page(agreement: str, plans: Sequence[Plan], template: Template, on: date) -> Document:
    """What is to be delivered now: the plan in force, and whether it is last year’s."""
    now = in_force(plans, on)
    blocks: list[Block] = [*_lead(now, plans, on)]
    if now:
        blocks += _content(now.plan, template)
    if len(plans) > 1:
        blocks += [Heading("Every plan that was agreed"), _every(agreement, plans)]
    return Document(
        title="Delivery plan",
        subtitle="What this year is for, and by what it is judged. It is part of the agreement.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def one_plan(agreement: str, plan: Plan, plans: Sequence[Plan], template: Template, on: date) -> Document:
    """The plan of one year, and where it stands on a day."""
    now = in_force(plans, on)
    stands = "It is in force." if now and now.plan == plan else "It is not in force today."
    lead = f"Agreed on {day_in_words(plan.agreed_on)}, as version {plan.version}. {stands}"
    return Document(
        title=f"Delivery plan of {plan.year.in_words}",
        subtitle="",
        subject=agreement,
        dated_on=on,
        blocks=(Paragraph(lead), *_content(plan, template)),
    )


def _lead(now: InForce | None, plans: Sequence[Plan], on: date) -> list[Block]:
    if now is None:
        coming = f" The one of {plans[0].year.in_words} is agreed, and begins with it." if plans else ""
        return [
            Paragraph(
                f"No delivery plan is in force.{coming} A manager of either side proposes the plan of a year here; "
                "it is in force once every party has agreed to it."
            )
        ]
    plan = now.plan
    if not now.carried:
        return [
            Paragraph(f"The plan of {plan.year.in_words} is in force, agreed on {day_in_words(plan.agreed_on)}."),
        ]
    words = (
        f"No plan is agreed for the year that runs. The plan of {plan.year.in_words} is in force until the next one "
        "is agreed, with its measures and targets."
    )
    return [Callout(CARRIED, words)]


def _content(plan: Plan, template: Template) -> list[Block]:
    blocks: list[Block] = [Heading("What the year is for"), Paragraph(plan.aims)]
    if plan.priorities:
        blocks += [Heading("What comes first"), Points(plan.priorities)]
    blocks.append(Heading("By what it is judged"))
    if not plan.measures:
        return [*blocks, Paragraph("No measure is named: the year is judged by the targets of the agreement itself.")]
    rows = []
    for measure in plan.measures:
        known = template.indicator(measure.indicator)
        unit = "%" if known and known.unit.value == "percent" else ""
        title = known.title if known else "No longer an indicator of the agreement"
        rows.append((text(measure.indicator), text(title), number(measure.target, unit)))
    columns = (Column("Indicator"), Column("What it measures"), Column("Target", Cells.NUMBER))
    return [*blocks, Table(f"Measures of {plan.year.in_words}", columns, tuple(rows))]


def _every(agreement: str, plans: Sequence[Plan]) -> Table:
    columns = (Column("Year"), Column("Version", Cells.NUMBER), Column("Agreed", Cells.DATE))
    newest: set[object] = set()
    rows = []
    for plan in plans:
        address = "" if plan.year in newest else f"/agreements/{agreement}/delivery-plan/{plan.year}"
        newest.add(plan.year)
        rows.append((text(plan.year.in_words, address), number(exact(str(plan.version))), day(plan.agreed_on)))
    return Table("Delivery plans", columns, tuple(rows))

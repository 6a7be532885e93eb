"""Pure: the registers of an agreement, and of all of somebody’s agreements, as documents."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.rules.risks import Measure, Movement, Risk, gravest_first, of_register
from counterpart.capabilities.risks.rules.rollup import Square, Summed, heat_map, rolled_up, scales_of
from counterpart.capabilities.risks.rules.telling.marks import (
    MOVED,
    STATES,
    are,
    band,
    count,
    many,
    review_mark,
    whose,
    worth,
)
from counterpart.capabilities.risks.rules.telling.pages import issues_told
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.risk_scales import RiskScale
from counterpart.engines.reporting.rules.cells import Cell, Column, Linked, Table, day_in_words, marked, number, text
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Points, Weight

HEAT_MAP = "Heat map: likelihood upwards, impact to the right"
MOST_NAMED = 3
"""How many risks a square names; the table of risks names them all."""


def registers(
    agreement: str, risks: Sequence[Risk], found: Sequence[Issue], reviews: Sequence[Clock], register: str, on: date
) -> Document:
    """What may go wrong, how grave it is, and what moved; of one register where one is asked for."""
    shown = [risk for risk in risks if register in ("", risk.register)]
    kept = gravest_first(risk for risk in shown if risk.is_kept)
    blocks: list[Block] = [Paragraph(_lead(kept, register), Weight.LEAD)]
    for scale in scales_of(kept):
        blocks += [
            Heading("Where the risks lie"),
            _map(agreement, scale, [risk for risk in kept if risk.scale == scale]),
        ]
        blocks.append(Paragraph(_reading(scale), Weight.NOTE))
    if kept:
        blocks += [Heading("The risks"), _risks(agreement, kept, on)]
        blocks += [Heading("Register by register"), _rolled_up(rolled_up(risks))]
    blocks += _reviews(agreement, reviews, on)
    blocks += issues_told(agreement, found)
    closed = [risk for risk in shown if not risk.is_kept]
    if closed:
        blocks += [Heading("Closed"), Points(tuple(_linked(agreement, risk) for risk in closed))]
    if risks:
        names = dict.fromkeys(risk.register for risk in risks)
        ways = [Linked("Every register", f"/agreements/{agreement}/risks")]
        ways += [Linked(f"Of {of_register(name)}", f"/agreements/{agreement}/risks?register={name}") for name in names]
        blocks += [Heading("Other registers"), Points(tuple(ways))]
    return Document(
        title=f"Risks and issues of {of_register(register)}" if register else "Risks and issues",
        subtitle="What may go wrong, how grave it is, whose it is, and what moved.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(kept: Sequence[Risk], register: str) -> str:
    of = f" in the register of {of_register(register)}" if register else ""
    if not kept:
        return f"No risk is entered{of}. A manager enters the first one here, or sends a register as a file."
    top = kept[0]
    said = f"{many(len(kept), 'risk')} {are(len(kept))} open{of}; the gravest is “{top.title}”, {top.current.worth}"
    said += f" ({top.scale.band(top.current.worth)})."
    up = sum(risk.moved is Movement.INCREASED for risk in kept)
    down = sum(risk.moved is Movement.REDUCED for risk in kept)
    without = sum(risk.review is None for risk in kept)
    said += f" {up} increased and {down} reduced when last scored."
    return said + (f" For {without} no review is set." if without else " Every one has a review set.")


def _map(agreement: str, scale: RiskScale, risks: Sequence[Risk]) -> Table:
    columns = (
        Column("Likelihood"),
        *(Column(f"{place} {name}", Cells.MARK) for place, name in enumerate(scale.impact, 1)),
    )
    rows = tuple(
        (text(f"{row[0].likelihood} {scale.likelihood[row[0].likelihood - 1]}"), *(_square(scale, one) for one in row))
        for row in heat_map(scale, risks)
    )
    return Table(HEAT_MAP, columns, rows)


def _square(scale: RiskScale, square: Square) -> Cell:
    words = f"{square.score} {square.band}{_lying(square)}"
    return marked(band(scale, square.score, words), words)


def _lying(square: Square) -> str:
    """The risks of a square by their numbers; where they are many, how many."""
    if not square.risks:
        return ""
    if len(square.risks) > MOST_NAMED:
        return f": {len(square.risks)} risks"
    return f": {', '.join(risk.known_as or risk.reference.removeprefix('RSK-') for risk in square.risks)}"


def _reading(scale: RiskScale) -> str:
    bands = [f"{one.name} from {one.begins}" for one in scale.bands]
    return (
        f"Each square says its score, its band and the risks that lie there, by their numbers. {scale.title}: "
        f"{', '.join(bands)}."
    )


def _risks(agreement: str, risks: Sequence[Risk], on: date) -> Table:
    columns = (
        Column("Reference"),
        Column("No"),
        Column("Risk"),
        Column("Likelihood"),
        Column("Impact"),
        Column("Score now", Cells.MARK),
        Column("Moved", Cells.MARK),
        Column("Target", Cells.NUMBER),
        Column("Whose"),
        Column("Review", Cells.MARK),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(risk.reference, f"/agreements/{agreement}/risks/{risk.reference}"),
            text(risk.known_as),
            text(risk.title),
            text(f"{risk.current.likelihood} {risk.scale.likelihood[risk.current.likelihood - 1]}"),
            text(f"{risk.current.impact} {risk.scale.impact[risk.current.impact - 1]}"),
            marked(band(risk.scale, risk.current.worth)),
            marked(MOVED[risk.moved]),
            number(worth(risk.score(Measure.TARGET))),
            text(whose(risk)),
            marked(review_mark(risk.review, on)),
            marked(STATES[risk.state]),
        )
        for risk in risks
    )
    return Table("Risks, the gravest first", columns, rows)


def _rolled_up(summed: Sequence[Summed]) -> Table:
    names = list(dict.fromkeys(name for one in summed for name, _ in one.bands))
    columns = (
        Column("Register"),
        Column("Open", Cells.NUMBER),
        *(Column(name.capitalize(), Cells.NUMBER) for name in names),
        Column("Highest", Cells.NUMBER),
        Column("Increased", Cells.NUMBER),
        Column("Reduced", Cells.NUMBER),
        Column("No review set", Cells.NUMBER),
    )
    rows = tuple(
        (
            text(of_register(one.register).removeprefix("the ").capitalize()),
            count(one.kept),
            *(count(dict(one.bands).get(name, 0)) for name in names),
            count(one.highest),
            count(one.increased),
            count(one.reduced),
            count(one.without_review),
        )
        for one in summed
    )
    return Table("Registers summed up", columns, rows)


def _reviews(agreement: str, reviews: Sequence[Clock], on: date) -> list[Block]:
    if not reviews:
        said = "None was put forward. Whoever keeps a register puts it forward here; then both review it."
        return [Heading("Reviewed by both"), Paragraph(said)]
    points = tuple(
        Linked(
            f"{one.what}: {one.standing(on)}, by {day_in_words(one.due_on)}",
            f"/agreements/{agreement}/clocks/{one.reference}",
        )
        for one in reviews
    )
    return [Heading("Reviewed by both"), Points(points)]


def across(found: Sequence[tuple[str, Sequence[Risk]]], on: date) -> Document:
    """The risks of several agreements together: those of each summed up, then the gravest of all."""
    kept = {name: [risk for risk in risks if risk.is_kept] for name, risks in found}
    every = gravest_first(risk for risks in kept.values() for risk in risks)
    if not every:
        blocks: tuple[Block, ...] = (Paragraph("No risk is open in any of your agreements.", Weight.LEAD),)
    else:
        top = every[0]
        lead = f"{many(len(every), 'risk')} {are(len(every))} open in your agreements; the gravest is “{top.title}” of "
        lead += f"{top.agreement}, {top.current.worth} ({top.scale.band(top.current.worth)})."
        columns = (
            Column("Agreement"),
            Column("Register"),
            Column("Open", Cells.NUMBER),
            Column("Highest", Cells.NUMBER),
            Column("Increased", Cells.NUMBER),
            Column("Reduced", Cells.NUMBER),
        )
        rows = tuple(
            (
                text(name, f"/agreements/{name}/risks"),
                text(of_register(one.register).removeprefix("the ").capitalize()),
                count(one.kept),
                count(one.highest),
                count(one.increased),
                count(one.reduced),
            )
            for name, risks in kept.items()
            for one in rolled_up(risks)
        )
        points = tuple(
            Linked(
                f"{risk.agreement}: {risk.title}, {risk.current.worth} {risk.scale.band(risk.current.worth)}",
                f"/agreements/{risk.agreement}/risks/{risk.reference}",
            )
            for risk in every[:10]
        )
        blocks = (
            Paragraph(lead, Weight.LEAD),
            Table("Registers summed up, by agreement", columns, rows),
            Heading("The gravest"),
            Points(points),
        )
    return Document(
        "Risks across agreements", "What may go wrong, of all that you have a part in.", "Risks", on, blocks
    )


def _linked(agreement: str, risk: Risk) -> Linked:
    return Linked(f"{risk.reference} {risk.title}", f"/agreements/{agreement}/risks/{risk.reference}")

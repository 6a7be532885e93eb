"""Pure: the options as a report tells them: who fell out and why, pros and cons, drivers, two axes, the funnel."""

from collections.abc import Iterator
from decimal import Decimal

from counterpart.capabilities.options.rules.facts import Appraisal, Axis, Standing
from counterpart.capabilities.options.rules.funnel import Poured
from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.engines.reporting.rules.cells import (
    NOTHING,
    Cell,
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Heading, Paragraph, Points

STANDS = {
    Standing.MEETS: Mark("Meets it", (Shape.TICK,), Tone.GOOD),
    Standing.POTENTIAL: Mark("Has potential", (Shape.DIAMOND,), Tone.CAUTION),
    Standing.FAILS: Mark("Fails it", (Shape.CROSS,), Tone.BAD),
}


def listing(found: Appraised) -> Iterator[Block]:
    yield Heading("Long list")
    yield _long_list(found)
    if found.appraisal.unnamed:
        unnamed = found.appraisal.unnamed
        yield Paragraph(f"{unnamed.count} more are not named here: {unnamed.because}.")
    yield from _fallen(found)
    yield from _judged(found.appraisal)
    if found.poured:
        yield from _funnel(found.poured)
    yield from _axes(found.appraisal)
    yield from _impacts(found)
    yield from _pros_and_cons(found)


def _long_list(found: Appraised) -> Table:
    kept = {option.id for option in found.shortlist.kept}
    rows = tuple(
        (
            text(option.name),
            text(option.what or NOTHING),
            text(
                f"on challenge, by {option.added_on_challenge_by}" if option.added_on_challenge_by else "from the first"
            ),
            text("looked at further" if option.id in kept else "fell out"),
        )
        for option in found.appraisal.options
    )
    return Table("Every option", (Column("Option"), Column("What it is"), Column("Listed"), Column("Then")), rows)


def _fallen(found: Appraised) -> Iterator[Block]:
    if not found.shortlist.fallen:
        return
    yield Heading("What fell out, and why", 2)
    rows = tuple(
        (text(fallen.option.name), text(hurdle), text(because))
        for fallen in found.shortlist.fallen
        for hurdle, because in fallen.reasons
    )
    yield Table("Options not looked at further", (Column("Option"), Column("Did not meet"), Column("Why")), rows)


def _judged(appraisal: Appraisal) -> Iterator[Block]:
    if not appraisal.hurdles:
        return
    rows = tuple(
        (
            text(option.name),
            text(hurdle.title),
            marked(STANDS[option.hurdles[hurdle.id].standing], option.hurdles[hurdle.id].standing.value),
            text(option.hurdles[hurdle.id].because),
        )
        for option in appraisal.options
        for hurdle in appraisal.hurdles
    )
    columns = (Column("Option"), Column("Hurdle"), Column("It", Kind.MARK), Column("Why"))
    yield Table("Every option at every hurdle; to have the potential is enough", columns, rows)


def _funnel(poured: Poured) -> Iterator[Block]:
    yield Heading("Funnel")
    names = ", ".join(option.name for option in poured.through) or "nothing"
    yield Paragraph(f"Compatible with every answer: {names}.")
    if poured.clashes:
        rows = tuple(
            (
                text(clash.option.name),
                text(clash.question.dimension),
                text(clash.question.question),
                text(clash.answer),
                text(clash.because),
            )
            for clash in poured.clashes
        )
        columns = (Column("Option"), Column("Dimension"), Column("Question"), Column("Answer"), Column("Why not"))
        yield Table("Incompatible, and why", columns, rows)
    if poured.unanswered:
        yield Paragraph("Not answered yet, so that nothing was ruled out by them:")
        yield Points(tuple(f"{question.question} ({question.dimension})" for question in poured.unanswered))


def _axes(appraisal: Appraisal) -> Iterator[Block]:
    placed = [
        (option.name, option.across, option.up)
        for option in appraisal.options
        if option.across is not None and option.up is not None
    ]
    if not (appraisal.axes and placed):
        return
    across, up = appraisal.axes.across, appraisal.axes.up
    yield Heading("On two axes")
    yield Paragraph(f"{across.title}: 0 is {across.low}, 100 {across.high}. {up.title}: 0 is {up.low}, 100 {up.high}.")
    columns = (Column("Option"), Column(across.title, Kind.NUMBER), Column(up.title, Kind.NUMBER), Column("Nearer to"))
    rows = tuple(
        (text(name), number(along), number(above), text(f"{_nearer(across, along)}, {_nearer(up, above)}"))
        for name, along, above in placed
    )
    yield Table("Where each option stands on the two axes, each from 0 to 100", columns, rows)


def _nearer(axis: Axis, place: Decimal) -> str:
    return axis.high if place > 50 else axis.low


def _impacts(found: Appraised) -> Iterator[Block]:
    if not found.appraisal.impacts:
        return
    yield Heading("What drives change, under each option")
    options = [
        option for option in found.appraisal.options if any(option.id in i.under for i in found.appraisal.impacts)
    ]
    rows = tuple(
        _impact(impact.driver, [impact.under.get(option.id, NOTHING) for option in options])
        for impact in found.appraisal.impacts
    )
    yield Table("Driver by option", (Column("Driver"), *(Column(option.name) for option in options)), rows)


def _impact(driver: str, under: list[str]) -> tuple[Cell, ...]:
    return (text(driver), *(text(words) for words in under))


def _pros_and_cons(found: Appraised) -> Iterator[Block]:
    told = [option for option in found.appraisal.options if option.pros or option.cons]
    if not told:
        return
    yield Heading("For and against")
    for option in told:
        yield Heading(option.name, 2)
        rows = tuple(
            (text(side), text(words))
            for side, all_ in (("for", option.pros), ("against", option.cons))
            for words in all_
        )
        yield Table(f"For and against: {option.name}", (Column("Side"), Column("What speaks so")), rows)

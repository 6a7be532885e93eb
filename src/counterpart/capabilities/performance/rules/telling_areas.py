"""Pure: the areas of an indicator, and the parts it was counted by, as documents: which differ beyond chance."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from counterpart.capabilities.performance.rules.charts import areas_of, beside_each_other, funnel_of
from counterpart.capabilities.performance.rules.funnel import Placed, Standing, share_of
from counterpart.capabilities.performance.rules.judged import Figure, IndicatorFacts
from counterpart.engines.reporting.rules.cells import Column, Kind, Mark, Shape, Table, Tone, marked, number, text
from counterpart.engines.reporting.rules.document import Block, Heading, Paragraph, Points, Weight

AMONG = {
    Standing.BETTER: Mark("Better than chance", (Shape.UP,), Tone.GOOD),
    Standing.WORSE: Mark("Worse than chance", (Shape.DIAMOND,), Tone.BAD),
    Standing.HIGHER: Mark("Higher than chance", (Shape.UP,), Tone.CAUTION),
    Standing.LOWER: Mark("Lower than chance", (Shape.DOWN,), Tone.CAUTION),
    Standing.CHANCE: Mark("No more than chance", (Shape.DOT,), Tone.PLAIN),
}
COLUMNS = (
    Column("So many", Kind.NUMBER),
    Column("Of", Kind.NUMBER),
    Column("Share", Kind.NUMBER),
    Column("Than the rest", Kind.MARK),
)


def areas_told(one: IndicatorFacts, figure: Figure) -> Iterator[Block]:
    """The areas that returned a figure, and of what was counted from rows each column it was counted by."""
    when = one.periods[0]
    yield from _told("Area", when.in_words, areas_of(one, when))
    for along in figure.get("measured", {}).get("by", ()):
        parts = [(part["part"], Decimal(part["numerator"]), Decimal(part["denominator"])) for part in along["parts"]]
        column = along["column"].replace("_", " ").capitalize()
        yield from _told(column, when.in_words, beside_each_other(one.indicator, parts))
        if along["kept_back"]:
            said = f"{column}: {along['kept_back']} not shown, so that no figure tells of few people."
            yield Paragraph(said, Weight.NOTE)


def _told(column: str, when: str, placed: Sequence[Placed]) -> Iterator[Block]:
    if not placed:
        return
    beyond = [one for one in placed if one.standing is not Standing.CHANCE]
    yield Heading(f"By {column.lower()}, {when}")
    yield Points(tuple(one.because for one in beyond)) if beyond else Paragraph("None differs by more than chance.")
    yield funnel_of(placed)
    rows = tuple(
        (
            text(one.area.name),
            number(Decimal(one.area.numerator)),
            number(Decimal(one.area.denominator)),
            number(share_of(one.area.numerator, one.area.denominator), "%"),
            marked(AMONG[one.standing]),
        )
        for one in placed
    )
    yield Table(f"By {column.lower()}", (Column(column), *COLUMNS), rows)

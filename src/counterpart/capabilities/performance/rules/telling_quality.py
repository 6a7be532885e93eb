"""Pure: how good the data are, as a document: what was found of each return on six dimensions, and why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.performance.rules.returning import Dimension, Quality, Return
from counterpart.capabilities.performance.rules.telling import QUALITIES
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.reporting.rules.cells import Cell, Column, Kind, Table, marked, number, text
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Points, Weight

SOURCE = (
    "The six dimensions are those of the Audit Commission, Improving information to support decision making (2007). "
    "What is found less than good is found so for a reason."
)
NONE_YET = "No return has been assured yet. Once its owner has signed one, the performance officer assures it."
MOST = 120


def quality_told(agreement: str, returns: Sequence[Return], indicators: Sequence[Indicator], on: date) -> Document:
    """How good the data are: doubts first, then each return that was assured, and what nobody has assured."""
    assured = [one for one in returns if one.judgements()]
    if not assured:
        return Document("How good the data are", NONE_YET, agreement, on, ())
    blocks: list[Block] = [Paragraph(_lead(assured), Weight.LEAD), _by_dimension(assured), *_reasons(assured)]
    blocks += [_by_return(assured[:MOST]), *_never(assured, returns, indicators), Paragraph(SOURCE, Weight.NOTE)]
    return Document("How good the data are", "", agreement, on, tuple(blocks))


def _lead(assured: Sequence[Return]) -> str:
    good = sum(all(found.quality is Quality.GOOD for found in one.judgements()) for one in assured)
    noun = "return that was" if len(assured) == 1 else f"{len(assured)} returns that were"
    return f"Of the {noun} assured, {good or 'none'} {'was' if good < 2 else 'were'} found good on all six dimensions."


def _by_dimension(assured: Sequence[Return]) -> Table:
    found = [judged for one in assured for judged in one.judgements()]
    rows = tuple(
        (
            text(dimension.value.capitalize()),
            *(
                number(Decimal(sum(j.dimension is dimension and j.quality is quality for j in found)))
                for quality in Quality
            ),
        )
        for dimension in Dimension
    )
    columns = (Column("Dimension"), *(Column(QUALITIES[quality].words, Kind.NUMBER) for quality in Quality))
    return Table("By dimension, returns", columns, rows)


def _reasons(assured: Sequence[Return]) -> list[Block]:
    """What was found less than good, and why."""
    doubts = [(one, judged) for one in assured for judged in one.judgements() if judged.quality is not Quality.GOOD]
    if not doubts:
        return []
    rows = tuple(
        (
            _return(one),
            text(f"{one.indicator} {one.title}"),
            text(one.period),
            text(judged.dimension.value.capitalize()),
            marked(QUALITIES[judged.quality]),
            text(judged.reason),
        )
        for one, judged in doubts[:MOST]
    )
    columns = (Column("Return"), Column("Indicator"), Column("Period"), Column("Dimension"))
    return [
        Heading("What was found less than good"),
        Table("Doubts, newest first", (*columns, Column("Found", Kind.MARK), Column("Why")), rows),
    ]


def _by_return(assured: Sequence[Return]) -> Table:
    rows = tuple(
        (
            _return(one),
            text(f"{one.indicator} {one.title}"),
            text(one.period),
            *(marked(QUALITIES[judged.quality]) for judged in one.judgements()),
        )
        for one in assured
    )
    columns = (Column("Return"), Column("Indicator"), Column("Period"))
    return Table(
        "Every return that was assured",
        (*columns, *(Column(dimension.value.capitalize(), Kind.MARK) for dimension in Dimension)),
        rows,
    )


def _return(one: Return) -> Cell:
    return text(one.reference, f"/agreements/{one.agreement}/returns/{one.reference}")


def _never(assured: Sequence[Return], returns: Sequence[Return], indicators: Sequence[Indicator]) -> list[Block]:
    """The indicators of which returns came in that nobody has ever assured."""
    looked_at = {one.indicator for one in assured}
    came = {one.indicator for one in returns if one.digest}
    never = [one for one in indicators if one.code in came - looked_at]
    if not never:
        return []
    return [
        Heading("Never assured"),
        Points(tuple(f"{one.code} {one.title}" for one in never)),
    ]

"""Pure: an appraisal as a report: the conclusion first, then what it rests on, then what fell out and why."""

from collections.abc import Iterator

from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.telling.choosing import chosen
from counterpart.capabilities.options.rules.telling.going import going
from counterpart.capabilities.options.rules.telling.listing import listing
from counterpart.capabilities.options.rules.telling.money import money
from counterpart.capabilities.options.rules.telling.weighing import weighing
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone, day_in_words
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Paragraph, Weight

NOTE = Mark("Note", (Shape.DOT,), Tone.PLAIN)


def told(found: Appraised) -> Document:
    """The whole appraisal as a document."""
    appraisal = found.appraisal
    return Document(
        title=appraisal.title,
        subtitle=appraisal.question,
        subject="Options appraisal",
        dated_on=appraisal.dated_on,
        blocks=tuple(_blocks(found)),
        foot=f"{appraisal.title}, {day_in_words(appraisal.dated_on)}",
    )


def _blocks(found: Appraised) -> Iterator[Block]:
    if found.appraisal.note:
        yield Callout(NOTE, found.appraisal.note)
    yield from chosen(found)
    yield from weighing(found)
    yield from money(found)
    yield from listing(found)
    yield from going(found)
    if found.appraisal.source:
        yield Paragraph(f"Source: {found.appraisal.source}.", Weight.NOTE)

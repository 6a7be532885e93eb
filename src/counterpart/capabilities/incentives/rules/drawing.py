"""Pure: draws the statement of a period from its books: worked out, waived, beside the one it corrects."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counterpart.capabilities.incentives.rules.facts import Book
from counterpart.capabilities.incentives.rules.statements import Line, Statement, Waiver, content_of, lines_of
from counterpart.capabilities.incentives.rules.working import EVERY, work_out
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal


@dataclass(frozen=True)
class Drawn:
    """A statement as it would be drawn: its book, lines, content and the digest of it."""

    book: Book
    lines: tuple[Line, ...]
    content: Mapping[str, Any]
    digest: str


def drawn(
    template: Template,
    books: Sequence[Book],
    seals: Mapping[str, int],
    waivers: Sequence[Waiver],
    final: Statement | None,
    *,
    digest: Callable[[Any], str],
) -> Drawn:
    """The statement of the last of some books. Drawn from the same, it is the same, down to its digest.

    What corrects a final statement comes with what that one says, so that what is due is the difference.
    """
    wanting: dict[str, Refusal] = {}
    worked = work_out(template, books, wanting=wanting)[-1]
    lines = lines_of(template, worked, waivers, final)
    rested = {str(book.period): seals[str(book.period)] for book in books if str(book.period) in seals}
    content = content_of(template, books[-1].period, lines, rested, wanting, final.reference if final else "")
    return Drawn(books[-1], lines, content, digest(content))


def drawable(template: Template, when: Period, what: str = "No statement was drawn") -> Refusal | None:
    """Refuses a period for which the agreement works out no money."""
    kind = EVERY.get(when.kind)
    if any(terms.every == kind for terms in template.money):
        return None
    kinds = sorted({terms.every for terms in template.money})
    fact = f"{when.in_words} is none of them" if kinds else "the agreement has no rules of money"
    rule = f"{template.name} works out money each {' and each '.join(kinds)}" if kinds else template.name
    next_step = "Choose such a period." if kinds else "Change the agreement, if money is to follow from performance."
    return Refusal("statement.no-money", what, fact, rule, next_step)

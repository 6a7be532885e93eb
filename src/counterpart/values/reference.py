"""Names by which a subject is known everywhere, in text: agreements, numbered subjects, indicator codes."""

import re
from dataclasses import dataclass

_AGREEMENT = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*", re.ASCII | re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<kind>[A-Z]{2,5})-(?P<year>\d{4})-(?P<number>\d{4,9})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A numbered subject, such as DSP-2031-0007: the kind of thing, the year it was opened, its number that year."""

    kind: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.year:04}-{self.number:04}"


def reference(text: str) -> Reference:
    """The subject a reference names. Raises ValueError where the text is not a reference."""
    form = _NUMBERED.fullmatch(text.strip())
    if form is None:
        raise ValueError(f"“{text}” is not a reference: write it like DSP-2031-0007")
    return Reference(form["kind"].upper(), int(form["year"]), int(form["number"]))


def agreement_reference(text: str) -> str:
    """An agreement's reference in the one form it is kept in: capitals, digits and hyphens, 40 at the most.

    Raises ValueError where the text is no such name.
    """
    name = text.strip()
    if len(name) > 40 or not _AGREEMENT.fullmatch(name):
        raise ValueError(
            f"“{text}” is not an agreement's reference: use letters, digits and hyphens, such as FIVE-BOROUGHS"
        )
    return name.upper()


def folded(text: str) -> str:
    """Text as it is matched: without case, spaces or punctuation, so that “BV 66a” is “bv66a”."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())

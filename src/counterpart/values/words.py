"""Texts that people give: one line of plain characters, no longer than it has room for, in one form (NFC)."""

from unicodedata import category, normalize

from counterpart.values.refusal import Refusal, Refused, shown

_NOT_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, lone surrogates, and the separators of lines and paragraphs."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what stands after them, so that it reads otherwise than it is."""


def is_hidden(letter: str) -> bool:
    """Whether a character cannot be seen, or changes how others are seen: it has no place in a text people give."""
    return letter in _OVERRIDES or category(letter) in _NOT_TEXT


def tidy(text: str) -> str:
    """A text in the form it is kept in: without spaces at its ends, composed (NFC)."""
    return normalize("NFC", text).strip()


def unfit(text: str, *, longest: int) -> tuple[str, str] | None:
    """What was found in a text and what was wanted, where it cannot be kept; None where it can, or is blank."""
    kept = tidy(text)
    if hidden := [letter for letter in kept if is_hidden(letter)]:
        return f"the control character U+{ord(hidden[0]):04X}", "plain text on one line"
    if len(kept) > longest:
        return f"{len(kept):,} characters", f"{longest:,} at the most"
    return None


def words(text: str, *, what: str, longest: int) -> str:
    """A text as it is kept. Raises Refused, naming it by `what`, where it is blank, too long or not plain."""
    if not tidy(text):
        raise Refused(_refusal(what, "nothing was written", "it cannot be blank", "Write it out."))
    if faults := unfit(text, longest=longest):
        found, wanted = faults
        raise Refused(_refusal(what, f"it has {found}", f"{wanted} is kept", "Write it otherwise and try again."))
    return tidy(text)


def address(text: str) -> str:
    """An e-mail address, in small letters. Raises Refused where the text does not look like one."""
    kept = words(text, what="The e-mail address", longest=254)
    before, at, after = kept.partition("@")
    if not (before and at and after) or "@" in after or " " in kept:
        fact = f"{shown(kept)} is not an e-mail address"
        next_step = "Write it like officer@council.example."
        raise Refused(_refusal("The e-mail address", fact, "one @, with something on either side", next_step))
    return kept.lower()


def _refusal(what: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code="words.unfit", what=f"{what} was not accepted", fact=fact, rule=rule, next_step=next_step)

"""Pure: which passwords others would try first (NCSC: length and a list of common ones, no composition, no expiry)."""

import re
from collections.abc import Container, Iterable

from counterpart.values.refusal import Refusal

SHORTEST_PASSWORD = 12
FEWEST_CHARACTERS, FEWEST_BESIDE, SHORTEST_WORD = 5, 6, 4
"""How many different characters a password has; how many beside one's own name; and what counts as a word of it."""
_ENDS = "0123456789!?.,-_*#@$%&+ "
_ROWS = ("abcdefghijklmnopqrstuvwxyz" * 2, "0123456789" * 4, "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb")


def guessed_first(password: str, *, common: Container[str], own: Iterable[str]) -> str | None:
    """Why others would try a password first, in words: a common one, a row of keys, or one's own name or address."""
    folded = password.casefold()
    unit = next(folded[:n] for n in range(1, len(folded) + 1) if folded[:n] * (len(folded) // n) == folded)
    if len(set(folded)) < FEWEST_CHARACTERS:
        return f"It has fewer than {FEWEST_CHARACTERS} different characters."
    if unit in common or unit.strip(_ENDS) in common:
        return "It is a common password, repeated or with something added at its ends."
    if any(folded in row or folded in row[::-1] for row in _ROWS):
        return "It is a row of keys or letters."
    rest = folded
    for word in sorted(_words_in(own), key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest != folded and sum(letter.isalnum() for letter in rest) < FEWEST_BESIDE:
        return "It is little more than your name or address."
    return None


def unfit_password(faults: Iterable[str]) -> Refusal:
    """Why a password was not taken: each of its faults, in words."""
    return Refusal(
        code="password.unfit",
        what="The password was not set",
        fact="; ".join(f"{fault[0].lower()}{fault[1:].rstrip('.')}" for fault in faults),
        rule=f"a password has at least {SHORTEST_PASSWORD} characters, and is not one that others would try first",
        next_step="Three random words make a good one. Choose another and set it again.",
    )


def _words_in(texts: Iterable[str]) -> set[str]:
    found = {word for text in texts for word in re.split(r"[^\w]|_", text.casefold())}
    return {word for word in found if len(word) >= SHORTEST_WORD}

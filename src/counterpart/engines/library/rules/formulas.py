"""Indicators computed from others: a small language of sums, and its circles. Pure.

Written as people write it: `[BV 66a] + [BV 66b]`, `A ÷ (B + C) × 100`, `max(A, B)`. A code with anything but letters
and digits in it stands in square brackets. Known are + − × ÷ (also - * /), min, max, numbers and parentheses; × and ÷
come before + and −, and what is equal is taken from the left.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from counterpart.values.money import exact
from counterpart.values.reference import folded

WANTED = "a formula over indicators, such as [BV 66a] + [BV 66b] or A ÷ (B + C)"
LONGEST, DEEPEST = 500, 30
_TOKENS = re.compile(
    r"\s*(?:\[(?P<code>[^\[\]]+)\]|(?P<number>\d[\d.]*)|(?P<word>[A-Za-z][A-Za-z0-9]*)|(?P<sign>[-+*/()×÷−,]))"
)
_SIGNS = {"-": "−", "*": "×", "/": "÷"}


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Other:
    """Another indicator, by its code."""

    code: str


@dataclass(frozen=True)
class Sum:
    """Two or more terms under a sign, or under min or max."""

    sign: str
    terms: tuple["Formula", ...]


Formula = Number | Other | Sum


@lru_cache(maxsize=4096)
def formula(text: str) -> Formula:
    """What a text computes. Raises ValueError, saying why, where it is no formula."""
    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text):,} characters, and {LONGEST} are the most")
    reading = _Reading(tuple(_tokens(text)))
    found = reading.sum()
    reading.ends()
    return found


def codes_in(told: Formula) -> Iterator[str]:
    """The codes of the indicators a formula is over, in its order."""
    match told:
        case Other(code):
            yield code
        case Sum(_, terms):
            for term in terms:
                yield from codes_in(term)


def circle(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The first way from an indicator back to itself, named code by code; nothing where there is no circle."""
    over = {folded(code): [folded(other) for other in codes_in(told)] for code, told in formulas.items()}
    written = {folded(code): code for code in formulas}
    sound: set[str] = set()
    for start in over:
        if found := _way_back(start, over, (), sound):
            return tuple(written[code] for code in found)
    return ()


def _way_back(code: str, over: Mapping[str, list[str]], way: tuple[str, ...], sound: set[str]) -> tuple[str, ...]:
    if code in way:
        return (*way[way.index(code) :], code)
    if code in sound or code not in over:
        return ()
    for other in over[code]:
        if found := _way_back(other, over, (*way, code), sound):
            return found
    sound.add(code)
    return ()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while text[at:].strip():
        token = _TOKENS.match(text, at)
        if token is None:
            raise ValueError(f"“{text[at:].strip()[:20]}” cannot be read")
        kind = str(token.lastgroup)
        yield kind, _SIGNS.get(token[kind], token[kind].strip())
        at = token.end()


class _Reading:
    """One reading of one formula, from the left."""

    def __init__(self, tokens: tuple[tuple[str, str], ...]) -> None:
        self.tokens = tokens
        self.at = self.deep = 0

    def sum(self) -> Formula:
        self.deep += 1
        if self.deep > DEEPEST:
            raise ValueError(f"it has more than {DEEPEST} parentheses within each other")
        found = self._row("+−", lambda: self._row("×÷", self._term))
        self.deep -= 1
        return found

    def ends(self) -> None:
        if self.at < len(self.tokens):
            raise ValueError(f"“{self.tokens[self.at][1]}” stands where nothing more was wanted")

    def _row(self, signs: str, part: Callable[[], "Formula"]) -> Formula:
        found = part()
        while (sign := self._sign()) and sign in signs:
            self.at += 1
            found = Sum(sign, (found, part()))
        return found

    def _term(self) -> Formula:
        if self.at >= len(self.tokens):
            raise ValueError("it ends where an indicator or a number was wanted")
        kind, said = self.tokens[self.at]
        self.at += 1
        match kind:
            case "number":
                return Number(Fraction(exact(said)))
            case "code":
                return Other(said)
            case "word":
                return self._least_or_most(said) if said in ("min", "max") else Other(said)
        if said == "(":
            found = self.sum()
            self._take(")")
            return found
        raise ValueError(f"“{said}” stands where an indicator or a number was wanted")

    def _least_or_most(self, word: str) -> Formula:
        self._take("(")
        terms = [self.sum()]
        while self._sign() == ",":
            self.at += 1
            terms.append(self.sum())
        self._take(")")
        return Sum(word, tuple(terms))

    def _sign(self) -> str:
        kind, said = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        return said if kind == "sign" else ""

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise ValueError(f"a “{sign}” is wanting")
        self.at += 1

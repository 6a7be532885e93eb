"""What may be said of a row of data, in a small whitelisted part of SQL, as plain frozen data. Pure.

Known are columns, texts, numbers, yes and no (true, false), = <> < <= > >=, between, in, is null, and, or, not, and
`days_between(from, to)`, the whole days from one column's day to another's. Nothing else is let through. What is not
known of a row is not known of what is said over it, as in SQL.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from counterpart.values.money import exact
from counterpart.values.refusal import shown

WANTED = "a test of a row, such as completed_at <= target_at and status = 'completed'"
LONGEST, DEEPEST = 1_000, 25
DAYS_BETWEEN = "days_between"
TEXT, NUMBER, DATE, MOMENT, YES_NO = "text", "number", "date", "moment", "yes or no"
_DAYS = (DATE, MOMENT)
_KIN = {"choice": TEXT, "count": NUMBER}


@dataclass(frozen=True)
class Column:
    name: str


@dataclass(frozen=True)
class Literal:
    value: str | Decimal | bool | date


@dataclass(frozen=True)
class Comparison:
    """Two sides compared: = <> < <= > >=."""

    sign: str
    left: "Said"
    right: "Said"


@dataclass(frozen=True)
class Among:
    """Whether a side is one of some."""

    what: "Said"
    those: tuple[Literal, ...]


@dataclass(frozen=True)
class Unknown:
    """Whether nothing is known of a side."""

    what: "Said"


@dataclass(frozen=True)
class Both:
    left: "Said"
    right: "Said"


@dataclass(frozen=True)
class Either:
    left: "Said"
    right: "Said"


@dataclass(frozen=True)
class Not:
    what: "Said"


@dataclass(frozen=True)
class DaysBetween:
    earlier: Column
    later: Column


Said = Column | Literal | Comparison | Among | Unknown | Both | Either | Not | DaysBetween


@lru_cache(maxsize=4096)
def said(text: str) -> Said:
    """What a text says of a row. Raises ValueError, saying why, where it is not in the language."""
    from sqlglot import errors, parse  # a fifth of a second, which a command that measures nothing need not wait for

    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text):,} characters, and {LONGEST:,} are the most")
    try:
        (tree,) = parse(text, read="duckdb")
    except (errors.SqlglotError, RecursionError, ValueError):
        raise ValueError("it cannot be read") from None
    if tree is None:
        raise ValueError("it is empty")
    return _of(tree, 0)


def columns_in(told: Said) -> Iterator[str]:
    """The columns something is said of."""
    match told:
        case Column(name):
            yield name
        case Comparison(_, left, right) | Both(left, right) | Either(left, right) | DaysBetween(left, right):
            yield from columns_in(left)
            yield from columns_in(right)
        case Among(what, _) | Unknown(what) | Not(what):
            yield from columns_in(what)


def fitted(told: Said, types: Mapping[str, str], *, wanted: str = YES_NO) -> Said:
    """The same with its days read as days, once every column is known and nothing is compared with another kind.

    Raises ValueError, saying what does not fit. `types` are those of the columns, as kinds of file state them.
    """
    found = _fitted(told, types)
    if (kind := _type(found, types)) != wanted:
        raise ValueError(f"it says {kind}, where {wanted} was wanted")
    return found


def _of(tree: Any, deep: int) -> Said:
    name = type(tree).__name__
    if deep > DEEPEST:
        raise ValueError(f"it has more than {DEEPEST} parts within each other")
    if name == "Paren":
        return _of(tree.this, deep + 1)
    read = _READERS.get(name)
    if read is None:
        raise ValueError(f"{shown(tree.sql())} is not in the language of measures")
    return read(tree, deep + 1)


def _two(made: Callable[[Said, Said], Said]) -> Callable[[Any, int], Said]:
    return lambda tree, deep: made(_of(tree.left, deep), _of(tree.right, deep))


def _test(sign: str) -> Callable[[Any, int], Said]:
    return _two(lambda left, right: Comparison(sign, left, right))


def _column(tree: Any, deep: int) -> Said:
    if len(tree.parts) > 1:
        raise ValueError(f"{shown(tree.sql())} is not a column’s plain name")
    return Column(tree.name)


def _literal(tree: Any, deep: int) -> Said:
    return Literal(tree.this if tree.is_string else exact(tree.this))


def _negative(tree: Any, deep: int) -> Said:
    found = _of(tree.this, deep)
    if not isinstance(found, Literal) or not isinstance(found.value, Decimal):
        raise ValueError("a minus stands before numbers only")
    return Literal(-found.value)


def _between(tree: Any, deep: int) -> Said:
    what = _of(tree.this, deep)
    low, high = _of(tree.args["low"], deep), _of(tree.args["high"], deep)
    return Both(Comparison(">=", what, low), Comparison("<=", what, high))


def _among(tree: Any, deep: int) -> Said:
    those = [_of(one, deep) for one in tree.expressions]
    if not those or not all(isinstance(one, Literal) for one in those):
        raise ValueError("“in” wants a list of texts or numbers")
    return Among(_of(tree.this, deep), tuple(one for one in those if isinstance(one, Literal)))


def _is(tree: Any, deep: int) -> Said:
    if type(tree.expression).__name__ != "Null":
        raise ValueError("“is” wants null or not null")
    return Unknown(_of(tree.this, deep))


def _call(tree: Any, deep: int) -> Said:
    given = [_of(one, deep) for one in tree.expressions]
    columns = [one for one in given if isinstance(one, Column)]
    if tree.name.casefold() != DAYS_BETWEEN or len(given) != 2 or len(columns) != 2:
        raise ValueError(f"{shown(tree.sql())} is not in the language: {DAYS_BETWEEN}(one column, another) is")
    return DaysBetween(*columns)


_READERS: Mapping[str, Callable[[Any, int], Said]] = {
    "Column": _column,
    "Literal": _literal,
    "Boolean": lambda tree, deep: Literal(bool(tree.this)),
    "Neg": _negative,
    "EQ": _test("="),
    "NEQ": _test("<>"),
    "LT": _test("<"),
    "LTE": _test("<="),
    "GT": _test(">"),
    "GTE": _test(">="),
    "And": _two(Both),
    "Or": _two(Either),
    "Not": lambda tree, deep: Not(_of(tree.this, deep)),
    "Between": _between,
    "In": _among,
    "Is": _is,
    "Anonymous": _call,
}


def _type(told: Said, types: Mapping[str, str]) -> str:
    match told:
        case Column(name):
            return _KIN.get(types[name], types[name])
        case Literal(value):
            kinds = {str: TEXT, Decimal: NUMBER, bool: YES_NO, date: DATE}
            return kinds[type(value)]
        case DaysBetween():
            return NUMBER
    return YES_NO


def _fitted(told: Said, types: Mapping[str, str]) -> Said:
    match told:
        case Not(what):
            return Not(fitted(what, types))
        case Both(left, right):
            return Both(fitted(left, types), fitted(right, types))
        case Either(left, right):
            return Either(fitted(left, types), fitted(right, types))
    return _fitted_part(told, types)


def _fitted_part(told: Said, types: Mapping[str, str]) -> Said:
    """What joins no tests: a test of its own, or a side of one."""
    match told:
        case Comparison(sign, left, right):
            return Comparison(sign, *_alike(_fitted(left, types), _fitted(right, types), types))
        case Among(what, those):
            side = _fitted(what, types)
            pairs = [_alike(side, one, types)[1] for one in those]
            return Among(side, tuple(one for one in pairs if isinstance(one, Literal)))
        case Unknown(what):
            return Unknown(_fitted(what, types))
    _known(told, types)
    return told


def _known(told: Said, types: Mapping[str, str]) -> None:
    for name in columns_in(told):
        if name not in types:
            raise ValueError(f"there is no column {shown(name)}; there are {', '.join(types)}")
        if isinstance(told, DaysBetween) and types[name] not in _DAYS:
            raise ValueError(f"{shown(name)} is no day or moment")


def _alike(left: Said, right: Said, types: Mapping[str, str]) -> tuple[Said, Said]:
    """Two sides that can be compared: of one kind, a text beside a day being read as a day."""
    kinds = _type(left, types), _type(right, types)
    if kinds[0] in _DAYS and kinds[1] in _DAYS:
        return left, right
    if kinds[0] in _DAYS and isinstance(right, Literal):
        return left, _day(right)
    if kinds[1] in _DAYS and isinstance(left, Literal):
        return _day(left), right
    if kinds[0] != kinds[1]:
        raise ValueError(f"{kinds[0]} is compared with {kinds[1]}")
    return left, right


def _day(told: Literal) -> Literal:
    try:
        return Literal(date.fromisoformat(str(told.value)))
    except ValueError:
        raise ValueError(
            f"{shown(str(told.value))} is compared with a day, and is none: write it like 2010-09-30"
        ) from None

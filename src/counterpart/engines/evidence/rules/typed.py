"""Pure: a cell as the kind of its column holds it, in the one text in which it is kept, counted and hashed."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from counterpart.engines.evidence.rules.forms import EARLIEST, LATEST, day_text, moment_text
from counterpart.engines.evidence.rules.mapping import Mapping
from counterpart.engines.evidence.rules.tables import Column, Type
from counterpart.values.money import exact
from counterpart.values.reference import folded
from counterpart.values.words import tidy, unfit

LONDON = ZoneInfo("Europe/London")
WHOLE_DIGITS = 12
"""The most digits of a number before its point: a thousand billion less one."""
A_MOMENT = "a moment, such as 2023-04-30 09:15 (in London) or 2023-04-30T09:15:00Z"
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[ T](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<part>\d{1,6}))?)?"
    r" ?(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_SPACE = re.compile(r"[\t\r\n]+")
_YES = {folded(word): "yes" for word in ("yes", "y", "true", "1")}
_YES_NO = _YES | {folded(word): "no" for word in ("no", "n", "false", "0")}


class Unfit(ValueError):
    """A cell that does not hold what its column wants: what was found, where it is not the cell itself; and what was.

    `wanted` is the text of the error.
    """

    def __init__(self, wanted: str, found: str | None = None) -> None:
        super().__init__(wanted)
        self.found = found


def typed(column: Column, text: str, declared: Mapping | None = None) -> str:
    """A filled cell in its kept form: 12.50, 2023-04-30, 2023-04-30 08:15:00 (UTC), yes. Raises Unfit."""
    if text in ERRORS:
        raise Unfit("a value: this is an error of the spreadsheet")
    match column.type:
        case Type.NUMBER:
            return _number(column, text)
        case Type.COUNT:
            return _count(text)
        case Type.DATE:
            return _day(text, declared)
        case Type.MOMENT:
            return _moment(text, declared)
        case Type.YES_NO:
            return _yes_or_no(text)
        case Type.CHOICE:
            return _choice(column, text)
    return _words(column, text)


def _words(column: Column, text: str) -> str:
    """Words on one line, composed (NFC): an end of line or a tab within a cell is a space."""
    line = _SPACE.sub(" ", text)
    if fault := unfit(line, longest=column.longest):
        raise Unfit(fault[1], fault[0])
    return tidy(line)


def _number(column: Column, text: str) -> str:
    wanted = f"a number with {column.places} decimal places at the most"
    try:
        number = exact(text)
    except ValueError:
        raise Unfit(f"{wanted}, such as 1234.5") from None
    kept = number.quantize(Decimal(1).scaleb(-column.places)) if _places(number) <= column.places else None
    if kept is None or abs(number) >= 10**WHOLE_DIGITS:
        raise Unfit(f"{wanted} and {WHOLE_DIGITS} digits before the point")
    return format(kept if kept else abs(kept), "f")


def _places(number: Decimal) -> int:
    digits = format(number, "f").partition(".")[2].rstrip("0")
    return len(digits)


def _count(text: str) -> str:
    bare = text.removesuffix(".0")
    if not _COUNT.fullmatch(bare):
        raise Unfit("a whole number, 0 or more")
    return str(int(bare))


def _day(text: str, declared: Mapping | None) -> str:
    try:
        return day_text(text, declared)
    except ValueError as wanted:
        raise Unfit(str(wanted)) from None


def _moment(text: str, declared: Mapping | None) -> str:
    """A moment in UTC. Without an offset it is the time in London, or in the zone declared, the earlier one where the
    clocks showed it twice."""
    zone = ZoneInfo(declared.zone) if declared else LONDON
    try:
        form = _MOMENT.fullmatch(moment_text(text, declared))
        found = datetime.fromisoformat(_iso(form)) if form else None
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found.date() <= LATEST:
        raise Unfit(A_MOMENT)
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
        if found.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != found.replace(tzinfo=None):
            raise Unfit(f"a time that there was: the clocks in {_place(zone)} went forward over it")
    return str(found.astimezone(UTC).replace(tzinfo=None))


def _place(zone: ZoneInfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ")


def _iso(form: re.Match[str]) -> str:
    offset = form["offset"] or ""
    if offset and offset != "Z":
        offset = f"{offset[:3]}:{offset[-2:] if len(offset) > 3 else '00'}"
    part = f".{form['part'].ljust(6, '0')}" if form["part"] else ""
    clock = f"{form['hour'] or '00'}:{form['minute'] or '00'}:{form['second'] or '00'}"
    return f"{form['day']}T{clock}{part}{offset.replace('Z', '+00:00')}"


def _yes_or_no(text: str) -> str:
    try:
        return _YES_NO[folded(text)]
    except KeyError:
        raise Unfit("yes or no") from None


def _choice(column: Column, text: str) -> str:
    for choice in column.choices:
        if folded(choice) == folded(text):
            return choice
    raise Unfit(f"one of {', '.join(column.choices)}")

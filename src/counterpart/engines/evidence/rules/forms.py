"""Pure: cells written as publishers write them, as a mapping declares, brought to the one form that is kept.

Each raises ValueError, saying what was wanted, where a cell is not plainly what it should be.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from counterpart.engines.evidence.rules.mapping import DateOrder, Mapping
from counterpart.values.money import WIDE

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
A_DAY = "a day, such as 2023-04-30"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?", re.ASCII)
_NUMBERED = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: (\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?))?", re.ASCII
)
_NAMED = re.compile(
    r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}|\d{2})(?: (\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?))?", re.ASCII
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
_MONEY = re.compile(r"(?P<minus>[+-]?)£?\s?(?P<minus2>-?)(?P<number>[0-9.,]+)", re.ASCII)
_PLAIN = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,30})?")
_BEFORE_SERIALS = date(1899, 12, 30)


def day_text(text: str, declared: Mapping | None) -> str:
    """A day as it is written (2023-04-30, and as declared 30/04/2023, 30-Apr-23 or 45046), as 2023-04-30."""
    found, clock = _parted(text, declared)
    if clock and not (declared and declared.drop_times):
        raise ValueError(f"{A_DAY}, without a time")
    return found.isoformat()


def moment_text(text: str, declared: Mapping | None) -> str:
    """A moment's day in the form that is kept, its time of day as it stands."""
    if declared is None or declared.dates is None or _ISO.match(text):
        return text
    found, said = _parted(text, declared)
    clock = _of_twenty_four(said)
    return f"{found.isoformat()} {clock.zfill(5) if len(clock) < 6 else clock.zfill(8)}" if clock else found.isoformat()


def _of_twenty_four(clock: str) -> str:
    """A time of day on a clock of twelve hours (04:17:43 PM) as on one of twenty-four; any other as it stands."""
    if clock[-1:].casefold() != "m":
        return clock
    hour, colon, rest = clock[:-2].rstrip().partition(":")
    if not 1 <= int(hour) <= 12:
        raise ValueError("a time from 1 to 12 before AM or PM")
    return f"{int(hour) % 12 + 12 * (clock[-2] in 'Pp'):02}{colon}{rest}"


def _parted(text: str, declared: Mapping | None) -> tuple[date, str]:
    if form := _ISO.fullmatch(text):
        return _day(int(form[1]), int(form[2]), int(form[3])), form[4] or ""
    if declared and declared.serial_dates and _SERIAL.fullmatch(text):
        return _BEFORE_SERIALS + timedelta(days=int(text)), ""
    if declared is None or declared.dates is None:
        raise ValueError(A_DAY)
    if form := _NUMBERED.fullmatch(text):
        one, two = int(form[1]), int(form[3])
        day, month = (one, two) if declared.dates is DateOrder.DAY_FIRST else (two, one)
        return _day(_year(form[4]), month, day), form[5] or ""
    if form := _NAMED.fullmatch(text):
        return _day(_year(form[3]), _month(form[2]), int(form[1])), form[4] or ""
    raise ValueError(f"{A_DAY}, 30/04/2023 ({declared.dates.value}) or 30 Apr 2023")


def _year(text: str) -> int:
    """Two digits are a year of this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    found = [place for place, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold())]
    if len(found) != 1:
        raise ValueError(A_DAY)
    return found[0]


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(A_DAY) from None
    if not EARLIEST <= found <= LATEST:
        raise ValueError(f"a day from {EARLIEST.year} to {LATEST.year}")
    return found


def number_text(text: str, declared: Mapping | None, column: str) -> str:
    """A number as it is written, and as declared £1,234.50, (123.45) or 1263.6100000000001, as a plain number.

    What is no number stays as it is, for whoever reads it to refuse.
    """
    if declared is None:
        return text
    bare = _without_pounds(text) if declared.money else text
    if declared.significant_digits is None and column not in declared.round:
        return bare
    if not _PLAIN.fullmatch(bare):
        return bare
    number = Decimal(bare.replace(",", ""))
    if declared.significant_digits:
        number = Context(prec=declared.significant_digits, rounding=ROUND_HALF_EVEN).plus(number)
    if column in declared.round:
        number = number.quantize(Decimal(1).scaleb(-declared.round[column]), ROUND_HALF_UP, WIDE)
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _without_pounds(text: str) -> str:
    """£1,234.50 as 1,234.50, and (123.45) or 123.45- as -123.45."""
    bracketed = text.startswith("(") and text.endswith(")")
    trailing = text.endswith("-") and len(text) > 1
    form = _MONEY.fullmatch(text[1:-1].strip() if bracketed else text[:-1].rstrip() if trailing else text)
    if form is None or len([sign for sign in (bracketed, trailing, form["minus"], form["minus2"]) if sign]) > 1:
        return text
    negative = bracketed or trailing or "-" in (form["minus"], form["minus2"])
    return f"-{form['number']}" if negative else form["number"]

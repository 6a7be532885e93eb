"""Numbers of a table as people read them, as text expressions that every engine writes alike.

They name their column several times over: give them columns, not expressions (`kept` makes columns of these).
"""

import ibis
import ibis.expr.types as ir

MONTHS = "January  February March    April    May      June     July     August   SeptemberOctober  November December "
LONGEST = 9


def kept(table: ir.Table, **columns: ir.Value) -> ir.Table:
    """The table with further columns, which are worked out once however often they are named."""
    return table.mutate(**columns).view()


def whole(number: ir.IntegerValue, by: int | ir.IntegerValue) -> ir.IntegerValue:
    """Whole division, exact beyond the digits of a floating number, of what is not negative."""
    near = (number / by).floor().cast("int64")
    rest = number - near * by
    return near + ibis.cases((rest < 0, -1), (rest >= by, 1), else_=0).cast("int64")


def _parts(number: ir.IntegerValue, by: int) -> ir.IntegerValue:
    """Whole division of what a floating number can hold."""
    return ((number - number % by) / by).cast("int64")


def text(value: ir.Value) -> ir.StringValue:
    return value.cast("string")


def _digits(number: ir.IntegerValue, places: int) -> ir.StringValue:
    """A part of so many digits, with its noughts."""
    return text(number + 10**places).substr(1, places)


def _grouped(number: ir.IntegerValue) -> ir.StringValue:
    """A whole number with commas between its thousands, up to a thousand million."""
    digits = text(number)
    long = digits.length()
    return ibis.cases(
        (long <= 3, digits),
        (long <= 6, digits.substr(0, long - 3) + "," + digits.substr(long - 3, 3)),
        else_=digits.substr(0, long - 6) + "," + digits.substr(long - 6, 3) + "," + digits.substr(long - 3, 3),
    )


def pounds(pence: ir.IntegerValue) -> ir.StringValue:
    """£1,234.50, or −£3.00."""
    size = pence.abs()
    return ibis.cases((pence < 0, "−£"), else_="£") + _grouped(_parts(size, 100)) + "." + _digits(size % 100, 2)


def rate(hundredths: ir.IntegerValue) -> ir.StringValue:
    """A rate from hundredths of a penny: £12.50, or £0.1234 where it has parts of a penny."""
    places = ibis.cases((hundredths % 100 == 0, 2), else_=4)
    part = _digits(hundredths % 10_000, 4).substr(0, places)
    return "£" + _grouped(_parts(hundredths, 10_000)) + "." + part


def amount(thousandths: ir.IntegerValue) -> ir.StringValue:
    """A quantity from thousandths: 3, 2.5 or 0.125."""
    part = ("." + _digits(thousandths % 1000, 3)).re_replace("[.]?0+$", "")
    return text(_parts(thousandths, 1000)) + part


def day(number: ir.IntegerValue) -> ir.StringValue:
    """A day from its number: 9 April 2016."""
    date = ibis.date("1970-01-01") + number.cast("int32").as_interval("D")
    month = ibis.literal(MONTHS).substr((date.month() - 1) * LONGEST, LONGEST).strip()
    return text(date.day()) + " " + month + " " + text(date.year())


def minutes(microseconds: ir.IntegerValue) -> ir.IntegerValue:
    """A moment in minutes, for `clock`."""
    return whole(microseconds, 60_000_000)


def clock(minute: ir.IntegerValue) -> ir.StringValue:
    """A moment from its minutes, as the clocks in London showed it: 9 April 2016 at 08:05."""
    within = minute % 1440
    return day(_parts(minute, 1440)) + " at " + _digits(_parts(within, 60), 2) + ":" + _digits(within % 60, 2)


def days(number: ir.IntegerValue) -> ir.StringValue:
    return ibis.cases((number == 1, "1 day"), else_=text(number) + " days")

"""Numbers of a table as people read them, as text expressions that every engine writes alike."""

import ibis
import ibis.expr.types as ir

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def whole(number: ir.IntegerValue, by: int) -> ir.IntegerValue:
    """Whole division, exact beyond the digits of a floating number, of what is not negative."""
    near = (number / by).floor().cast("int64")
    rest = number - near * by
    return near + ibis.cases((rest < 0, -1), (rest >= by, 1), else_=0).cast("int64")


def text(value: ir.Value) -> ir.StringValue:
    return value.cast("string")


def _digits(number: ir.IntegerValue, places: int) -> ir.StringValue:
    """A part of so many digits, with its noughts."""
    padded = text(number + 10**places)
    return padded.substr(1, places)


def _grouped(number: ir.IntegerValue) -> ir.StringValue:
    """A whole number with commas between its thousands, up to a thousand million."""
    small, medium = number % 1000, whole(number, 1000) % 1000
    large = whole(number, 1_000_000)
    return ibis.cases(
        (number < 1000, text(number)),
        (number < 1_000_000, text(medium) + "," + _digits(small, 3)),
        else_=text(large) + "," + _digits(medium, 3) + "," + _digits(small, 3),
    )


def pounds(pence: ir.IntegerValue) -> ir.StringValue:
    """£1,234.50, or −£3.00."""
    size = pence.abs()
    sign = ibis.cases((pence < 0, "−£"), else_="£")
    return sign + _grouped(whole(size, 100)) + "." + _digits(size % 100, 2)


def rate(hundredths: ir.IntegerValue) -> ir.StringValue:
    """A rate from hundredths of a penny: £12.50, or £0.1234 where it has parts of a penny."""
    plain = pounds(whole(hundredths, 100))
    return ibis.cases((hundredths % 100 == 0, plain), else_=plain + _digits(hundredths % 100, 2))


def amount(thousandths: ir.IntegerValue) -> ir.StringValue:
    """A quantity from thousandths: 3, 2.5 or 0.125."""
    units, part = text(whole(thousandths, 1000)), _digits(thousandths % 1000, 3)
    return ibis.cases(
        (thousandths % 1000 == 0, units),
        (thousandths % 100 == 0, units + "." + part.substr(0, 1)),
        (thousandths % 10 == 0, units + "." + part.substr(0, 2)),
        else_=units + "." + part,
    )


def day(number: ir.IntegerValue) -> ir.StringValue:
    """A day from its number: 9 April 2016."""
    date = ibis.date("1970-01-01") + number.cast("int32").as_interval("D")
    names = [(date.month() == place, ibis.literal(name)) for place, name in enumerate(MONTHS, start=1)]
    return text(date.day()) + " " + ibis.cases(*names, else_="") + " " + text(date.year())


def clock(microseconds: ir.IntegerValue) -> ir.StringValue:
    """A moment as the clocks in London showed it: 9 April 2016 at 08:05."""
    minutes = whole(microseconds, 60_000_000)
    within = minutes % 1440
    return day(whole(minutes, 1440)) + " at " + _digits(whole(within, 60), 2) + ":" + _digits(within % 60, 2)


def days(number: ir.IntegerValue) -> ir.StringValue:
    return ibis.cases((number == 1, "1 day"), else_=text(number) + " days")

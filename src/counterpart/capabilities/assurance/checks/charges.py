"""The checks of a line by itself. Each is a function from the base to findings; its twin is in rules/charges.py."""

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import saying
from counterpart.capabilities.assurance.checks.tables import findings
from counterpart.capabilities.assurance.rules.parameters import UNITS_A_PENNY, Check, Parameters
from counterpart.capabilities.assurance.rules.rows import UNDONE


def pence_of(quantity: ir.IntegerValue, rate: ir.IntegerValue) -> ir.IntegerValue:
    """Quantity × rate in pence, half a penny up."""
    return saying.whole(2 * quantity * rate + UNITS_A_PENNY, 2 * UNITS_A_PENNY)


def _found(
    found: ir.Table, check: Check, parameters: Parameters, due: ir.IntegerValue | int, because: ir.StringValue
) -> ir.Table:
    return findings(
        found,
        check,
        parameters,
        row=found.row,
        line_id=found.line_id,
        job_id=found.job_id,
        subcontractor=found.subcontractor,
        billed=found.amount,
        due=ibis.literal(due, "int64") if isinstance(due, int) else due,
        because=because,
    )


def not_done(base: ir.Table, parameters: Parameters) -> ir.Table:
    """A line on a cancelled or no-access job."""
    found = base.filter(base.status.isin(UNDONE))
    how = ibis.cases((found.status == "cancelled", "was cancelled"), else_="was not done, since nobody gave access")
    because = saying.pounds(found.amount) + " was charged for job " + saying.text(found.job_id) + ", which " + how + "."
    return _found(found, Check.NOT_DONE, parameters, 0, because)


def void(base: ir.Table, parameters: Parameters) -> ir.Table:
    """A job completed after the property left the stock; on the day itself it still was in it."""
    found = base.filter(base.completed_day > base.void_day)
    because = (
        "The job was completed on " + saying.day(found.completed_day) + ", " +
        saying.days((found.completed_day - found.void_day).cast("int64")) + " after property " +
        saying.text(found.property_id) + " left the stock on " + saying.day(found.void_day) + "."
    )  # fmt: skip
    return _found(found, Check.VOID, parameters, 0, because)


def unknown_code(base: ir.Table, parameters: Parameters) -> ir.Table:
    """A code that the schedule did not have that day."""
    found = base.filter(base.completed_day.notnull() & base.agreed.isnull())
    because = (
        "Code " + saying.text(found.code) + " is not in the schedule on " + saying.day(found.completed_day) +
        ", when the job was completed."
    )  # fmt: skip
    return _found(found, Check.UNKNOWN_CODE, parameters, 0, because)


def out_of_period(base: ir.Table, parameters: Parameters) -> ir.Table:
    """Invoiced before completion or too long after."""
    after = base.invoiced_day - base.completed_day
    found = base.filter((after < 0) | (after > parameters.whole(Check.OUT_OF_PERIOD, "days_after")))
    found = saying.kept(found, after=(found.invoiced_day - found.completed_day).cast("int64"))
    days = found.after
    because = (
        "Invoiced on " + saying.day(found.invoiced_day) + ", " + saying.days(days.abs()) +
        ibis.cases((days < 0, " before"), else_=" after") + " the job was completed on " +
        saying.day(found.completed_day) + "."
    )  # fmt: skip
    return _found(found, Check.OUT_OF_PERIOD, parameters, 0, because)


def quantity(base: ir.Table, parameters: Parameters) -> ir.Table:
    """More than the code's maximum, or than the floor of the property."""
    unit = parameters.word(Check.QUANTITY, "area_unit")
    floor = ibis.cases((base.unit == unit, base.floor_area), else_=ibis.null("int64"))
    over = (base.quantity > base.most).fill_null(False) | (base.quantity > floor).fill_null(False)
    found = base.mutate(floor=floor).filter(over)
    limit = ibis.cases(
        (found.most.isnull(), found.floor),
        (found.floor.isnull(), found.most),
        else_=ibis.least(found.most, found.floor),
    )
    found = saying.kept(found, allowed=limit)
    found = saying.kept(found, due=pence_of(found.allowed, found.rate))
    by_schedule = (found.most == found.allowed).fill_null(False)
    because = (
        saying.amount(found.quantity) + " " + found.unit.fill_null("units") + " of code " + saying.text(found.code) +
        " were billed; " + ibis.cases((by_schedule, "the schedule allows "), else_="the floor of the property has ") +
        saying.amount(found.allowed) + ", which at " + saying.rate(found.rate) + " is " + saying.pounds(found.due) + "."
    )  # fmt: skip
    return _found(found, Check.QUANTITY, parameters, found.due, because)


def rate(base: ir.Table, parameters: Parameters) -> ir.Table:
    """A billed rate other than the one in force."""
    found = base.filter(base.agreed != base.rate)
    found = saying.kept(found, due=pence_of(found.quantity, found.agreed))
    because = (
        "Billed at " + saying.rate(found.rate) + "; the schedule has " + saying.rate(found.agreed) + " for code " +
        saying.text(found.code) + " on " + saying.day(found.completed_day) + ". " + saying.amount(found.quantity) +
        " × " + saying.rate(found.agreed) + " is " + saying.pounds(found.due) + ", and " + saying.pounds(found.amount) +
        " was charged."
    )  # fmt: skip
    return _found(found, Check.RATE, parameters, found.due, because)


def arithmetic(base: ir.Table, parameters: Parameters) -> ir.Table:
    """An amount that is not quantity × rate, beyond the tolerance."""
    off = (base.amount * UNITS_A_PENNY - base.quantity * base.rate).abs()
    found = base.filter(off > parameters.tolerance)
    found = saying.kept(found, due=pence_of(found.quantity, found.rate))
    because = (
        saying.amount(found.quantity) + " × " + saying.rate(found.rate) + " is " + saying.pounds(found.due) + ", and " +
        saying.pounds(found.amount) + " was charged."
    )  # fmt: skip
    return _found(found, Check.ARITHMETIC, parameters, found.due, because)

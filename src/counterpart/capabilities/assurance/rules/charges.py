"""Pure, one row at a time: what each check finds on a line by itself. The twins of checks/charges.py."""

from collections.abc import Iterable, Iterator

from counterpart.capabilities.assurance.rules.money import pence_of
from counterpart.capabilities.assurance.rules.parameters import UNITS_A_PENNY, Check, Parameters
from counterpart.capabilities.assurance.rules.rows import UNDONE, Charge, Files, Finding, Rate


def charges(files: Files) -> tuple[Charge, ...]:
    """Each line beside its job, its property and the rate in force on the day the job was completed."""
    jobs = {job.job_id: job for job in files.jobs}
    places = {place.property_id: place for place in files.properties}
    versions: dict[object, list[Rate]] = {}
    for rate in files.rates:
        versions.setdefault(rate.code, []).append(rate)
    found = []
    for line in files.lines:
        job = jobs.get(line.job_id)
        day = job.completed_day if job else None
        agreed = next(
            (r for r in versions.get(line.code, ()) if day is not None and r.from_day <= day <= r.to_day), None
        )
        found.append(Charge(line, job, places.get(job.property_id) if job else None, agreed))  # type: ignore[arg-type]
    return tuple(found)


def _found(check: Check, charge: Charge, due: int) -> Finding:
    subcontractor = charge.job.subcontractor if charge.job else None
    return Finding(check, charge.line, charge.line.job_id, charge.line.amount, due, subcontractor=subcontractor)


def not_done(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A line on a cancelled or no-access job."""
    for charge in given:
        if charge.job and charge.job.status in UNDONE:
            yield _found(Check.NOT_DONE, charge, 0)


def void(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A job completed after the property left the stock; on the day itself it still was in it."""
    for charge in given:
        day = charge.job.completed_day if charge.job else None
        left = charge.place.void_day if charge.place else None
        if day is not None and left is not None and day > left:
            yield _found(Check.VOID, charge, 0)


def unknown_code(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A code that the schedule did not have that day."""
    for charge in given:
        if charge.job and charge.job.completed_day is not None and charge.agreed is None:
            yield _found(Check.UNKNOWN_CODE, charge, 0)


def out_of_period(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """Invoiced before completion or too long after."""
    most = parameters.whole(Check.OUT_OF_PERIOD, "days_after")
    for charge in given:
        day = charge.job.completed_day if charge.job else None
        if day is not None and not 0 <= charge.line.invoiced_day - day <= most:
            yield _found(Check.OUT_OF_PERIOD, charge, 0)


def quantity(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """More than the code's maximum, or than the floor of the property."""
    unit = parameters.word(Check.QUANTITY, "area_unit")
    for charge in given:
        floor = charge.place.floor_area if charge.place and charge.line.unit == unit else None
        limits = [limit for limit in (charge.agreed.most if charge.agreed else None, floor) if limit is not None]
        if limits and charge.line.quantity > min(limits):
            yield _found(Check.QUANTITY, charge, pence_of(min(limits), charge.line.rate))


def rate(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """A billed rate other than the one in force."""
    for charge in given:
        if charge.agreed and charge.agreed.rate != charge.line.rate:
            yield _found(Check.RATE, charge, pence_of(charge.line.quantity, charge.agreed.rate))


def arithmetic(given: Iterable[Charge], parameters: Parameters) -> Iterator[Finding]:
    """An amount that is not quantity × rate, beyond the tolerance."""
    for charge in given:
        line = charge.line
        if abs(line.amount * UNITS_A_PENNY - line.quantity * line.rate) > parameters.tolerance:
            yield _found(Check.ARITHMETIC, charge, pence_of(line.quantity, line.rate))

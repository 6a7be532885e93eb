"""Pure: the rows an audit goes by, in whole numbers, and a finding. Days and moments are counted from 1 January 1970.

Quantities and floor areas are in thousandths of a unit, rates in hundredths of a penny a unit, amounts in pence; times
are microseconds as the clocks in London showed them.
"""

from dataclasses import dataclass

from counterpart.capabilities.assurance.rules.parameters import Check

Id = int | str


@dataclass(frozen=True)
class Line:
    row: int
    line_id: Id
    job_id: Id
    code: Id
    quantity: int
    unit: str | None
    rate: int
    amount: int
    invoiced_day: int


@dataclass(frozen=True)
class Job:
    job_id: Id
    property_id: Id | None
    trade: str | None
    status: str
    subcontractor: str | None = None
    operative_id: Id | None = None
    start_day: int | None = None
    started: int | None = None
    completed: int | None = None
    completed_day: int | None = None


@dataclass(frozen=True)
class Rate:
    """The rate of a code from its first day to its last, both within."""

    code: Id
    rate: int
    from_day: int
    to_day: int
    most: int | None = None


@dataclass(frozen=True)
class Property:
    property_id: Id
    floor_area: int | None = None
    void_day: int | None = None


@dataclass(frozen=True)
class Files:
    """What an audit reads, row by row."""

    lines: tuple[Line, ...]
    jobs: tuple[Job, ...] = ()
    rates: tuple[Rate, ...] = ()
    exclusions: tuple[tuple[Id, Id], ...] = ()
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True)
class Charge:
    """A line beside its job, its property and the rate in force on the day the job was completed."""

    line: Line
    job: Job | None
    place: Property | None
    agreed: Rate | None

    @property
    def is_done(self) -> bool:
        return self.job is not None and self.job.status not in UNDONE and self.job.completed is not None


UNDONE = ("cancelled", "no_access")


@dataclass(frozen=True)
class Finding:
    """What a check found. Billed and due are in pence; where no money stands behind it they are the same."""

    check: Check
    line: Line | None
    job_id: Id | None
    billed: int
    due: int
    related_line: Line | None = None
    related_job_id: Id | None = None
    subcontractor: str | None = None

    @property
    def difference(self) -> int:
        return self.billed - self.due


def order_of(given: Id) -> tuple[int, Id]:
    """By what ids are put in order: numbers as numbers, texts by length and then letter by letter, so 9 before 10."""
    return (0, given) if isinstance(given, int) else (len(given), given)


def line_order(line: Line) -> tuple[tuple[int, Id], int]:
    return order_of(line.line_id), line.row

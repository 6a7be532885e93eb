"""Pure: mechanisms set beside each other: what each comes to, how sure that is, and who bears what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.pricing.rules.mechanisms import (
    Mechanism,
    Mechanisms,
    Unit,
    break_even,
    interval,
    paid,
    share_borne,
)


@dataclass(frozen=True)
class Replayed:
    """A mechanism on the jobs as they were: pence and jobs paid by value; the units in charge; the same where every job
    is a tenth dearer; both in each sample drawn again; and by month and area."""

    mechanism: Mechanism
    pence: int
    jobs: int
    units: int
    dearer: int
    samples: Sequence[tuple[int, int]]
    cells: Mapping[tuple[int, str], tuple[int, int]]
    caps: Sequence[tuple[Decimal | None, int, int]] = ()


@dataclass(frozen=True)
class Capped:
    """What a cap would come to: none, or so many pounds; how many jobs are paid by value, and the break-even price."""

    cap: Decimal | None
    total: int
    jobs: int
    break_even: Decimal | None


@dataclass(frozen=True)
class Compared:
    """What a mechanism comes to in pence, from low to high, in how many samples it is below the first, and the rest."""

    mechanism: Mechanism
    total: int
    low: int
    high: int
    below_the_first: int
    jobs_by_value: int
    pence_by_value: int
    units: int
    break_even: Decimal | None
    of_more_jobs: Decimal | None
    of_dearer_jobs: Decimal | None
    caps: tuple[Capped, ...]
    cells: Mapping[tuple[int, str], int]


@dataclass(frozen=True)
class History:
    """What was read: how many jobs, lines and properties, the months from the first job to the last, and what is left
    over: lines of no job, and jobs at properties that are not in the file, each with its pence."""

    jobs: int
    lines: int
    properties: int
    first_month: int
    months: int
    billed: int
    lines_of_no_job: tuple[int, int]
    jobs_elsewhere: tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """A history and what each mechanism comes to on it; the first is what the others are compared with."""

    asked: Mechanisms
    history: History
    compared: tuple[Compared, ...]


def compared(replayed: Sequence[Replayed], *, billed: int, dearer: int) -> tuple[Compared, ...]:
    """The mechanisms in their order; `billed` is the value of all the jobs, `dearer` that of jobs a tenth dearer."""
    first = replayed[0]
    total = paid(first.mechanism, value=first.pence, units=first.units)
    first_samples = _samples(first)
    return tuple(_compared(one, total, first_samples, billed, dearer) for one in replayed)


def _compared(one: Replayed, first: int, first_samples: Sequence[int], billed: int, dearer: int) -> Compared:
    mechanism = one.mechanism
    total = paid(mechanism, value=one.pence, units=one.units)
    drawn = _samples(one)
    low, high = interval(drawn)
    return Compared(
        mechanism=mechanism,
        total=total,
        low=low,
        high=high,
        below_the_first=sum(mine < its for mine, its in zip(drawn, first_samples, strict=True)),
        jobs_by_value=one.jobs,
        pence_by_value=one.pence,
        units=one.units,
        break_even=break_even(mechanism, value=one.pence, units=one.units, as_much_as=first),
        of_more_jobs=share_borne(_a_tenth_more(one) - total, billed // 10),
        of_dearer_jobs=share_borne(paid(mechanism, value=one.dearer, units=one.units) - total, dearer - billed),
        caps=tuple(_capped(one, cap, pence, jobs, first) for cap, pence, jobs in one.caps),
        cells={where: paid(mechanism, value=pence, units=units) for where, (pence, units) in one.cells.items()},
    )


def _a_tenth_more(one: Replayed) -> int:
    """What is paid where a tenth more jobs are done, voids included, at as many properties."""
    units = one.units if one.mechanism.unit is Unit.PROPERTY else one.units * 11 // 10
    return paid(one.mechanism, value=one.pence * 11 // 10, units=units)


def _samples(one: Replayed) -> list[int]:
    return [paid(one.mechanism, value=pence, units=units) for pence, units in one.samples]


def _capped(one: Replayed, cap: Decimal | None, pence: int, jobs: int, first: int) -> Capped:
    return Capped(
        cap,
        paid(one.mechanism, value=pence, units=one.units),
        jobs,
        break_even(one.mechanism, value=pence, units=one.units, as_much_as=first),
    )

"""Pure, one row at a time: jobs that cannot have been as they are told. The twins of checks/orders.py."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.rows import Finding, Job, Line, order_of


def _found(check: Check, later: Job, earlier: Job) -> Finding:
    return Finding(check, None, later.job_id, 0, 0, related_job_id=earlier.job_id, subcontractor=later.subcontractor)


def overlap(jobs: Iterable[Job], parameters: Parameters) -> Iterator[Finding]:
    """One operative on jobs at different properties whose times overlap; the one that began later is flagged.

    Where more jobs hang together than one person can have, the number is that of a team and they are left out.
    """
    most = parameters.whole(Check.OVERLAP, "most_together")
    by_operative: dict[object, list[Job]] = {}
    for job in filter(_has_a_span, jobs):
        by_operative.setdefault(job.operative_id, []).append(job)
    for own in by_operative.values():
        for together in _islands(sorted(own, key=lambda job: (_span(job)[0], order_of(job.job_id)))):
            if len(together) <= most:
                yield from (_found(Check.OVERLAP, *pair) for pair in _crossing(together))


def _crossing(together: Iterable[Job]) -> Iterator[tuple[Job, Job]]:
    """Each later job with an earlier one at another property that had not ended."""
    for earlier, later in combinations(together, 2):
        if _span(later)[0] < _span(earlier)[1] and later.property_id != earlier.property_id:
            yield later, earlier


def _has_a_span(job: Job) -> bool:
    known = job.status == "completed" and None not in (job.operative_id, job.started, job.completed)
    return known and _span(job)[0] < _span(job)[1]


def _span(job: Job) -> tuple[int, int]:
    return job.started or 0, job.completed or 0


def _islands(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs in order of their start, parted where nobody was at work."""
    together: list[Job] = []
    until = 0
    for job in jobs:
        if together and _span(job)[0] >= until:
            yield together
            together = []
        until = max(until, _span(job)[1]) if together else _span(job)[1]
        together.append(job)
    if together:
        yield together


def split(jobs: Iterable[Job], lines: Iterable[Line], parameters: Parameters) -> Iterator[Finding]:
    """Orders at one property and trade, each below the limit, which together reach it within so many days.

    An order that opens such a window is named beside each later one within it. An order is worth what was charged.
    """
    days, limit = parameters.whole(Check.SPLIT, "days"), parameters.number(Check.SPLIT, "threshold") * 100
    worth: dict[object, int] = {}
    for line in lines:
        worth[line.job_id] = worth.get(line.job_id, 0) + line.amount
    alike: dict[object, list[Job]] = {}
    for job in jobs:
        if 0 < worth.get(job.job_id, 0) < limit and None not in (job.property_id, job.trade, job.start_day):
            alike.setdefault((job.property_id, job.trade), []).append(job)
    for group in alike.values():
        in_order = sorted(group, key=lambda job: (job.start_day or 0, order_of(job.job_id)))
        for place, opener in enumerate(in_order):
            within = [job for job in in_order if 0 <= _day(job) - _day(opener) <= days]
            if sum(worth[job.job_id] for job in within) >= limit:
                yield from (_found(Check.SPLIT, later, opener) for later in in_order[place + 1 :] if later in within)


def _day(job: Job) -> int:
    return job.start_day or 0

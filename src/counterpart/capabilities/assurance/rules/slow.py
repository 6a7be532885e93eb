"""Pure: the whole audit, one row at a time. Slow, and what the fast one is tested against."""

from collections.abc import Iterator
from itertools import groupby

from counterpart.capabilities.assurance.rules import charges as alone
from counterpart.capabilities.assurance.rules import orders, pairs, patterns
from counterpart.capabilities.assurance.rules.money import counted
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.rows import Files, Finding, order_of


def findings(files: Files, parameters: Parameters) -> Iterator[tuple[Finding, int]]:
    """Every finding with what it counts."""
    found = sorted(_all(files, parameters), key=_order)
    for line, own in groupby(found, key=lambda finding: finding.line):
        together = list(own)
        if line is None:
            yield from ((finding, 0) for finding in together)
        else:
            yield from zip(together, counted(line.amount, [each.difference for each in together]), strict=True)


def _all(files: Files, parameters: Parameters) -> Iterator[Finding]:
    given = alone.charges(files)
    by_line = (
        alone.not_done,
        alone.void,
        alone.unknown_code,
        pairs.duplicate,
        pairs.rebilled,
        alone.out_of_period,
        alone.quantity,
        alone.rate,
        alone.arithmetic,
        patterns.outlier,
        patterns.first_digit,
    )
    for check in by_line:
        if Check(check.__name__) not in parameters.off:
            yield from check(given, parameters)
    if Check.EXCLUSIVE not in parameters.off:
        yield from pairs.exclusive(given, files.exclusions, parameters)
    if Check.OVERLAP not in parameters.off:
        yield from orders.overlap(files.jobs, parameters)
    if Check.SPLIT not in parameters.off:
        yield from orders.split(files.jobs, files.lines, parameters)


def _order(finding: Finding) -> tuple[int, int, tuple[object, ...]]:
    row = finding.line.row if finding.line else -1
    other = finding.related_line
    return row, finding.check.rank, (order_of(other.line_id), other.row) if other else ()

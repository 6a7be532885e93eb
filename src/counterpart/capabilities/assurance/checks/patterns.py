"""What stands out among many. Each check is a function from tables to findings; its twin is in rules/patterns.py."""

from collections.abc import Sequence
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import saying
from counterpart.capabilities.assurance.checks.tables import findings
from counterpart.capabilities.assurance.rules.digits import BENFORD
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.patterns import NORMAL


def medians(counts: ir.Table, by: Sequence[str], value: str) -> ir.Table:
    """The lower median of a value that stands so many `times`, by group: a whole number, and exact."""
    so_far = ibis.window(group_by=by, order_by=counts[value], rows=(None, 0))
    whole = ibis.window(group_by=by)
    placed = counts.mutate(
        upto=counts.times.sum().over(so_far).cast("int64"), n=counts.times.sum().over(whole).cast("int64")
    )
    reached = placed.filter(2 * placed.upto >= placed.n)
    return reached.group_by(by).agg(median=reached[value].min(), n=reached.n.max())


def usual(counts: ir.Table) -> ir.Table:
    """Of each code, the median quantity and the median distance from it, from how often each quantity stands."""
    middle = medians(counts, ["code"], "quantity").select(named="code", median="median", n="n")
    beside = counts.inner_join(middle, counts.code == middle.named)
    away = saying.kept(beside, distance=(beside.quantity - beside.median).abs())
    distances = away.group_by("code", "distance").agg(times=away.times.sum().cast("int64"))
    deviation = medians(distances, ["code"], "distance").select(of="code", deviation="median")
    return middle.inner_join(deviation, middle.named == deviation.of).select("named", "median", "n", "deviation")


def far(counts: ir.Table, parameters: Parameters) -> ir.Table:
    """The quantities of each code that are far from its median; `counts` has how often each of them stands."""
    score = int(parameters.number(Check.OUTLIER, "score") * 10_000)
    known = usual(counts)
    judged = known.filter((known.n >= parameters.whole(Check.OUTLIER, "at_least")) & (known.deviation > 0))
    values = counts.inner_join(judged, counts.code == judged.named)
    beyond = values.filter((values.quantity - values.median).abs() * NORMAL > values.deviation * score)
    return beyond.select(named="named", far="quantity", median="median", deviation="deviation", n="n")


def outlier(base: ir.Table, far: ir.Table, parameters: Parameters) -> ir.Table:
    """The lines whose quantity is far from the median of its code."""
    found = base.inner_join(far, [base.code == far.named, base.quantity == far.far])
    because = (
        saying.amount(found.quantity) + " of code " + saying.text(found.code) + " is far from its median of " +
        saying.amount(found.median) + " over " + saying.text(found.n) + " lines, from which half lie within " +
        saying.amount(found.deviation) + "."
    )  # fmt: skip
    return findings(
        found,
        Check.OUTLIER,
        parameters,
        row=found.row,
        line_id=found.line_id,
        job_id=found.job_id,
        subcontractor=found.subcontractor,
        billed=found.amount,
        due=found.amount,
        because=because,
    )


def dear(shares: ir.Table, parameters: Parameters) -> ir.Table:
    """A subcontractor whose charge a job is far from the others'. `shares` has each one's `billed` and `jobs`."""
    score = int(parameters.number(Check.OUTLIER, "score") * 10_000)
    each = shares.filter(shares.subcontractor.notnull() & (shares.jobs > 0))
    each = saying.kept(
        each, each=saying.whole(each.billed, each.jobs), times=ibis.literal(1, "int64"), all=ibis.literal(1)
    )
    middle = medians(each, ["all"], "each").select(one="all", median="median", n="n")
    beside = each.inner_join(middle, each["all"] == middle.one)
    away = saying.kept(beside, distance=(beside.each - beside.median).abs())
    spread = medians(away.select("all", "distance", "times"), ["all"], "distance").select(of="all", deviation="median")
    judged = away.inner_join(spread, away["all"] == spread.of)
    found = judged.filter(
        (judged.n >= parameters.whole(Check.OUTLIER, "at_least_subcontractors"))
        & (judged.deviation > 0)
        & (judged.distance * NORMAL > judged.deviation * score)
    )
    because = (
        found.subcontractor + " charged " + saying.pounds(found.each) + " a job over " + saying.text(found.jobs) +
        " jobs; the median of " + saying.text(found.n) + " subcontractors is " + saying.pounds(found.median) + "."
    )  # fmt: skip
    return findings(found, Check.OUTLIER, parameters, subcontractor=found.subcontractor, because=because)


def digits(base: ir.Table) -> ir.Table:
    """How many amounts of each subcontractor begin with each digit, 1 to 9."""
    charged = base.filter(base.subcontractor.notnull() & (base.amount > 0))
    first = charged.amount.cast("string").substr(0, 1)
    return charged.group_by("subcontractor").agg(
        **{f"d{digit}": (first == str(digit)).sum().cast("int64") for digit in range(1, 10)}
    )


def first_digit(digits: ir.Table, parameters: Parameters) -> ir.Table:
    """A subcontractor whose first digits are neither as Benford's law has them nor as the others' are.

    Where the others together have too few lines, the law alone is asked.
    """
    least = parameters.whole(Check.FIRST_DIGIT, "at_least")
    names = [f"d{digit}" for digit in range(1, 10)]
    totals = digits.agg(**{f"all_{name}": digits[name].sum().cast("int64") for name in names})
    table = digits.cross_join(totals)
    table = saying.kept(
        table,
        n=reduce(add, (table[name] for name in names)),
        **{f"other_{name}": table[f"all_{name}"] - table[name] for name in names},
    )
    table = saying.kept(table, others=reduce(add, (table[f"other_{name}"] for name in names)))
    own = [table[name].cast("float64") for name in names]
    shares = [
        ibis.greatest(table[f"other_{name}"].cast("float64"), 0.5) / table.others.cast("float64") for name in names
    ]
    law = [ibis.literal(share, "float64") for share in BENFORD]
    unlike = _departs(table, own, law, parameters)
    unlike_others = (table.others < least) | _departs(table, own, shares, parameters)
    told = saying.kept(
        table,
        departs=(table.n >= least) & unlike & unlike_others,
        deviation=(_deviation(own, table.n, law) * 10_000).round().cast("int64"),
        chi_square=_chi_square(own, table.n, law).round().cast("int64"),
    )
    found = told.filter(told.departs)
    because = (
        "The first digits of " + saying.text(found.n) + " amounts of " + found.subcontractor +
        " are neither as Benford’s law has them (mean absolute deviation 0." + _four(found.deviation) +
        ", chi-square " + saying.text(found.chi_square) + ") nor as those of the others."
    )  # fmt: skip
    return findings(found, Check.FIRST_DIGIT, parameters, subcontractor=found.subcontractor, because=because)


def _four(ten_thousandths: ir.IntegerValue) -> ir.StringValue:
    return saying.text(ten_thousandths + 10_000).substr(1, 4)


def _departs(
    table: ir.Table, own: Sequence[ir.FloatingValue], expected: Sequence[ir.FloatingValue], parameters: Parameters
) -> ir.BooleanValue:
    far = float(parameters.number(Check.FIRST_DIGIT, "mean_absolute_deviation"))
    most = float(parameters.number(Check.FIRST_DIGIT, "chi_square"))
    return (_deviation(own, table.n, expected) > far) & (_chi_square(own, table.n, expected) > most)


def _deviation(
    own: Sequence[ir.FloatingValue], n: ir.IntegerValue, expected: Sequence[ir.FloatingValue]
) -> ir.FloatingValue:
    return reduce(add, ((count / n - share).abs() for count, share in zip(own, expected, strict=True))) / 9


def _chi_square(
    own: Sequence[ir.FloatingValue], n: ir.IntegerValue, expected: Sequence[ir.FloatingValue]
) -> ir.FloatingValue:
    return reduce(
        add,
        ((count - n * share) * (count - n * share) / (n * share) for count, share in zip(own, expected, strict=True)),
    )

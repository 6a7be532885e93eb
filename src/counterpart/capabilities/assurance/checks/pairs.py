"""Lines that stand in each other’s way. Each check is a function from tables to findings; twins in rules/pairs.py.

What can have a pair is sought out first, so that no window sorts every line.
"""

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import saying
from counterpart.capabilities.assurance.checks.tables import before, findings, in_order
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.rows import UNDONE


def repeated(base: ir.Table) -> ir.Table:
    """The lines whose property and code come more than once: only these can be duplicate or rebilled.

    Lines without a known job stand together for this.
    """
    keys = base.group_by("property_id", "code").agg(times=base.count())
    more = keys.filter(keys.times > 1).select(other_property="property_id", other_code="code")
    same = base.property_id.identical_to(more.other_property)
    return base.semi_join(more, [base.code == more.other_code, same])


def duplicate(candidates: ir.Table, parameters: Parameters) -> ir.Table:
    """Same job, code, quantity and rate again; each but the first is flagged, beside the one before it."""
    alike = ibis.window(
        group_by=["job_id", "code", "quantity", "rate"], order_by=[*in_order(candidates, "line_id"), candidates.row]
    )
    found = candidates.mutate(related_line_id=candidates.line_id.lag().over(alike), nth=ibis.row_number().over(alike))
    found = found.filter(found.nth > 0)
    because = (
        "Job " + saying.text(found.job_id) + " was charged " + saying.amount(found.quantity) + " of code " +
        saying.text(found.code) + " at " + saying.rate(found.rate) + " on line " + saying.text(found.related_line_id) +
        " already."
    )  # fmt: skip
    return _found(found, Check.DUPLICATE, parameters, because, found.related_line_id, found.job_id)


def rebilled(candidates: ir.Table, parameters: Parameters) -> ir.Table:
    """The same code on the same property within so many days on another job, the last such before it.

    Jobs are in the order of their completion, then of their first line.
    """
    done = candidates.filter(
        candidates.status.notin(UNDONE) & candidates.completed.notnull() & candidates.property_id.notnull()
    )
    own = ibis.window(group_by=["property_id", "code", "job_id"], order_by=[*in_order(done, "line_id"), done.row])
    firsts = done.mutate(nth=ibis.row_number().over(own))
    whole_job = ibis.window(
        group_by=["property_id", "code", "job_id"], order_by=[*in_order(done, "line_id"), done.row], rows=(None, None)
    )
    firsts = firsts.mutate(last_line_id=firsts.line_id.last().over(whole_job))
    jobs = firsts.filter(firsts.nth == 0)
    order = [jobs.completed, *in_order(jobs, "line_id"), jobs.row]
    line = ibis.window(group_by=["property_id", "code"], order_by=order)
    jobs = jobs.select(
        on_property=jobs.property_id,
        of_code=jobs.code,
        of_job=jobs.job_id,
        related_job_id=jobs.job_id.lag().over(line),
        related_line_id=jobs.last_line_id.lag().over(line),
        related_day=jobs.completed_day.lag().over(line),
        own_day=jobs.completed_day,
    )
    soon = jobs.filter(jobs.own_day - jobs.related_day <= parameters.whole(Check.REBILLED, "days"))
    found = done.inner_join(
        soon, [done.property_id == soon.on_property, done.code == soon.of_code, done.job_id == soon.of_job]
    )
    because = (
        "Code " + saying.text(found.code) + " was charged at property " + saying.text(found.property_id) + " for job " +
        saying.text(found.related_job_id) + ", completed on " + saying.day(found.related_day) + ", and again " +
        saying.days((found.completed_day - found.related_day).cast("int64")) + " later."
    )  # fmt: skip
    return _found(found, Check.REBILLED, parameters, because, found.related_line_id, found.related_job_id)


def exclusive(base: ir.Table, exclusions: ir.Table, parameters: Parameters) -> ir.Table:
    """Two lines on a job whose codes exclude each other, either way; the later is flagged, once for each such pair."""
    there = exclusions.select(one="code", other="excludes")
    back = exclusions.select(one="excludes", other="code")
    either = there.union(back, distinct=True)
    codes = either.select(named="one").distinct()
    few = base.semi_join(codes, base.code == codes.named)
    earlier = few.select(on_job="job_id", related_code="code", related_line_id="line_id", related_row="row").view()
    wanted = earlier.inner_join(either, earlier.related_code == either.one)
    wanted = wanted.select("on_job", "related_code", "related_line_id", "related_row", "other")
    both = few.inner_join(wanted, [few.job_id == wanted.on_job, few.code == wanted.other])
    found = both.filter(before((both.related_line_id, both.line_id), (both.related_row, both.row)))
    because = (
        "Codes " + saying.text(found.related_code) + " (line " + saying.text(found.related_line_id) + ") and " +
        saying.text(found.code) + " exclude each other in the schedule, and job " + saying.text(found.job_id) +
        " was charged both."
    )  # fmt: skip
    return _found(found, Check.EXCLUSIVE, parameters, because, found.related_line_id, found.job_id)


def _found(
    found: ir.Table,
    check: Check,
    parameters: Parameters,
    because: ir.StringValue,
    related_line_id: ir.Value,
    related_job_id: ir.Value,
) -> ir.Table:
    return findings(
        found,
        check,
        parameters,
        row=found.row,
        line_id=found.line_id,
        job_id=found.job_id,
        related_line_id=related_line_id,
        related_job_id=related_job_id,
        subcontractor=found.subcontractor,
        billed=found.amount,
        because=because,
    )

"""Jobs that cannot have been as they are told. Each check is a function from tables to findings; its twin is in
rules/orders.py."""

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import saying
from counterpart.capabilities.assurance.checks.tables import before, findings, in_order
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters

DAY = 86_400_000_000


def busy_days(jobs: ir.Table) -> ir.Table:
    """The days of each operative on which a job was under way that had not ended when the next began.

    A job that overlaps any later one overlaps the very next, so one step ahead is far enough to look, and of all jobs
    only three numbers are sorted.
    """
    own = _at_work(jobs).select("operative_id", "started", "completed")
    line = ibis.window(group_by="operative_id", order_by=own.started)
    ahead = own.mutate(next=own.started.lead().over(line))
    long = ahead.filter(ahead.next < ahead.completed)
    days = ibis.range(_day(long.started), _day(long.completed) + 1).unnest()
    return long.select(of="operative_id", day=days.cast("int64")).distinct()


def _at_work(jobs: ir.Table) -> ir.Table:
    return jobs.filter((jobs.status == "completed") & jobs.operative_id.notnull() & (jobs.started < jobs.completed))


def _day(moment: ir.IntegerValue) -> ir.IntegerValue:
    return (moment / DAY).floor().cast("int64")


def islands(jobs: ir.Table, busy_days: ir.Table) -> ir.Table:
    """The jobs that began on busy days, numbered anew wherever nobody was at work. Others overlap nothing."""
    own = _at_work(jobs)
    few = own.semi_join(busy_days, [own.operative_id == busy_days.of, _day(own.started) == busy_days.day])
    few = few.select("job_id", "property_id", "subcontractor", "operative_id", "started", "completed")
    order = [few.started, *in_order(few, "job_id")]
    sooner = ibis.window(group_by="operative_id", order_by=order, preceding=(None, 1))
    few = few.mutate(until=few.completed.max().over(sooner))
    few = few.mutate(new=ibis.cases((few.started < few.until, 0), else_=1))
    so_far = ibis.window(group_by="operative_id", order_by=[few.started, *in_order(few, "job_id")], rows=(None, 0))
    numbered = few.mutate(island=few.new.sum().over(so_far))
    of_one = ibis.window(group_by=["operative_id", "island"])
    return numbered.select(
        "job_id", "property_id", "subcontractor", "operative_id", "started", "completed", "island",
        size=numbered.count().over(of_one),
    )  # fmt: skip


def overlap(islands: ir.Table, parameters: Parameters) -> ir.Table:
    """One operative on jobs at different properties whose times overlap; the one that began later is flagged.

    Where more jobs hang together than one person can have, the number is that of a team and they are left out.
    """
    few = islands.filter(islands["size"] <= parameters.whole(Check.OVERLAP, "most_together"))
    sooner = few.select(
        by="operative_id", on="island", related_job_id="job_id", elsewhere="property_id", began="started",
        ended="completed",
    ).view()  # fmt: skip
    both = few.inner_join(sooner, [few.operative_id == sooner.by, few.island == sooner.on])
    found = both.filter(
        (both.started < both.ended)
        & ~both.property_id.identical_to(both.elsewhere)
        & before((both.began, both.started), (both.related_job_id, both.job_id))
    )
    found = saying.kept(
        found,
        from_minute=saying.minutes(found.began),
        to_minute=saying.minutes(found.ended),
        minute=saying.minutes(found.started),
    )
    because = (
        "Operative " + saying.text(found.operative_id) + " was on job " + saying.text(found.related_job_id) +
        " from " + saying.clock(found.from_minute) + " to " + saying.clock(found.to_minute) + ", and from " +
        saying.clock(found.minute) + " on job " + saying.text(found.job_id) + " at another property."
    )  # fmt: skip
    return findings(
        found,
        Check.OVERLAP,
        parameters,
        job_id=found.job_id,
        related_job_id=found.related_job_id,
        subcontractor=found.subcontractor,
        because=because,
    )


def worths(base: ir.Table) -> ir.Table:
    """What was charged for each job, by whom."""
    return base.group_by("job_id", "subcontractor").agg(worth=base.amount.sum().cast("int64"))


def split(jobs: ir.Table, worths: ir.Table, parameters: Parameters) -> ir.Table:
    """Orders at one property and trade, each below the limit, which together reach it within so many days.

    An order that opens such a window is named beside each later one within it. An order is worth what was charged.
    """
    days, limit = parameters.whole(Check.SPLIT, "days"), int(parameters.number(Check.SPLIT, "threshold") * 100)
    small = worths.filter((worths.worth > 0) & (worths.worth < limit)).select(of_job="job_id", worth="worth")
    there = jobs.filter(jobs.property_id.notnull() & jobs.trade.notnull() & jobs.start_day.notnull())
    orders = there.inner_join(small, there.job_id == small.of_job).select(
        "job_id", "property_id", "trade", "subcontractor", "start_day", "worth"
    )
    window = ibis.window(group_by=["property_id", "trade"], order_by=orders.start_day, range=(0, days))
    sums = orders.mutate(together=orders.worth.sum().over(window).cast("int64"))
    openers = sums.filter(sums.together >= limit).select(
        related_job_id="job_id", at="property_id", by="trade", opened="start_day", first="worth", together="together"
    )
    both = orders.inner_join(openers, [orders.property_id == openers["at"], orders.trade == openers["by"]])
    found = both.filter(
        (both.start_day - both.opened <= days)
        & before((both.opened, both.start_day), (both.related_job_id, both.job_id))
    )
    because = (
        "Orders " + saying.text(found.related_job_id) + " (" + saying.pounds(found["first"]) + ", " +
        saying.day(found.opened) + ") and " + saying.text(found.job_id) + " (" + saying.pounds(found.worth) + ", " +
        saying.day(found.start_day) + ") at property " + saying.text(found.property_id) + " for " + found.trade +
        " are each below the limit; the orders of those days come to " + saying.pounds(found.together) + "."
    )  # fmt: skip
    return findings(
        found,
        Check.SPLIT,
        parameters,
        job_id=found.job_id,
        related_job_id=found.related_job_id,
        subcontractor=found.subcontractor,
        because=because,
    )

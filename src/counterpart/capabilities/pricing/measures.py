"""What is summed of the jobs: pure functions from table expression to table expression, never run here."""

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.pricing.rules.mechanisms import Kind, Mechanism

SCHEMAS = {
    "jobs": ibis.schema(
        {"job_id": "string", "property_id": "string", "trade": "string", "priority": "string", "day": "int32",
         "month": "int32", "area": "string"}
    ),
    "lines": ibis.schema({"job_id": "string", "pence": "int64"}),
    "properties": ibis.schema({"property_id": "string", "place": "int32", "area": "string", "void_day": "int32"}),
}  # fmt: skip


def priced(jobs: ir.Table, lines: ir.Table, properties: ir.Table) -> ir.Table:
    """Each job that was charged for, once: its value, its month, its property’s place and area, its day of the void."""
    worth = lines.group_by(of="job_id").agg(value=lines.pence.sum().cast("int64"))
    known = properties.select(
        known=properties.property_id, place="place", known_area=properties.area, void_day="void_day"
    )
    joined = jobs.inner_join(worth, jobs.job_id == worth.of)
    joined = joined.left_join(known, joined.property_id == known.known)
    return joined.select(
        value="value",
        trade=joined.trade.coalesce(""),
        priority=joined.priority.coalesce(""),
        month="month",
        place=joined.place.coalesce(-1),
        area=joined.known_area.coalesce(joined.area, ""),
        void_day=joined.day - joined.void_day,
    )


def by_value(jobs: ir.Table, mechanism: Mechanism) -> ir.BooleanValue:
    """Whether a job is paid by value; otherwise a price covers it."""
    on_void = (jobs.void_day >= 0) & (jobs.void_day < mechanism.void_days)
    on_void = on_void.fill_null(False)
    match mechanism.kind:
        case Kind.PROPERTY:
            covered = ~on_void if mechanism.voids_excluded else ibis.literal(True)
        case Kind.VOID:
            covered = on_void
        case _:
            return ibis.literal(True)
    return ~covered | _excluded(jobs, mechanism)


def _excluded(jobs: ir.Table, mechanism: Mechanism) -> ir.BooleanValue:
    found = ibis.literal(False)
    if mechanism.value_cap is not None:
        found = found | (jobs.value > int(mechanism.value_cap * 100))
    if mechanism.excluded_trades:
        found = found | jobs.trade.isin(mechanism.excluded_trades)
    if mechanism.excluded_priorities:
        found = found | jobs.priority.isin(mechanism.excluded_priorities)
    return found


def cells(jobs: ir.Table, mechanism: Mechanism) -> ir.Table:
    """What is paid by value, by property and month."""
    kept = jobs.filter(by_value(jobs, mechanism))
    return kept.group_by("place", "month").agg(pence=kept.value.sum().cast("int64"), jobs=kept.count())


def by_area(jobs: ir.Table, mechanism: Mechanism) -> ir.Table:
    """What is paid by value, by month and area."""
    kept = jobs.filter(by_value(jobs, mechanism))
    return kept.group_by("month", "area").agg(pence=kept.value.sum().cast("int64"), jobs=kept.count())


def dearer(jobs: ir.Table) -> ir.Table:
    """The same jobs, each a tenth dearer, half up to the penny: so that a cap counts as it would."""
    return jobs.mutate(value=(jobs.value * 11 + 5) // 10)


def sums(jobs: ir.Table, mechanism: Mechanism) -> ir.Table:
    """What is paid by value altogether, and for how many jobs."""
    kept = jobs.filter(by_value(jobs, mechanism))
    return kept.agg(pence=kept.value.sum().cast("int64").coalesce(0), jobs=kept.count())

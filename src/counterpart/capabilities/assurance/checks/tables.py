"""The tables the checks read and the one they give, in whole numbers, and the base in which each line stands once."""

from collections.abc import Mapping
from typing import cast

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.rules.parameters import Check, Parameters

BUCKET = 64
"""Rates are found by code and span of so many days, then by the day itself: an equal key, not a range alone."""

IDS = ("line_id", "job_id", "property_id", "code", "operative_id")


def schemas(numbered: frozenset[str] = frozenset()) -> Mapping[str, ibis.Schema]:
    """What each table holds; ids in `numbered` are whole numbers, the others text."""
    ids = {name: "int64" if name in numbered else "string" for name in IDS}
    shapes: dict[str, dict[str, str]] = {
        "lines": {
            "row": "int64", "line_id": ids["line_id"], "job_id": ids["job_id"], "code": ids["code"],
            "quantity": "int64", "unit": "string", "rate": "int64", "amount": "int64", "invoiced_day": "int32",
        },
        "jobs": {
            "job_id": ids["job_id"], "property_id": ids["property_id"], "trade": "string", "status": "string",
            "subcontractor": "string", "operative_id": ids["operative_id"], "start_day": "int32", "started": "int64",
            "completed": "int64", "completed_day": "int32",
        },
        "rates": {
            "code": ids["code"], "rate": "int64", "from_day": "int32", "to_day": "int32", "most": "int64",
        },
        "exclusions": {"code": ids["code"], "excludes": ids["code"]},
        "properties": {"property_id": ids["property_id"], "floor_area": "int64", "void_day": "int32"},
    }  # fmt: skip
    return {name: ibis.schema(shape) for name, shape in shapes.items()}


def buckets(rates: ir.Table) -> ir.Table:
    """Each version of a rate once for every span of days that it touches."""
    first, last = rates.from_day // BUCKET, rates.to_day // BUCKET
    return rates.select(
        agreed_code=rates.code,
        agreed=rates.rate,
        most=rates.most,
        from_day=rates.from_day,
        to_day=rates.to_day,
        bucket=ibis.range(first, last + 1).unnest().cast("int32"),
    )


def places(jobs: ir.Table, properties: ir.Table) -> ir.Table:
    """Each job with what is known of its property."""
    known = properties.select(place=properties.property_id, floor_area="floor_area", void_day="void_day")
    return jobs.left_join(known, jobs.property_id == known.place).select(
        job=jobs.job_id,
        property_id=jobs.property_id,
        subcontractor=jobs.subcontractor,
        status=jobs.status,
        completed=jobs.completed,
        completed_day=jobs.completed_day,
        bucket=(jobs.completed_day // BUCKET).cast("int32"),
        floor_area=known.floor_area,
        void_day=known.void_day,
    )


def base(lines: ir.Table, placed: ir.Table, bucketed: ir.Table) -> ir.Table:
    """Each line once, beside its job and property and the rate in force on the day the job was completed.

    The line finds its job first, and only both together a rate: no join goes by dates alone. Nothing is filtered here,
    so that no left join becomes an inner one.
    """
    joined = lines.left_join(placed, lines.job_id == placed.job)
    joined = joined.left_join(
        bucketed,
        [
            lines.code == bucketed.agreed_code,
            placed.bucket == bucketed.bucket,
            placed.completed_day >= bucketed.from_day,
            placed.completed_day <= bucketed.to_day,
        ],
    )
    return joined.select(
        row=lines.row,
        line_id=lines.line_id,
        job_id=lines.job_id,
        code=lines.code,
        quantity=lines.quantity,
        unit=lines.unit,
        rate=lines.rate,
        amount=lines.amount,
        invoiced_day=lines.invoiced_day,
        property_id=placed.property_id,
        subcontractor=placed.subcontractor,
        status=placed.status,
        completed=placed.completed,
        completed_day=placed.completed_day,
        floor_area=placed.floor_area,
        void_day=placed.void_day,
        agreed=bucketed.agreed,
        most=bucketed.most,
    )


def findings(
    found: ir.Table,
    check: Check,
    parameters: Parameters,
    *,
    because: ir.StringValue,
    row: ir.Value | None = None,
    line_id: ir.Value | None = None,
    job_id: ir.Value | None = None,
    related_line_id: ir.Value | None = None,
    related_job_id: ir.Value | None = None,
    subcontractor: ir.Value | None = None,
    billed: ir.IntegerValue | None = None,
    due: ir.IntegerValue | None = None,
) -> ir.Table:
    """What a check gives: one row a finding, ids as text, money in pence; without a line there is none."""
    nought = ibis.literal(0, "int64")
    return found.select(
        rank=ibis.literal(check.rank, "int32"),
        check=ibis.literal(check.value),
        row=(ibis.null("int64") if row is None else row).cast("int64"),
        line_id=_id(line_id),
        job_id=_id(job_id),
        related_line_id=_id(related_line_id),
        related_job_id=_id(related_job_id),
        subcontractor=_id(subcontractor),
        billed=nought if billed is None else billed,
        due=nought if due is None else due,
        because=because + f" {parameters.said(check)}",
    )


def _id(value: ir.Value | None) -> ir.StringValue:
    return cast(ir.StringValue, ibis.null("string") if value is None else value.cast("string"))


def in_order(table: ir.Table, name: str) -> list[ir.Value]:
    """By what an id puts rows in order: numbers as numbers, texts by length and then letter by letter."""
    return ordered(table[name])


def ordered(id: ir.Value) -> list[ir.Value]:
    return [id] if id.type().is_integer() else [id.length(), id]


def before(*pairs: tuple[ir.Value, ir.Value]) -> ir.BooleanValue:
    """Whether one comes before the other: by the first pair of values, where these are equal by the next, and so on."""
    comes, same = ibis.literal(False), ibis.literal(True)
    for one, other in pairs:
        for this, that in zip(ordered(one), ordered(other), strict=True):
            comes, same = comes | (same & (this < that)), same & (this == that)
    return comes

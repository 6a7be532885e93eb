"""How the money of several findings on one line is counted once. Its twin is in rules/money.py."""

from decimal import Decimal

import ibis
import ibis.expr.types as ir

PENNY = ibis.literal(Decimal("0.01"), "decimal(16, 2)")


def counted(found: ir.Table) -> ir.Table:
    """Every finding with its difference and what it adds to the money at risk, in the order of counting.

    On one line together they are never more than was billed; an undercharge counts nothing.
    """
    difference = found.billed - found.due
    reaches = ibis.greatest(ibis.least(difference, found.billed), ibis.literal(0, "int64"))
    table = found.mutate(difference=difference, reaches=reaches)
    order = [table["rank"], table.related_line_id.length(), table.related_line_id]
    sooner = ibis.window(group_by="row", order_by=order, preceding=(None, 1))
    before = table.reaches.max().over(sooner).fill_null(0)
    more = ibis.greatest(table.reaches - before, ibis.literal(0, "int64"))
    return table.mutate(counted=ibis.cases((table.row.isnull(), ibis.literal(0, "int64")), else_=more))


def numbered(found: ir.Table) -> ir.Table:
    """As findings are handed over: named by what they are about, in pounds."""
    about = ibis.coalesce(found.line_id, found.job_id, found.subcontractor)
    beside = ibis.coalesce(found.related_line_id, found.related_job_id)
    name = found.check + "/" + about + ibis.coalesce("/" + beside, "")
    money = {
        column: (found[column].cast("decimal(16, 2)") * PENNY).cast("decimal(18, 2)")
        for column in ("billed", "due", "difference", "counted")
    }
    return found.select(
        finding_id=name,
        check="check",
        line_id="line_id",
        job_id="job_id",
        related_line_id="related_line_id",
        related_job_id="related_job_id",
        subcontractor="subcontractor",
        **money,
        because="because",
    )

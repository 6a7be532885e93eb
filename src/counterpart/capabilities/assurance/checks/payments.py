"""What can be wrong with payments that were published. Each check is a function from tables to findings; twins in
rules/payments.py."""

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import saying
from counterpart.capabilities.assurance.rules.parameters import Parameters
from counterpart.capabilities.assurance.rules.payments import LEFT_OUT, PaymentCheck

SCHEMA = ibis.schema({
    "row": "int64", "place": "int32", "line": "int64", "supplier": "string", "supplier_id": "string",
    "invoice": "string", "reference": "string", "day": "int32", "amount": "int64",
})  # fmt: skip
"""`place` is that of the file among the files, `line` where the row stands in it."""
CELLS = ("supplier", "supplier_id", "invoice", "reference", "day", "amount")
SAME = ("who", "invoice", "total")


def occurrences(payments: ir.Table) -> ir.Table:
    """Each row with how many of its file are the same and come before it."""
    cells = {cell: payments[cell].cast("string").fill_null("\u0000") for cell in CELLS}
    signed = payments.select("row", "place", **cells)
    return signed.mutate(nth=ibis.row_number().over(ibis.window(group_by=["place", *CELLS], order_by=signed.row)))


def shared(occurrences: ir.Table) -> ir.Table:
    """The rows of a file that stand in an earlier one as well, each as often as it stands in both."""
    earlier = occurrences.select(earlier="place", **{f"e_{name}": occurrences[name] for name in (*CELLS, "nth")}).view()
    same = [occurrences[name] == earlier[f"e_{name}"] for name in (*CELLS, "nth")]
    both = occurrences.inner_join(earlier, [*same, earlier.earlier < occurrences.place])
    return both.select("row", "place", "earlier")


def _plain(name: ir.StringValue) -> ir.StringValue:
    letters = name.re_replace("[^A-Za-z0-9]+", "").lower()
    return ibis.cases((letters == "", name), else_=letters)


def _is_left_out(name: ir.StringValue) -> ir.BooleanValue:
    return name.lower().contains(LEFT_OUT)


def known(payments: ir.Table, parameters: Parameters, *, by_reference: bool) -> ir.Table:
    """Each row with whom it went to and the document it is of; neither where it cannot be told."""
    most = parameters.whole(PaymentCheck.PAID_TWICE, "most_names")
    table = saying.kept(payments, plain=_plain(payments.supplier))
    numbers = table.filter(table.supplier_id.notnull()).group_by("supplier_id").agg(names=table.plain.nunique())
    headings = numbers.filter(numbers.names > most).select(heading="supplier_id")
    beside = table.left_join(headings, table.supplier_id == headings.heading)
    number = beside.supplier_id
    left_out = _is_left_out(beside.supplier) | _is_left_out(number.fill_null(""))
    who = ibis.cases(
        (number.notnull() & beside.heading.isnull(), number),
        (left_out, ibis.null("string")),
        else_=number.fill_null("") + "/" + beside.plain,
    )
    document = beside.reference if by_reference else beside.invoice + "/" + saying.text(beside.day)
    return beside.select(*payments.columns, who=who, document=document, heading=beside.heading.notnull())


def documents(known: ir.Table, *, sign: int = 1) -> ir.Table:
    """The documents of positive rows, or of negative ones with their sign turned."""
    own = known.filter(known.who.notnull() & known.document.notnull() & (known.amount * sign > 0))
    return own.group_by("who", "invoice", "document").agg(
        day=own.day.min(), row=own.row.min(), total=(own.amount.sum() * sign).cast("int64"), supplier=own.supplier.min()
    )


def numbered(paid: ir.Table, credits: ir.Table) -> ir.Table:
    """Each document with its place among those of the same supplier, invoice and total, how many, and how many of them
    credits took back."""
    alike = ibis.window(group_by=list(SAME), order_by=[paid.day, paid.row])
    table = paid.mutate(
        nth=ibis.row_number().over(alike),
        n=paid.count().over(ibis.window(group_by=list(SAME))),
        related_row=paid.row.lag().over(alike),
        related_day=paid.day.lag().over(alike),
        related_document=paid.document.lag().over(alike),
    )
    back = credits.group_by(*SAME).agg(back=credits.count()).select(c_who="who", c_invoice="invoice", c_total="total",
                                                                   back="back")  # fmt: skip
    same = [table.who == back.c_who, table.invoice.identical_to(back.c_invoice), table.total == back.c_total]
    joined = table.left_join(back, same)
    return joined.select(*table.columns, still=(joined.n - joined.back.fill_null(0)).cast("int64"))


def paid_twice(numbered: ir.Table, parameters: Parameters, *, by_reference: bool) -> ir.Table:
    """The same supplier, invoice and total on several documents: each but the first that no credit took back."""
    found = numbered.filter(numbered.invoice.notnull() & (numbered.nth > 0) & (numbered.nth < numbered.still))
    because = (
        "Invoice " + found.invoice + " of " + _name(found) + ", " + saying.pounds(found.total) + ", is on " +
        _on(found.related_document, found.related_day, by_reference=by_reference) + " and again on " +
        _on(found.document, found.day, by_reference=by_reference) + "."
    )  # fmt: skip
    return _found(found, PaymentCheck.PAID_TWICE, parameters, because, found.related_row, found.total)


def invoice_alike(numbered: ir.Table, parameters: Parameters, *, by_reference: bool) -> ir.Table:
    """The same total under invoice numbers that are alike: the first document of each writing but the earliest."""
    first = numbered.filter(numbered.invoice.notnull() & (numbered.nth == 0) & (numbered.still > 0))
    bare = first.invoice.re_replace("[^A-Za-z0-9]+", "").upper().re_replace("^0+", "")
    first = saying.kept(first.drop("related_row", "related_day", "related_document"), bare=bare)
    first = first.filter(first.bare != "")
    alike = ibis.window(group_by=["who", "bare", "total"], order_by=[first.day, first.row])
    beside = first.mutate(
        related_row=first.row.lag().over(alike),
        related_day=first.day.lag().over(alike),
        related_document=first.document.lag().over(alike),
        related_invoice=first.invoice.lag().over(alike),
    )
    found = beside.filter(beside.related_row.notnull() & (beside.related_document != beside.document))
    because = (
        "Invoices " + found.related_invoice + " and " + found.invoice + " of " + _name(found) +
        " differ only in how the number is written, and both come to " + saying.pounds(found.total) + ", on " +
        _on(found.related_document, found.related_day, by_reference=by_reference) + " and on " +
        _on(found.document, found.day, by_reference=by_reference) + "."
    )  # fmt: skip
    return _found(found, PaymentCheck.INVOICE_ALIKE, parameters, because, found.related_row, found.total)


def taken_back(known: ir.Table, parameters: Parameters) -> ir.Table:
    """Each credit beside a payment of the same supplier, invoice and amount; without invoices, of supplier and amount.

    The first credit stands beside the first such payment, the second beside the second.
    """
    own = known.mutate(number=known.invoice.fill_null(""), size=known.amount.abs())
    own = own.filter(own.who.notnull() & (own.amount != 0))
    key = ["who", "number", "size"]

    def ranked(rows: ir.Table) -> ir.Table:
        return rows.mutate(nth=ibis.row_number().over(ibis.window(group_by=key, order_by=[rows.day, rows.row])))

    paid = ranked(own.filter(own.amount > 0)).view()
    paid = paid.select(p_who="who", p_number="number", p_size="size", p_nth="nth", related_row="row", paid_day="day")
    credit = ranked(own.filter(own.amount < 0)).view()
    same = [credit.who == paid.p_who, credit.number == paid.p_number, credit["size"] == paid.p_size]
    found = credit.inner_join(paid, [*same, credit.nth == paid.p_nth])
    found = saying.kept(found, total=found["size"])
    invoice = ibis.cases((found.number != "", " for invoice " + found.number), else_="")
    because = (
        "The payment of " + saying.pounds(found.total) + " to " + _name(found) + invoice + " on " +
        saying.day(found.paid_day) + " and the credit of " + saying.day(found.day) + " cancel each other."
    )  # fmt: skip
    return _found(found, PaymentCheck.TAKEN_BACK, parameters, because, found.related_row, None)


def split_payments(paid: ir.Table, parameters: Parameters) -> ir.Table:
    """Several documents of a supplier on a day, each below the limit, which together reach it: the first is named."""
    limit = int(parameters.number(PaymentCheck.SPLIT_PAYMENTS, "threshold") * 100)
    whole = paid.group_by("who", "day", "document").agg(
        total=paid.total.sum().cast("int64"), row=paid.row.min(), supplier=paid.supplier.min()
    )
    small = whole.filter(whole.total < limit)
    days = small.group_by("who", "day").agg(
        n=small.count(), total=small.total.sum().cast("int64"), row=small.row.min(), supplier=small.supplier.min(),
        largest=small.total.max(),
    )  # fmt: skip
    least = parameters.whole(PaymentCheck.SPLIT_PAYMENTS, "at_least")
    found = days.filter((days.n >= least) & (days.total >= limit))
    because = (
        saying.text(found.n) + " documents of " + _name(found) + " on " + saying.day(found.day) + " come to " +
        saying.pounds(found.total) + "; the largest is " + saying.pounds(found.largest) + "."
    )  # fmt: skip
    return _found(found, PaymentCheck.SPLIT_PAYMENTS, parameters, because, ibis.null("int64"), None)


def _name(table: ir.Table) -> ir.StringValue:
    """A supplier as a sentence has it; where the name was left out, by the number."""
    left_out = ibis.literal("a supplier whose name was left out (number ") + table.who + ")"
    return ibis.cases((_is_left_out(table.supplier), left_out), else_=table.supplier)


def _on(document: ir.StringValue, day: ir.IntegerValue, *, by_reference: bool) -> ir.StringValue:
    return "document " + document + " of " + saying.day(day) if by_reference else saying.day(day)


def _found(
    found: ir.Table,
    check: PaymentCheck,
    parameters: Parameters,
    because: ir.StringValue,
    related_row: ir.Value,
    counted: ir.IntegerValue | None,
) -> ir.Table:
    return found.select(
        rank=ibis.literal(check.rank, "int32"),
        check=ibis.literal(check.value),
        row=found.row,
        related_row=related_row,
        counted=(ibis.literal(0) if counted is None else counted).cast("int64"),
        because=because + f" {parameters.said(check)}",
    )

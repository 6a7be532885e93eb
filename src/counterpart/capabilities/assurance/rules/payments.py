"""Pure, one row at a time: what can be wrong with payments that were published. The twins of checks/payments.py.

Amounts are in pence, days are counted from 1 January 1970. Only suppliers who can be told apart are compared: a name
that was left out is nobody's, unless it has a number of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import groupby, pairwise
from typing import TypeVar

from counterpart.capabilities.assurance.rules.parameters import Parameters


class PaymentCheck(StrEnum):
    """In the order of the report; the second and the third count money."""

    PUBLISHED_TWICE = "published_twice"
    PAID_TWICE = "paid_twice"
    INVOICE_ALIKE = "invoice_alike"
    TAKEN_BACK = "taken_back"
    SPLIT_PAYMENTS = "split_payments"

    @property
    def rank(self) -> int:
        return list(PaymentCheck).index(self)


@dataclass(frozen=True)
class Payment:
    """A published row, its `document` being what was paid at once (see `numbers_rows`)."""

    row: int
    supplier: str
    supplier_id: str | None
    invoice: str | None
    reference: str | None
    day: int
    amount: int
    file: str = ""


@dataclass(frozen=True)
class PaymentFound:
    """What a check found: the row it names, the one beside it, and what it counts."""

    check: PaymentCheck
    row: int
    related_row: int | None
    counted: int = 0


@dataclass(frozen=True)
class Document:
    """What was paid to a supplier at once for an invoice: its first row, its day, and its positive rows together."""

    who: str
    invoice: str | None
    document: str
    day: int
    row: int
    total: int


LEFT_OUT = "redact"
"""What a name has within it that was left out before publication."""


def is_left_out(name: str) -> bool:
    return LEFT_OUT in name.lower()


def plain(name: str) -> str:
    """A name without case, spaces or punctuation; as it stands where nothing is left."""
    return re.sub("[^A-Za-z0-9]+", "", name).lower() or name


def plain_number(invoice: str) -> str:
    """An invoice number without punctuation and leading noughts."""
    return re.sub("[^A-Za-z0-9]+", "", invoice).upper().lstrip("0")


def heads(payments: Iterable[Payment], most: int) -> frozenset[str]:
    """The numbers that stand for more names than one supplier has: headings."""
    names: dict[str, set[str]] = {}
    for payment in payments:
        if payment.supplier_id is not None:
            names.setdefault(payment.supplier_id, set()).add(plain(payment.supplier))
    return frozenset(number for number, known in names.items() if len(known) > most)


def who(payment: Payment, headings: frozenset[str]) -> str | None:
    """Whom a payment went to: by number, otherwise by name; None where the name was left out and has no own number."""
    number = payment.supplier_id
    if number is not None and number not in headings:
        return number
    if is_left_out(payment.supplier) or is_left_out(number or ""):
        return None
    return f"{number or ''}/{plain(payment.supplier)}"


def numbers_rows(payments: Iterable[Payment]) -> bool:
    """Whether references number rows and not documents: each stands once, and invoices have several on one day."""
    seen: set[str] = set()
    on_a_day: set[tuple[str, str | None, str, int]] = set()
    several = False
    for payment in payments:
        if payment.reference is None:
            continue
        if payment.reference in seen:
            return False
        seen.add(payment.reference)
        if payment.invoice is not None:
            invoice = payment.supplier, payment.supplier_id, payment.invoice, payment.day
            several = several or invoice in on_a_day
            on_a_day.add(invoice)
    return several


def document_of(payment: Payment, by_reference: bool) -> str | None:
    """By what rows are one document: the reference, or the invoice and the day. None where that is not known."""
    if by_reference:
        return payment.reference
    return None if payment.invoice is None else f"{payment.invoice}/{payment.day}"


def documents(
    payments: Iterable[Payment], headings: frozenset[str], *, by_reference: bool, sign: int = 1
) -> tuple[Document, ...]:
    """The documents in the order of their days, of positive rows, or of negative ones with their sign turned."""
    found: dict[tuple[str, str | None, str], list[Payment]] = {}
    for payment in payments:
        whose, document = who(payment, headings), document_of(payment, by_reference)
        if whose is not None and document is not None and sign * payment.amount > 0:
            found.setdefault((whose, payment.invoice, document), []).append(payment)
    made = (
        Document(*key, min(each.day for each in own), min(each.row for each in own), sum(sign * p.amount for p in own))
        for key, own in found.items()
    )
    return tuple(sorted(made, key=lambda document: (document.day, document.row)))


def findings(payments: Iterable[Payment], parameters: Parameters, *, by_reference: bool) -> Iterator[PaymentFound]:
    """Every finding about rows (files published twice are asked for apart)."""
    own = tuple(payments)
    headings = heads(own, parameters.whole(PaymentCheck.PAID_TWICE, "most_names"))
    made = partial(documents, own, headings, by_reference=by_reference)
    paid, credits = made(), made(sign=-1)
    yield from paid_twice(paid, credits)
    yield from invoice_alike(paid, credits)
    yield from taken_back(own, headings)
    yield from split_payments(paid, parameters)


def paid_twice(paid: Iterable[Document], credits: Iterable[Document]) -> Iterator[PaymentFound]:
    """The same supplier, invoice and total on several documents: each but the first that no credit took back."""
    taken = _grouped(credits, _same)
    for key, group in _grouped((each for each in paid if each.invoice is not None), _same).items():
        still = len(group) - len(taken.get(key, ()))
        for earlier, later in zip(group[: still - 1] if still > 1 else (), group[1:], strict=False):
            yield PaymentFound(PaymentCheck.PAID_TWICE, later.row, earlier.row, later.total)


def invoice_alike(paid: Iterable[Document], credits: Iterable[Document]) -> Iterator[PaymentFound]:
    """The same total under invoice numbers that are alike: the first document of each writing but the earliest."""
    taken = _grouped(credits, _same)
    firsts = [group[0] for key, group in _grouped(paid, _same).items() if len(group) > len(taken.get(key, ()))]
    known = [first for first in firsts if first.invoice is not None and plain_number(first.invoice)]
    alike = _grouped(known, lambda each: (each.who, plain_number(each.invoice or ""), each.total))
    for group in alike.values():
        in_order = sorted(group, key=lambda each: (each.day, each.row))
        for earlier, later in pairwise(in_order):
            if later.document != earlier.document:
                yield PaymentFound(PaymentCheck.INVOICE_ALIKE, later.row, earlier.row, later.total)


def taken_back(payments: Iterable[Payment], headings: frozenset[str]) -> Iterator[PaymentFound]:
    """Each credit beside a payment of the same supplier, invoice and amount; without invoices, of supplier and amount.

    The first credit stands beside the first such payment, the second beside the second.
    """
    alike: dict[object, tuple[list[Payment], list[Payment]]] = {}
    for payment in payments:
        whose = who(payment, headings)
        if whose is not None and payment.amount:
            both = alike.setdefault((whose, payment.invoice, abs(payment.amount)), ([], []))
            both[payment.amount < 0].append(payment)
    for paid, credits in alike.values():
        in_order = (sorted(own, key=lambda each: (each.day, each.row)) for own in (paid, credits))
        for payment, credit in zip(*in_order, strict=False):
            yield PaymentFound(PaymentCheck.TAKEN_BACK, credit.row, payment.row)


def split_payments(paid: Iterable[Document], parameters: Parameters) -> Iterator[PaymentFound]:
    """Several documents of a supplier on a day, each below the limit, which together reach it: the first is named."""
    limit = int(parameters.number(PaymentCheck.SPLIT_PAYMENTS, "threshold") * 100)
    least = parameters.whole(PaymentCheck.SPLIT_PAYMENTS, "at_least")
    for group in _grouped(paid, lambda each: (each.who, each.day)).values():
        whole = _grouped(group, lambda each: each.document).values()
        small = [own for own in whole if sum(each.total for each in own) < limit]
        if len(small) >= least and sum(each.total for own in small for each in own) >= limit:
            yield PaymentFound(PaymentCheck.SPLIT_PAYMENTS, min(each.row for own in small for each in own), None)


def shared(one: Iterable[object], other: Iterable[object]) -> int:
    """How many rows of one file stand in another, each as often as it stands in both."""
    left = {row: len(list(own)) for row, own in groupby(sorted(other, key=repr))}
    n = 0
    for row in one:
        if left.get(row, 0):
            left[row] -= 1
            n += 1
    return n


def is_published_twice(rows: int, others: int, shared: int, parameters: Parameters) -> bool:
    """Whether two files of so many rows share so many that they tell the same payments."""
    least = parameters.whole(PaymentCheck.PUBLISHED_TWICE, "at_least")
    share = parameters.number(PaymentCheck.PUBLISHED_TWICE, "share")
    smaller = min(rows, others)
    return (shared == smaller > 0 and rows == others) or (shared >= least and shared >= share * smaller)


_T = TypeVar("_T")


def _grouped(items: Iterable[_T], by: Callable[[_T], object]) -> Mapping[object, list[_T]]:
    groups: dict[object, list[_T]] = {}
    for item in items:
        groups.setdefault(by(item), []).append(item)
    return groups


def _same(document: Document) -> tuple[str, str | None, int]:
    return document.who, document.invoice, document.total

"""Pure: the kinds of file that are taken in, each declared once: its columns, what they hold, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from counterpart.engines.evidence.rules.tables import Column, Type


@dataclass(frozen=True)
class Kind:
    """A kind of file. `figures` are rows a room reads by its own rules; the others are kept as typed rows.

    No two rows share a `key`; of `amount` the total is told, so that people see that it was not misread. Rows of a file
    for a period are `dated` within it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    figures: bool = False
    key: str | None = None
    amount: str | None = None
    dated: str | None = None

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _text(name: str, means: str, *, required: bool = False, longest: int = 200) -> Column:
    return Column(name, required, Type.TEXT, means, longest)


def _number(name: str, means: str, *, required: bool = False, places: int = 2) -> Column:
    return Column(name, required, Type.NUMBER, means, places=places)


def _day(name: str, means: str, *, required: bool = False) -> Column:
    return Column(name, required, Type.DATE, means)


def _moment(name: str, means: str, *, required: bool = False) -> Column:
    return Column(name, required, Type.MOMENT, means)


def _yes_no(name: str, means: str) -> Column:
    return Column(name, False, Type.YES_NO, means)


RETURNS = Kind(
    "returns",
    "Figures for the agreement’s indicators",
    (
        _text("indicator", "The indicator’s code in the agreement, such as BV 63.", required=True),
        _text("period", "The period the figure is for: 2007-08, 2010-Q2 or 2010-09."),
        _number("value", "The figure, where it is not counted: 98.47."),
        _number("numerator", "How many were counted: 118."),
        _number("denominator", "Out of how many: 120."),
        _text("area", "The part of the partnership, where the figure is not for the whole.", longest=120),
        _number("target", "The agreed target, if the return repeats it."),
        _text("comment", "What explains the figure.", longest=2_000),
    ),
    figures=True,
)
BENCHMARKS = Kind(
    "benchmarks",
    "What peers reached",
    (
        _text("indicator", "The indicator’s code in the agreement.", required=True),
        _text("period", "The period the comparison is for, such as 2006-07.", required=True),
        _text("peer_group", "A peer group of the agreement, such as All England.", required=True),
        _text("label", "A published label: Top 25 %, Above average, Below average, Bottom 25 %, or N/A."),
        _number("lower_quartile", "The cut-off below which the lowest quarter lies."),
        _number("median", "The middle."),
        _number("upper_quartile", "The cut-off above which the highest quarter lies."),
        _number("n", "How many peers were compared."),
        _text("organisation", "The peer whose value this is."),
        _number("value", "The peer’s own value."),
        _text("source", "Where it was published.", longest=500),
    ),
    figures=True,
)
STATUSES = ("completed", "cancelled", "no_access", "open")
JOBS = Kind(
    "jobs",
    "Orders for work, one a row",
    (
        _text("job_id", "The job’s number.", required=True),
        _text("property_id", "The property it was done at.", required=True),
        _text("trade", "Plumbing, joinery and so on."),
        _text("priority", "Emergency, urgent, routine and so on."),
        _moment("raised_at", "When it was ordered. Without an offset it is the time in London.", required=True),
        _moment("started_at", "When work began."),
        _moment("completed_at", "When work was done."),
        _moment("target_at", "When it should have been done."),
        Column("status", True, Type.CHOICE, "How it stands.", choices=STATUSES),
        _text("contractor", "Who was to do it."),
        _text("subcontractor", "Who did it for them."),
        _text("operative_id", "The person who did it, by number."),
        _text("area", "Where the property is."),
        _yes_no("appointment_kept", "Whether the appointment was kept."),
        _yes_no("first_time_fix", "Whether one visit was enough."),
    ),
    key="job_id",
)
LINES = Kind(
    "lines",
    "Lines of invoices, one a row",
    (
        _text("line_id", "The line’s number.", required=True),
        _text("invoice_id", "The invoice it stands on."),
        _text("job_id", "The job it charges for.", required=True),
        _text("code", "The code in the schedule of rates.", required=True),
        _number("quantity", "How many units.", required=True, places=3),
        _text("unit", "What is counted: each, m2, hour."),
        _number("rate", "Pounds a unit.", required=True, places=4),
        _number("amount", "Pounds charged.", required=True),
        _day("invoiced_on", "The day of the invoice.", required=True),
    ),
    key="line_id",
    amount="amount",
)
RATES = Kind(
    "rates",
    "The schedule of rates",
    (
        _text("code", "The code.", required=True),
        _text("description", "The work it stands for.", longest=500),
        _text("unit", "What is counted: each, m2, hour."),
        _number("rate", "Pounds a unit.", required=True, places=4),
        _number("max_quantity", "The most that one job can need.", places=3),
        _day("valid_from", "The first day it is in force.", required=True),
        _day("valid_to", "The last day it is in force; blank where it still is."),
    ),
)
EXCLUSIONS = Kind(
    "exclusions",
    "Codes that may not be charged together",
    (
        _text("code", "A code of the schedule.", required=True),
        _text("excludes", "A code that may not stand beside it on one job.", required=True),
    ),
)
PROPERTIES = Kind(
    "properties",
    "The properties work is done at",
    (
        _text("property_id", "The property’s number.", required=True),
        _text("type", "House, flat and so on."),
        _number("floor_area_m2", "Its floor area in square metres."),
        Column("rooms", False, Type.COUNT, "How many rooms it has."),
        _text("area", "Where it is."),
        _day("void_from", "The day it left the stock, if it did."),
    ),
    key="property_id",
)
PAYMENTS = Kind(
    "payments",
    "Payments an authority has published",
    (
        _text("supplier", "Who was paid, as published; a redacted name stays as it stands.", required=True),
        _number("amount", "Pounds paid; a refund is negative.", required=True),
        _day("paid_on", "The day it was paid, or entered.", required=True),
        _text("supplier_id", "The supplier’s number with the authority."),
        _text("reference", "The payment’s or document’s own number."),
        _text("invoice", "The supplier’s invoice number."),
        _text("service", "The service it was paid for."),
        _text("purpose", "What it was paid for.", longest=500),
        _text("category", "Its heading in the accounts."),
    ),
    amount="amount",
)
CONTRACTS = Kind(
    "contracts",
    "Contracts an authority has published in its register",
    (
        _text("title", "What the contract is called.", required=True, longest=500),
        _text("reference", "The contract’s own reference; one may stand on several rows."),
        _text("description", "What it is for.", longest=2_000),
        _text("department", "Whose contract it is within the authority."),
        _text("purchasing_body", "Who bought, where that is another."),
        _text("process", "How it was bought: tender, quotation, call-off."),
        _text("supplier", "Who supplies it."),
        _text("supplier_number", "The supplier’s registration number."),
        _text("annual_value", "Pounds a year, as published."),
        _text("total_value", "Pounds in all with extensions, as published."),
        _text("irrecoverable_vat", "Pounds of VAT that cannot be recovered."),
        _text("starts_on", "The day it begins, as published."),
        _text("ends_on", "The day it ends, as published."),
        _text("review_on", "The day it is reviewed."),
        _text("expires_on", "The day it expires now, with extensions."),
        _text("extension_months", "How many months an extension may be."),
        _text("extensions", "How many extensions there may be."),
        _text("extension_1", "Whether the first extension was taken."),
        _text("extension_2", "Whether the second extension was taken."),
        _text("above_threshold", "Whether it was advertised nationally."),
        _text("sme", "Whether the supplier is small or medium-sized."),
        _text("vcse", "Whether the supplier is voluntary, of the community or a social enterprise."),
        _text("category", "What is bought, in a list of categories."),
    ),
)
EVENTS = Kind("events", "Events that indicators are measured from, with the columns the agreement declares", ())
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (RETURNS, BENCHMARKS, JOBS, LINES, RATES, EXCLUSIONS, PROPERTIES, PAYMENTS, CONTRACTS, EVENTS)
    }
)

"""A closed year as `closing.queries.closed` tells it: the thirteen indicators of Rotherham’s own summary."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.engines.library.shelf import on_the_shelf

TOP, ABOVE, BELOW, BOTTOM = "top_quartile", "above_median", "below_median", "bottom_quartile"
ROWS = (
    ("BV 63", "Average energy rating (SAP)", "score", "higher", "61", "66", "62", BELOW, BELOW),
    ("BV 66a", "Rent collected", "percent", "higher", "98.23", "98.47", "98.25", ABOVE, ABOVE),
    ("BV 66b", "Tenants owing more than 36 days", "percent", "lower", "3.15", "2.89", "3.30", TOP, TOP),
    ("BV 66c", "Tenants served with a notice", "percent", "lower", "14.09", "11.25", "14.0", TOP, TOP),
    ("BV 66d", "Tenants evicted", "percent", "lower", "0.44", "0.27", "0.40", ABOVE, ABOVE),
    ("BV 184a", "Homes non-decent", "percent", "lower", "74", "65", "68", BOTTOM, BOTTOM),
    ("BV 184b", "Change in non-decency", "percent", "higher", "13.8", "29.69", "15.0", ABOVE, TOP),
    ("xBV 72", "Urgent repairs completed in time", "percent", "higher", "98.78", "98.48", "99.00", None, ABOVE),
    ("xBV 185", "Appointments made and kept", "percent", "higher", "97.85", "98.92", "97.85", None, TOP),
    ("xBV 73", "Average time of non-urgent repairs", "days", "lower", "10.00", "9.42", "9.50", None, ABOVE),
    ("xBV 211a", "Spent on programmed repairs", "percent", "higher", "32", "39", "40", None, BOTTOM),
    ("xBV 211b", "Spent on emergency repairs", "percent", "lower", "22", "14.72", "20", None, ABOVE),
    ("BV 212", "Average relet time", "days", "lower", "16", "37.27", "15", ABOVE, BELOW),
)
NEWSLETTER = ("target missed", "say in the newsletter what is being done about it", "section 2")
CLINIC = ("target missed and worse than the period before", "ask for a performance improvement plan", "section 6")
COMMITTEE = ("bottom 25 % of a peer group", "put it before the Performance Committee", "section 1")
DUE = (
    ("xBV 72", NEWSLETTER),
    ("xBV 211a", NEWSLETTER),
    ("BV 212", NEWSLETTER),
    ("xBV 72", CLINIC),
    ("BV 212", CLINIC),
    ("BV 184a", COMMITTEE),
    ("xBV 211a", COMMITTEE),
)
DIGEST = "36350e789a1de1555f24d25dd5692cc15f51bade57d47ce7b7e768e5426ae8bc"


def a_figure(
    code: str = "BV 212",
    title: str = "Average relet time",
    unit: str = "days",
    polarity: str = "lower",
    previous: str | None = "16",
    value: str | None = "37.27",
    target: str | None = "15",
    england: str | None = ABOVE,
    almo: str | None = BELOW,
    **changed: Any,
) -> dict[str, Any]:
    """A figure as it is sealed, judged as performance judges it; without reasons, since no pack has them."""
    figure = {
        "agreement": "ROTHERHAM",
        "indicator": code,
        "title": title,
        "assurance": "unaudited",
        "kind": "KPI",
        "unit": unit,
        "polarity": polarity,
        "period": "2007-08",
        "area": None,
        "value": value,
        "numerator": None,
        "denominator": None,
        "target": target,
        "target_met": _reached(value, target, polarity),
        "rag": "none",
        "direction_of_travel": _travelled(value, previous, polarity),
        "previous": previous,
        "previous_period": "2006-07",
        "signal": None,
        "projection": None,
        "benchmarks": [
            peers("All England", "2006-07", england, applicable=england is not None),
            peers("All ALMO", "2007-08", almo),
        ],
        "status": "value_only" if value else "missing",
        "reasons": {},
    }
    return figure | changed


def peers(group: str, when: str, label: str | None, *, applicable: bool = True) -> dict[str, Any]:
    return {"peer_group": group, "period": when, "label": label, "applicable": applicable, "n": None}


def _reached(value: str | None, than: str | None, polarity: str) -> bool | None:
    if value is None or than is None:
        return None
    now, then = Decimal(value), Decimal(than)
    return now >= then if polarity == "higher" else now <= then


def _travelled(value: str | None, previous: str | None, polarity: str) -> str:
    if value is None or previous is None:
        return "none"
    if Decimal(value) == Decimal(previous):
        return "same"
    return "better" if _reached(value, previous, polarity) else "worse"


def the_year(*figures: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The closed year: these figures, or the thirteen with what is due for them; `changed` are parts of the seal."""
    due = () if figures else DUE
    seal = {
        "body": {
            "agreement": "ROTHERHAM",
            "period": "2007-08",
            "number": 1,
            "template": {"id": "rotherham-almo", "version": "1", "fingerprint": "ab" * 32},
            "sealed_at": "2008-05-12T14:00:00+01:00",
            "restates": None,
            "signatories": ["commissioner", "provider"],
        },
        "digest": DIGEST,
        "signatures": [{"party": "commissioner"}],
    }
    seal["body"] |= changed
    return {
        "figures": deepcopy(list(figures) or [a_figure(*row) for row in ROWS]),
        "consequences": {"triggers": [a_trigger(code, *rule) for code, rule in due]},
        "seal": seal,
        "evidence": [{"name": "returns-2007-08.csv", "fingerprint": "cd" * 32, "kind": "returns", "rows": []}],
    }


def a_trigger(code: str, when: str, do: str, clause: str) -> dict[str, Any]:
    return {"indicator": code, "when": when, "do": do, "clause": clause, "name": do, "because": "so it is"}


def the_agreement() -> AgreementFacts:
    kept = on_the_shelf("rotherham-almo")
    return AgreementFacts(
        agreement_id="a-1",
        reference="ROTHERHAM",
        name="Housing management agreement",
        parties=(
            Party("p-1", "commissioner", "commissioner", "Rotherham Metropolitan Borough Council"),
            Party("p-2", "provider", "provider", "2010 Rotherham Ltd"),
            Party("p-3", "tenants", "represented", "Rother Fed"),
        ),
        terms=Terms(kept.template, kept.fingerprint, kept.text),
    )

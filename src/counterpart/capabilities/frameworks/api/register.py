"""The register of contracts, the regime and its notices over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.frameworks.queries.register import notices_of, regime_of, register_of
from counterpart.capabilities.frameworks.rules.register import Entry
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class FaultTold(Told):
    """A fault of a row, in what column, and what stands there."""

    fault: str
    column: str
    found: str


class ContractTold(Told):
    """A contract of the register. A day or an amount that cannot be read is null, and stands among the faults."""

    reference: str
    title: str
    description: str
    department: str
    supplier: str
    supplier_number: str
    process: str
    total_value: Decimal | None
    annual_value: Decimal | None
    irrecoverable_vat: Decimal | None
    starts_on: DayText | None
    ends_on: DayText | None
    review_on: DayText | None
    expires_on: DayText | None
    sme: bool | None
    vcse: bool | None
    line: int | None
    faults: list[FaultTold]


class NoticeTold(Told):
    """A notice that was or is due, with how its day came about and the words of law it rests on."""

    what: str
    due_on: DayText
    because: str
    source: str
    clock: str
    state: str


class LawTold(Told):
    """Under what law the agreement stands, with the evidence; all null where nothing is recorded."""

    regime: str | None
    kind: str | None
    light_touch: bool | None
    value: Decimal | None
    share: Decimal | None
    evidence: str | None
    tested_on: DayText | None


@reading("/agreements/{reference}/register", gives=Part[ContractTold])
def register(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The register of contracts, with the fields of the Transparency Code and every fault by name."""
    return part_of([_told(entry) for entry in register_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/regime", gives=LawTold)
def regime(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """Under what law of procurement the agreement stands, as it was recorded last."""
    stands = regime_of(agreement_named(reference, by=by))
    if stands is None:
        return dict.fromkeys(LawTold.model_fields)
    return {
        "regime": stands.regime.value,
        "kind": stands.kind,
        "light_touch": stands.light_touch,
        "value": str(stands.value),
        "share": str(stands.share) if stands.share is not None else None,
        "evidence": stands.evidence,
        "tested_on": stands.tested_on.isoformat(),
    }


@reading("/agreements/{reference}/notices", gives=Part[NoticeTold])
def notices(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The notices that the law asks for, the first due first."""
    told = [
        {
            "what": one.what,
            "due_on": one.due_on.isoformat(),
            "because": one.because,
            "source": one.source,
            "clock": one.reference,
            "state": one.state,
        }
        for one in notices_of(agreement_named(reference, by=by))
    ]
    return part_of(told, part)


def _told(entry: Entry) -> dict[str, Any]:
    texts = ("reference", "title", "description", "department", "supplier", "supplier_number", "process")
    money = ("total_value", "annual_value", "irrecoverable_vat")
    days = ("starts_on", "ends_on", "review_on", "expires_on")
    return {
        **{name: entry.text(name) for name in texts},
        **{name: format(entry.money[name], "f") if name in entry.money else None for name in money},
        **{name: entry.days[name].isoformat() if name in entry.days else None for name in days},
        **{name: entry.ticks.get(name) for name in ("sme", "vcse")},
        "line": entry.line,
        "faults": [{"fault": note.fault.value, "column": note.column, "found": note.found} for note in entry.notes],
    }

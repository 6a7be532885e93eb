"""Closed periods over the API: figures and why they are what they are, consequences, seals, receipts, the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.closing import actions, queries
from counterpart.capabilities.performance.rules.figures import named
from counterpart.capabilities.performance.rules.returns import matched
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, not_asked, part_of, reading
from counterpart.engines.acts.texts import (
    Area,
    Body,
    Code,
    Decimal,
    Fingerprint,
    PeriodText,
    Reason,
    Reference,
    SealNumber,
    Secret,
    Told,
)
from counterpart.engines.ledger.keys import kept_key
from counterpart.engines.ledger.rules.canonical import canonical
from counterpart.engines.ledger.rules.record import record_file
from counterpart.values.reference import folded


class SourceTold(Told):
    """A row of evidence: the file, its fingerprint, and the line."""

    source: str
    fingerprint: Fingerprint
    line: int
    column: str | None
    sheet: str | None


class SeeTold(Told):
    """What is told elsewhere in the figure, under this name."""

    see: str


class ReasonTold(Told):
    """Why a value is what it is: the sentence, the rule and clause, and what went in."""

    value: str | bool | int | None
    because: str
    rule: str
    clause: str | None
    template: str | None
    rounding: str | None
    inputs: list["ReasonTold | SourceTold | SeeTold"]


class ReasonsTold(Told):
    """Why, for each part of a figure."""

    value: ReasonTold
    previous: ReasonTold
    target: ReasonTold
    target_met: ReasonTold
    rag: ReasonTold
    direction_of_travel: ReasonTold


class ComparedTold(Told):
    """Where a value stands among peers, of a period that is named."""

    peer_group: str
    period: str
    compared_value: Decimal | None
    label: Literal["top_quartile", "above_median", "below_median", "bottom_quartile"] | None
    n: int | None
    applicable: bool
    reasons: ReasonTold


class PartTold(Told):
    """What was counted of the rows that hold one value of a column."""

    part: str
    value: Decimal | None
    numerator: Decimal
    denominator: Decimal


class AlongTold(Told):
    """The parts along a column, and how many are kept back because their numbers are small."""

    column: str
    kept_back: int
    parts: list[PartTold]


class MeasuredTold(Told):
    """How a figure was measured from rows of events: its tests, how many rows were left out or named, its parts."""

    dataset: str
    dated: str
    of: str | None
    counting: str | None
    adding: str | None
    apart: str | None
    labelled: str | None
    left_out: int
    named: dict[str, int]
    by: list[AlongTold]


class FigureTold(Told):
    """A sealed figure: for an indicator, a period, and an area or (null) the whole. Decimals are texts."""

    agreement: str
    indicator: str
    title: str
    assurance: Literal["provisional", "unaudited", "audited"]
    kind: str
    unit: str
    polarity: Literal["higher", "lower", "within"]
    period: str
    area: str | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    target_met: bool | None
    rag: Literal["green", "amber", "red", "none"]
    direction_of_travel: Literal["better", "worse", "same", "none"]
    previous: Decimal | None
    previous_period: str
    signal: dict[str, Any] | None
    projection: dict[str, Any] | None
    benchmarks: list[ComparedTold]
    status: str
    reasons: ReasonsTold
    measured: MeasuredTold | None = None


class TriggerTold(Told):
    """What follows from a figure by rule."""

    name: str
    when: str
    indicator: str
    do: str
    clause: str
    because: str


class ConsequencesTold(Told):
    """What follows from the figures of a period."""

    agreement: str
    period: str
    incentives: list[dict[str, Any]]
    extension_points: dict[str, Any] | None
    triggers: list[TriggerTold]


class SignatureTold(Told):
    """A person, for a party, under a digest."""

    digest: Fingerprint
    party: str
    person: str
    key: str
    signature: str


class SealTold(Told):
    """A seal: its body, which the parties sign, the digest of it, and the signatures so far."""

    body: dict[str, Any]
    digest: Fingerprint
    signatures: list[SignatureTold]
    state: str


class ReceiptTold(Told):
    """What a party keeps outside, to compare any later record with."""

    digest: Fingerprint
    receipt: dict[str, Any]


class RecordTold(Told):
    """Everything of an agreement in one file that anybody can verify (RFC 8785)."""

    digest: Fingerprint
    record: dict[str, Any]


class NewClose(Body):
    """Why a sealed period gets a further seal, where something came in since without a reason of its own."""

    restates: Reason | None = None


class CountsTold(Told):
    """A value with its counts."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


class ChangedFigureTold(Told):
    """A figure that a further seal has otherwise than the one it corrects; null where it has none."""

    indicator: str
    area: str | None
    before: CountsTold | None
    after: CountsTold | None


class PeriodClosed(Told):
    """The seal. `stood`: it is the seal there was. `locked`: the party whose key could not be opened here.

    `changed` are the figures that a further seal has otherwise than the one it corrects.
    """

    subject: str
    seal: int
    digest: Fingerprint
    stood: bool
    locked: str | None
    changed: list[ChangedFigureTold]


class NewSignature(Body):
    """The seal that was read, by its digest; and the passphrase of your party's key where the installation keeps it."""

    digest: Fingerprint
    passphrase: Secret | None = Field(default=None)


class SealSigned(Told):
    """The seal, for which party it is signed, and which parties are still to sign."""

    subject: str
    seal: int
    digest: Fingerprint
    party: str
    already: bool
    wanted: list[str]
    key_registered: bool


@reading("/agreements/{reference}/figures", gives=Part[FigureTold])
def figures(
    by: Actor,
    at: datetime,
    part: Slice,
    reference: Reference,
    period: PeriodText,
    seal: SealNumber | None = None,
    indicator: Code | None = None,
    area: Area | None = None,
) -> Items:
    """The sealed figures of a period, with their reasons; of one indicator or area where one is named.

    They are those of its current seal, or of the one that `seal` names. A list that goes on stays with the seal it
    began with.
    """
    number, place = part.after or (seal, 0)
    told = queries.closed(agreement_named(reference, by=by, on=period.ends_on), period, seal=number)
    wanted = [
        figure
        for figure in told["figures"]
        if (indicator is None or folded(figure["indicator"]) == folded(indicator))
        and (area is None or matched(figure["area"]) == matched(area))
    ]
    found = part_of(wanted, Slice((place or 0,), part.limit))
    return Items(found.items, (told["seal"]["body"]["number"], *found.next) if found.next else None)


@reading("/agreements/{reference}/figures/{indicator}", gives=FigureTold)
def figure(
    by: Actor,
    at: datetime,
    reference: Reference,
    indicator: Code,
    period: PeriodText,
    seal: SealNumber | None = None,
    area: Area | None = None,
) -> Mapping[str, Any]:
    """Why a figure is what it is, down to file and line: that of an area, or of the whole where none is named."""
    told = queries.closed(agreement_named(reference, by=by, on=period.ends_on), period, seal=seal)
    return named(told["figures"], indicator, area)


@reading("/agreements/{reference}/consequences", gives=ConsequencesTold)
def consequences(
    by: Actor, at: datetime, reference: Reference, period: PeriodText, seal: SealNumber | None = None
) -> Mapping[str, Any]:
    """What follows from the figures of a closed period by rule."""
    told = queries.closed(agreement_named(reference, by=by, on=period.ends_on), period, seal=seal)
    return dict(told["consequences"])


@reading("/agreements/{reference}/seals", gives=Part[SealTold])
def seals(by: Actor, at: datetime, part: Slice, reference: Reference, period: PeriodText) -> Items:
    """The seals of a period with their signatures, the current one first."""
    return part_of(queries.seals_of(agreement_named(reference, by=by, on=period.ends_on), period), part)


@reading("/agreements/{reference}/receipt", gives=ReceiptTold)
def receipt(by: Actor, at: datetime, reference: Reference, period: PeriodText) -> bytes:
    """Your receipt of a period's current seal: keep it where the other party cannot reach it."""
    return canonical(queries.receipt_of(agreement_named(reference, by=by, on=period.ends_on), period))


@reading("/agreements/{reference}/record", gives=RecordTold)
def record(by: Actor, at: datetime, reference: Reference) -> bytes:
    """The whole record of an agreement as you may have it, byte for byte as `counterpart verify` reads it."""
    return record_file(queries.record_of(agreement_named(reference, by=by), by=by, at=at))


@asks("period.closed", "/agreements/{reference}/periods/{period}/closes", gives=PeriodClosed, within=False)
def close(by: Actor, at: datetime, reference: Reference, period: PeriodText, body: NewClose) -> Mapping[str, Any]:
    """Close a period: compute, judge, find the consequences, seal, and sign for your party where its key is kept here.

    A performance officer or contract manager of the commissioner does this. Closing again with nothing changed gives
    the same seal.
    """
    return actions.close(reference, period, by=by, at=at, key_of=kept_key(), restates=body.restates)


@asks("proposal.signed", "/agreements/{reference}/periods/{period}/signatures", gives=SealSigned, within=False)
def sign(by: Actor, at: datetime, reference: Reference, period: PeriodText, body: NewSignature) -> Mapping[str, Any]:
    """Sign the seal of a period for your party, as it was read: it is known by its digest.

    Refused where another seal has taken its place. The key is the one the installation keeps for your party; a key you
    keep yourselves never leaves you, and signs by `counterpart sign --key`.
    """
    passphrase = body.passphrase.get_secret_value() if body.passphrase else None
    return actions.sign_as_read(reference, period, by=by, at=at, digest=body.digest, passphrase=passphrase)


not_asked("seal.agreed", because="the last signature performs it")
not_asked("key.registered", because="a party's first signature performs it")

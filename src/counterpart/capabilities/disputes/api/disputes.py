"""Disputes over the API: every one with its steps, its ladder and its exhibits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.disputes.queries.disputes import agreement_at, dispute_named, disputes_of
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.stepping import open_verbs
from counterpart.capabilities.disputes.rules.telling.marks import step_mark
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Count, DayText, Decimal, Reference, Told


class DisputeStepTold(Told):
    """A step as it was taken."""

    verb: str
    state: str
    step: str
    on: DayText
    party: str
    where: str
    meeting_on: DayText | None
    reason: str


class LadderStepTold(Told):
    """A step of the ladder, where it stands, and what it costs."""

    step: str
    clause: str
    stands: str
    cost: str
    early_cost: str


class ExhibitTold(Told):
    """What shows something, under which clause it was recorded; for a sealed figure the digest of its seal."""

    number: Count
    title: str
    what: str
    clause: str
    party: str
    on: DayText
    found_at: str
    digest: str


class AdjudicationTold(Told):
    """Who adjudicates and what was decided; `payer` pays all where it came early, `owed` as far as it is known."""

    adjudicator: str
    how: str
    body: str
    commenced_by: str
    early: bool
    payer: str
    decision: str
    fee: Decimal | None
    other_costs: Decimal | None
    owed: Decimal | None


class SettlementTold(Told):
    """How a dispute was settled."""

    terms: str
    amount: Decimal | None
    payer: str
    precedent: str
    on: DayText


class DisputeTold(Told):
    """A dispute: where it stands, what may be done by the table of paths, and all that was done."""

    reference: str
    title: str
    what: str
    kind: str
    concerns: str
    claim: Decimal | None
    raised_by: str
    notified_on: DayText
    state: str
    next_on: DayText | None
    still_since: DayText | None
    still: str
    may_be: list[str]
    ladder: list[LadderStepTold]
    steps: list[DisputeStepTold]
    exhibits: list[ExhibitTold]
    adjudication: AdjudicationTold | None
    settlement: SettlementTold | None


@reading("/agreements/{reference}/disputes", gives=Part[DisputeTold])
def disputes(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every dispute, the newest first."""
    return part_of([_dispute(one) for one in disputes_of(agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/disputes/{number}", gives=DisputeTold)
def dispute(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One dispute, with its ladder, every step it took and its exhibits."""
    return _dispute(dispute_named(agreement_at(by, at, reference), number))


def _dispute(one: Dispute) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "what": one.what,
        "kind": one.kind,
        "concerns": one.concerns,
        "claim": _sum(one.claim),
        "raised_by": one.raised_by,
        "notified_on": one.notified_on.isoformat(),
        "state": one.state,
        "next_on": _day(one.clock.due_on if one.clock else None),
        "still_since": _day(one.still_since),
        "still": one.still if one.still_since else "",
        "may_be": list(open_verbs(one)),
        "ladder": [
            {
                "step": step.step,
                "clause": step.clause,
                "stands": step_mark(one, step).words,
                "cost": step.cost,
                "early_cost": step.early_cost,
            }
            for step in (one.ladder.steps if one.ladder else ())
        ],
        "steps": [
            {
                "verb": taken.verb,
                "state": taken.state,
                "step": taken.step,
                "on": taken.on.isoformat(),
                "party": taken.party,
                "where": taken.where,
                "meeting_on": _day(taken.meeting_on),
                "reason": taken.reason,
            }
            for taken in one.history
        ],
        "exhibits": [
            {
                "number": exhibit.number,
                "title": exhibit.title,
                "what": exhibit.what,
                "clause": exhibit.clause,
                "party": exhibit.party,
                "on": exhibit.on.isoformat(),
                "found_at": exhibit.found_at,
                "digest": exhibit.digest,
            }
            for exhibit in one.exhibits
        ],
        "adjudication": _adjudication(one),
        "settlement": _settlement(one),
    }


def _adjudication(one: Dispute) -> dict[str, Any] | None:
    found = one.adjudication
    if found is None:
        return None
    return {
        "adjudicator": found.adjudicator,
        "how": found.how,
        "body": found.body,
        "commenced_by": found.commenced_by,
        "early": found.early,
        "payer": found.payer,
        "decision": found.decision,
        "fee": _sum(found.fee),
        "other_costs": _sum(found.other_costs),
        "owed": _sum(found.owed),
    }


def _settlement(one: Dispute) -> dict[str, Any] | None:
    found = one.settlement
    if found is None:
        return None
    return {
        "terms": found.terms,
        "amount": _sum(found.amount),
        "payer": found.payer,
        "precedent": found.precedent,
        "on": found.on.isoformat(),
    }


def _sum(amount: Any) -> str | None:
    return None if amount is None else str(amount)


def _day(when: Any) -> str | None:
    return None if when is None else when.isoformat()

"""Agrees who funds an agreement, and splits each cost back among the funders."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models, policy
from counterpart.capabilities.frameworks.actions.frameworks import pounds_of
from counterpart.capabilities.frameworks.queries.money import fundings_of
from counterpart.capabilities.frameworks.rules import funding as rules
from counterpart.capabilities.frameworks.rules.funding import Part
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("funding.agreed", words="agreed who funds the agreement", may=policy.may_commission)
def agree_funding(
    agreement: AgreementFacts, *, by: Actor, at: datetime, kind: str, since: date, contributions: Sequence[str]
) -> Done:
    """Agree what each funder puts in from a day on, pooled into one budget or kept as budgets side by side."""
    hold(agreement)
    parts = _read(contributions)
    models.Funding.objects.create(
        agreement_id=agreement.agreement_id, kind=kind, since=since, contributions=_plain(parts)
    )
    content = {"kind": kind, "since": since.isoformat(), "contributions": _plain(parts)}
    says = f"{len(parts)} funders put in £{sum(part.amount for part in parts):,}, {kind}."
    return Done(f"{agreement.reference}/funding", content, reply={"says": says})


@act("cost.split", words="split a cost among the funders", may=policy.may_commission)
def split_cost(
    agreement: AgreementFacts, *, by: Actor, at: datetime, what: str, on: date, amount: str, own: Sequence[str] = ()
) -> Done:
    """Split a cost back among the funders to the penny: pooled, by what each put in; aligned, by its own lines."""
    hold(agreement)
    agreed = rules.in_force(fundings_of(agreement), on)
    if agreed is None:
        raise Refused(rules.none_agreed())
    worth, lines = pounds_of(amount, "The cost"), _read(own) if own else ()
    borne = rules.borne(agreed, worth, lines)
    if isinstance(borne, Refusal):
        raise Refused(borne)
    named = words(what, what="What it was for", longest=200)
    parts = _plain(borne.value)
    models.Cost.objects.create(
        agreement_id=agreement.agreement_id, what=named, on=on, amount=worth, kind=agreed.kind, parts=parts
    )
    content = {"what": named, "on": on.isoformat(), "amount": str(worth), "parts": parts, "because": borne.because}
    told = ", ".join(f"{part.funder} £{part.amount:,}" for part in borne.value)
    return Done(f"{agreement.reference}/funding", content, reply={"says": f"£{worth:,} is borne by {told}."})


def _read(lines: Sequence[str]) -> tuple[Part, ...]:
    parts = rules.parts_of(lines)
    if isinstance(parts, Refusal):
        raise Refused(parts)
    return parts


def _plain(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [{"funder": part.funder, "amount": str(part.amount)} for part in parts]

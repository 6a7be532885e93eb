"""Enters risks in a register, one at a time or as a file."""

from collections.abc import Sequence
from datetime import date, datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.risks import models, policy
from counterpart.capabilities.risks.actions.reviews import party_of, review_set, sound
from counterpart.capabilities.risks.queries import risks_of
from counterpart.capabilities.risks.rules import risks as rules
from counterpart.capabilities.risks.rules.intake import Row, rows_of
from counterpart.capabilities.risks.rules.risks import RISK, Measure
from counterpart.engines.access.numbering import next_references
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.door import Done, act
from counterpart.engines.library.risk_scales import USUAL, risk_scale
from counterpart.engines.library.rules.risk_scales import RiskScale
from counterpart.values.refusal import Refusal, Refused, shown
from counterpart.values.words import words


@act("risk.entered", words="entered a risk", may=policy.may_enter)
def enter(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    kept_in: str,
    likelihood: str,
    impact: str,
    scale: str = USUAL,
    owner: str = "",
    mitigation: str = "",
    known_as: str = "",
    review_on: date | None = None,
    reason: str = "As it was first judged",
) -> Done:
    """Enter a risk in a register, with its score now, whose it is, and when it is reviewed, where a day is set."""
    hold(agreement)
    into = _register(agreement, kept_in, by)
    on = risk_scale(scale)
    levels = sound(rules.scored(on, likelihood, impact))
    row = Row(
        ref=known_as,
        title=words(title, what="The title", longest=200),
        likelihood=levels[0],
        impact=levels[1],
        movement="",
        mitigation=mitigation,
        owner=owner,
        source="",
    )
    _known_once(agreement, into, [row])
    (reference,) = _entered(agreement, into, on, [row], by, at, reason)
    if review_on:
        review_set(
            agreement.agreement_id,
            agreement.reference,
            reference,
            row.title,
            _keeper(by, agreement, into),
            review_on,
            at,
        )
    score = f"{levels[0] * levels[1]}"
    content = {
        "title": row.title,
        "register": into,
        "scale": on.id,
        "likelihood": levels[0],
        "impact": levels[1],
        "review_on": review_on.isoformat() if review_on else None,
    }
    says = f"{reference} is in the register of {rules.of_register(into)}, with a score of {score}"
    says += f", to be reviewed by {review_on:%-d %B %Y}." if review_on else ". No review of it is set."
    return Done(reference, content, reply={"reference": reference, "says": says})


@act("risk.taken_in", words="took in a register of risks", may=policy.may_enter)
def take_in(
    agreement: AgreementFacts, *, by: Actor, at: datetime, file: Upload, kept_in: str, scale: str = USUAL
) -> Done:
    """Take in a register as a file: ref, risk, likelihood, impact, and what else is known. Whole, or not at all."""
    hold(agreement)
    into, on = _register(agreement, kept_in, by), risk_scale(scale)
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_not_text(file.name)) from None
    rows = sound(rows_of(text, file.name, on))
    _known_once(agreement, into, rows)
    references = _entered(agreement, into, on, rows, by, at, f"As taken in from {file.name}"[:500])
    content = {"register": into, "scale": on.id, "file": file.name, "risks": len(rows), "first": references[0]}
    says = f"{len(rows)} risks are taken in to the register of {rules.of_register(into)}, from {references[0]} on."
    return Done(agreement.reference, content, reply={"reference": references[0], "says": says})


def _entered(
    agreement: AgreementFacts,
    register: str,
    scale: RiskScale,
    rows: Sequence[Row],
    by: Actor,
    at: datetime,
    reason: str,
) -> list[str]:
    """Rows for risks and their first scores; gives their references."""
    here, party = agreement.agreement_id, party_of(by, agreement.agreement_id)
    references = next_references("RSK", agreement=here, year=at.year, how_many=len(rows))
    kept = models.Risk.objects.bulk_create(
        models.Risk(
            agreement_id=here,
            reference=reference,
            known_as=row.ref,
            title=row.title,
            register=register,
            party=_keeper(by, agreement, register),
            owner=row.owner,
            mitigation=row.mitigation,
            source=row.source,
            scale=scale.id,
            entered_on=at.date(),
            state=RISK.initial,
        )
        for row, reference in zip(rows, references, strict=True)
    )
    models.RiskScore.objects.bulk_create(
        models.RiskScore(
            agreement_id=here,
            risk=risk,
            measure=Measure.CURRENT,
            likelihood=row.likelihood,
            impact=row.impact,
            on=at.date(),
            party=party,
            reason=reason,
            stated=row.movement,
        )
        for risk, row in zip(kept, rows, strict=True)
    )
    return references


def _register(agreement: AgreementFacts, kept_in: str, by: Actor) -> str:
    into = sound(rules.register_named(agreement, kept_in))
    if refusal := policy.kept_by(by, agreement.agreement_id, into, what="Nothing was entered"):
        raise Refused(refusal)
    return into


def _known_once(agreement: AgreementFacts, register: str, rows: Sequence[Row]) -> None:
    known = {risk.known_as for risk in risks_of(agreement, register=register)} - {""}
    twice = next((row.ref for row in rows if row.ref in known), None)
    if twice:
        raise Refused(
            Refusal(
                code="risk.twice",
                what="Nothing was entered",
                fact=f"the register of {rules.of_register(register)} has a risk {shown(twice)} already",
                rule="a number stands for one risk of a register",
                next_step="Score that one anew, or give another number.",
            )
        )


def _keeper(by: Actor, agreement: AgreementFacts, register: str) -> str:
    """The party whose a risk is: the register’s own; otherwise the party of whoever entered it."""
    return register if agreement.party(register) else party_of(by, agreement.agreement_id)


def _not_text(name: str) -> Refusal:
    return Refusal(
        code="risk.unfit",
        what="The register was not taken in",
        fact=f"{shown(name)} is not text",
        rule="a register is a CSV file in UTF-8",
        next_step="Save it so and send it again.",
    )

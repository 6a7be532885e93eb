"""What goes beside the ladder: settlement, withdrawal, what stands still meanwhile, and what shows the dispute."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import sealed_periods
from counterpart.capabilities.disputes import models, policy
from counterpart.capabilities.disputes.actions.moving import current, moved, party_of, says, sound
from counterpart.capabilities.disputes.queries.disputes import held
from counterpart.capabilities.disputes.rules import disputes as rules
from counterpart.capabilities.disputes.rules.bundle import may_be_shown, not_sealed, the_sealed
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.paths import EVIDENCED, RESUMED, SETTLE, STOOD_STILL, WITHDRAW
from counterpart.capabilities.disputes.rules.stepping import Going
from counterpart.capabilities.performance.queries.figures import sealed_figures
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("dispute.settled", words="settled a dispute", may=policy.may_step)
def settle(
    dispute: Dispute,
    *,
    by: Actor,
    at: datetime,
    terms: str,
    amount: str | None = None,
    payer: str | None = None,
    precedent: str | None = None,
) -> Done:
    """Settle a dispute, with every party’s hand: the terms, what is paid by whom, the precedent that is proposed."""
    paid = sound(rules.money(amount, what="The sum")) if amount else None
    if (paid is not None) != bool(payer) or (payer and payer not in dispute.of.signatories):
        raise Refused(_no_payer(dispute, amount, payer))
    told = {
        "terms": words(terms, what="The terms", longest=4000),
        "amount": paid,
        "amount_by": payer or "",
        "precedent": precedent or "",
        "settled_on": at.date(),
    }
    content = {"terms": told["terms"], "amount": str(paid) if paid is not None else None, "payer": payer}
    more = content | {"precedent": precedent}
    done = moved(dispute, Going(SETTLE, at.date()), by, at, reason=str(told["terms"]), more=more)
    models.Dispute.objects.filter(agreement_id=dispute.agreement_id, reference=dispute.reference).update(**told)
    sum_of = f" The {payer} pays £{paid:,}." if paid is not None else ""
    shown = " A precedent is proposed." if precedent else ""
    return Done(done.subject, done.content, reply=says(dispute, f"is settled.{sum_of}{shown}"))


@act("dispute.withdrawn", words="withdrew a dispute", may=policy.may_withdraw)
def withdraw(dispute: Dispute, *, by: Actor, at: datetime, reason: str) -> Done:
    """Withdraw a dispute that one’s own party raised, with the reason."""
    why = words(reason, what="The reason", longest=500)
    return moved(dispute, Going(WITHDRAW, at.date()), by, at, reason=why)


@act("dispute.stood_still", words="let something stand still for a dispute", may=policy.may_step)
def stand_still(dispute: Dispute, *, by: Actor, at: datetime, what: str) -> Done:
    """Let deductions, or another thing, stand still until the dispute has ended. Every party agrees."""
    dispute, said = current(dispute), words(what, what="What stands still", longest=500)
    if dispute.still_since:
        raise Refused(_still_already(dispute))
    done = moved(dispute, Going(STOOD_STILL, at.date()), by, at, reason=said)
    row = held(dispute)
    row.still_since, row.still = at.date(), said
    row.save(update_fields=["still_since", "still"])
    reply = says(dispute, f"is not over, and until it is this stands still: {said.rstrip('.')}.")
    return Done(done.subject, done.content, reply=reply)


@act("dispute.resumed", words="let run again what stood still for a dispute", may=policy.may_step)
def resume(dispute: Dispute, *, by: Actor, at: datetime, reason: str) -> Done:
    """Let run again, before the dispute has ended, what stood still for it. Every party agrees."""
    dispute = current(dispute)
    if not dispute.still_since:
        raise Refused(_nothing_still(dispute))
    done = moved(dispute, Going(RESUMED, at.date()), by, at, reason=words(reason, what="The reason", longest=500))
    row = held(dispute)
    row.still_since = None
    row.save(update_fields=["still_since"])
    return Done(done.subject, done.content, reply=says(dispute, "goes on, and nothing stands still for it."))


@act("dispute.evidenced", words="added an exhibit to a dispute", may=policy.may_step)
def add_evidence(
    dispute: Dispute, *, by: Actor, at: datetime, title: str, what: str, clause: str, found_at: str = ""
) -> Done:
    """Add to the bundle something that was recorded under a clause. Refused where that clause is not admissible."""
    under = words(clause, what="The clause", longest=200)
    if refusal := may_be_shown(dispute, under):
        raise Refused(refusal)
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What it shows", longest=4000),
        "clause": under,
        "found_at": found_at,
    }
    return _exhibited(dispute, by, at, told)


@act("dispute.figure_shown", words="added a sealed figure to a dispute", may=policy.may_step)
def show_figure(dispute: Dispute, *, by: Actor, at: datetime, indicator: str, period: str, what: str) -> Done:
    """Add to the bundle a figure as it was sealed, with the digest of its seal."""
    known = dispute.of.template.indicator(indicator)
    if known and known.clause and (refusal := may_be_shown(dispute, known.clause)):
        raise Refused(refusal)
    seal = next((one for one in sealed_periods(dispute.of) if one["period"] == period), None)
    if seal is None:
        raise Refused(not_sealed(indicator, period))
    figure = sound(the_sealed(sealed_figures(dispute.of, period, seal=seal["seal"]), indicator, period))
    value, target = figure.get("value"), figure.get("target")
    against = f", against a target of {target}" if target else ""
    told = {
        "title": f"{figure['indicator']} for {period}: {value if value is not None else 'no value'}"[:200],
        "what": words(
            f"{figure['title']}: {value} ({figure['unit']}){against}. {what}", what="What it shows", longest=4000
        ),
        "clause": known.clause if known and known.clause else f"the indicators of {dispute.of.template.name}",
        "found_at": f"/agreements/{dispute.agreement}/periods/{period}",
        "figure": figure["indicator"],
        "period": period,
        "digest": seal["digest"],
    }
    return _exhibited(dispute, by, at, told)


def _exhibited(dispute: Dispute, by: Actor, at: datetime, told: dict[str, str]) -> Done:
    dispute = current(dispute)
    number = len(dispute.exhibits) + 1
    done = moved(dispute, Going(EVIDENCED, at.date()), by, at, reason=told["title"], more=told | {"exhibit": number})
    held(dispute).exhibits.create(
        agreement_id=dispute.agreement_id, number=number, party=party_of(by, dispute.of), on=at.date(), **told
    )
    return Done(done.subject, done.content, reply=says(dispute, f"has exhibit {number}: {told['title']}."))


def _no_payer(dispute: Dispute, amount: str | None, payer: str | None) -> Refusal:
    parties = " or ".join(dispute.of.signatories)
    return Refusal(
        code="dispute.no-payer",
        what=f"{dispute.reference} was not settled",
        fact=f"it says who pays ({payer}) and not a sum that is paid"
        if not amount
        else "it does not say who pays the sum",
        rule=f"a sum is paid by a party that signs: {parties}",
        next_step="Say both, or neither.",
    )


def _still_already(dispute: Dispute) -> Refusal:
    return Refusal(
        code="dispute.still-already",
        what="Nothing was made to stand still",
        fact=f"something stands still for {dispute.reference} since {dispute.still_since:%-d %B %Y}: {dispute.still}",
        rule="one thing stands still for a dispute at a time",
        next_step="Let it run again first.",
    )


def _nothing_still(dispute: Dispute) -> Refusal:
    return Refusal(
        code="dispute.nothing-still",
        what="Nothing was let run again",
        fact=f"nothing stands still for {dispute.reference}",
        rule="what stands still is let run again",
        next_step="Open the dispute to see where it stands.",
    )

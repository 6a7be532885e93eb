"""Keeps issues, from a risk that has happened or by themselves, and puts a register forward for both to review."""

from datetime import date, datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.risks import models, policy
from counterpart.capabilities.risks.actions.reviews import party_of, sound
from counterpart.capabilities.risks.queries import held, issue_held, risks_of
from counterpart.capabilities.risks.rules import risks as rules
from counterpart.capabilities.risks.rules.issues import ISSUE, RESOLVE, Issue
from counterpart.capabilities.risks.rules.risks import REGISTER_REVIEW, RISK, Risk
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

REVIEWED_BY_BOTH = "Governance 8.2.1"
"""The clause of the model schedule by which a provider’s register is reviewed by both parties (002, Appendix D)."""


@act("issue.raised", words="raised an issue", may=policy.may_enter)
def raise_issue(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    what: str,
    owner: str = "",
    resolve_by: date | None = None,
) -> Done:
    """Raise an issue that came of no risk in the registers."""
    hold(agreement)
    party = party_of(by, agreement.agreement_id)
    return _raised(agreement.agreement_id, agreement.reference, None, party, at, title, what, owner, resolve_by)


@act("risk.happened", words="made an issue of a risk", may=policy.may_keep)
def make_an_issue(
    risk: Risk, *, by: Actor, at: datetime, what: str, owner: str = "", resolve_by: date | None = None
) -> Done:
    """Say that a risk has happened: it becomes an issue, and stays in its register."""
    row = held(risk)
    row.state = sound(RISK.after(row.state, "brought about"))
    row.save(update_fields=["state"])
    whose = owner or risk.owner
    return _raised(risk.agreement_id, risk.agreement, row, risk.party, at, risk.title, what, whose, resolve_by)


@act("issue.resolved", words="resolved an issue", may=policy.may_resolve)
def resolve(issue: Issue, *, by: Actor, at: datetime, how: str) -> Done:
    """Resolve an issue, with how. The risk it came of is open again, unless another issue of it stands."""
    row = issue_held(issue)
    row.state = sound(ISSUE.after(row.state, "resolved"))
    row.how, row.resolved_on = words(how, what="How", longest=500), at.date()
    row.save(update_fields=["state", "how", "resolved_on"])
    stop_clocks(issue.agreement_id, subject=issue.reference, about=RESOLVE, by=by, at=at, reason="It was resolved.")
    if row.risk_id:
        risk = models.Risk.objects.select_for_update().get(id=row.risk_id)
        risk.state = sound(RISK.after(risk.state, "settled"))
        risk.save(update_fields=["state"])
    after = f" {issue.risk} is open again: it may happen another time." if issue.risk else ""
    reply = {"reference": issue.reference, "says": f"{issue.reference} is resolved.{after}"}
    return Done(issue.reference, {"how": row.how, "risk": issue.risk or None}, reply=reply)


@act("register.put_forward", words="put a register of risks forward", may=policy.may_enter)
def put_forward(
    agreement: AgreementFacts, *, by: Actor, at: datetime, kept_in: str, review_by: date, group: str = "core group"
) -> Done:
    """Put one’s own register forward: its review by both parties is promised, and the other verifies it."""
    into = rules.register_named(agreement, kept_in)
    if isinstance(into, Refusal):
        raise Refused(into)
    if refusal := policy.kept_by(by, agreement.agreement_id, into, what="The register was not put forward"):
        raise Refused(refusal)
    kept = [risk for risk in risks_of(agreement, register=into) if risk.is_kept]
    if not kept or review_by < at.date():
        raise Refused(_not_put_forward(into, kept=bool(kept), review_by=review_by))
    party = party_of(by, agreement.agreement_id)
    opening = Opening(
        kind=Kind.PROMISE,
        about=REGISTER_REVIEW,
        subject=f"{agreement.reference}/risks/{into}",
        what=f"Review the risk register of {rules.of_register(into)} together, in the {group}",
        due_on=review_by,
        because="the day set when the register was put forward",
        party=party,
        accepted_by=next(iter(agreement.others(party)), ""),
        source=REVIEWED_BY_BOTH,
        address=f"/agreements/{agreement.reference}/risks?register={into}",
    )
    (promise,) = open_clocks(agreement.agreement_id, [opening], at=at)
    highest = rules.gravest_first(kept)[0]
    content = {"register": into, "risks": len(kept), "highest": highest.reference, "promise": promise}
    says = f"The register of {rules.of_register(into)}, with {len(kept)} risks, is put forward: {promise} promises "
    says += f"that both review it by {review_by:%-d %B %Y}."
    return Done(agreement.reference, content, reply={"reference": promise, "says": says})


def _raised(
    here: str,
    agreement: str,
    risk: models.Risk | None,
    party: str,
    at: datetime,
    title: str,
    what: str,
    owner: str,
    resolve_by: date | None,
) -> Done:
    reference = next_reference("ISS", agreement=here, year=at.year)
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What has happened", longest=500),
        "owner": owner,
    }
    models.Issue.objects.create(
        agreement_id=here,
        reference=reference,
        risk=risk,
        party=party,
        raised_on=at.date(),
        state=ISSUE.initial,
        **told,
    )
    if resolve_by:
        opening = Opening(
            kind=Kind.CLOCK,
            about=RESOLVE,
            subject=reference,
            what=f"Resolve the issue: {told['title']}",
            due_on=resolve_by,
            because="the day set when it was raised",
            party=party,
            address=f"/agreements/{agreement}/issues/{reference}",
        )
        open_clocks(here, [opening], at=at)
    content = told | {"risk": risk.reference if risk else None, "by": resolve_by.isoformat() if resolve_by else None}
    came_of = f", of {risk.reference}" if risk else ""
    reply = {"reference": reference, "says": f"{reference} is raised{came_of}."}
    return Done(reference, content, reply=reply)


def _not_put_forward(register: str, *, kept: bool, review_by: date) -> Refusal:
    fact = (
        f"{review_by:%-d %B %Y} is past" if kept else f"the register of {rules.of_register(register)} has no open risk"
    )
    return Refusal(
        code="register.not-put-forward",
        what="The register was not put forward",
        fact=fact,
        rule=f"a register with risks in it is reviewed by both on a day to come ({REVIEWED_BY_BOTH})",
        next_step="Enter the risks first, or set a later day.",
    )

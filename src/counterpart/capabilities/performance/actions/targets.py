"""Takes the target of an indicator through the yearly round: proposed, commented on, challenged, answered."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.queries.round import beside_of, facts_at, round_named
from counterpart.capabilities.performance.rules import round as rules
from counterpart.capabilities.performance.rules.beside import kept
from counterpart.capabilities.performance.rules.challenge import findings
from counterpart.capabilities.performance.rules.keepers import Keeper
from counterpart.capabilities.performance.rules.round import ABOUT, CHALLENGE, TARGET, Round, Sought
from counterpart.engines.access.roles import COMMISSIONER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import Unit, deadline
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.engines.reporting.rules.cells import day_in_words
from counterpart.values.explained import plain
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("target.proposed", words="proposed a target", may=policy.may_propose_target)
def propose(sought: Sought, *, by: Actor, at: datetime, target: str, why: str, priorities: str) -> Done:
    """Propose next year’s target. What stands beside it is kept with it, and the test of challenge is put to it."""
    or_refused(rules.is_open(sought))
    figure = rules.target_read(sought.indicator, target)
    if isinstance(figure, Refusal):
        raise Refused(figure)
    row = held(sought)
    agreement = facts_at(by, at, sought.agreement)
    near = beside_of(agreement, [sought.indicator], sought.year)[sought.indicator.code]
    found = findings(sought.indicator, figure, near)
    hand = by.hand_in(sought.agreement_id)
    row.state = after(row, sought, "proposed")
    row.version, row.target = row.version + 1, target
    row.why, row.priorities = _said(why, "The reason"), _said(priorities, "What customers want")
    row.beside = kept(near)
    row.findings = [{"kind": one.kind, "by": plain(one.by), "because": one.because, "asks": one.asks} for one in found]
    row.proposed_by, row.stood_in_for, row.change = hand.person, list(hand.on_behalf_of), ""
    row.save()
    note(row, "proposed", by, at, row.why)
    stop(sought, by, at, "Another target was proposed.")
    _all_proposed(agreement, sought, by, at)
    content = {"target": target, "why": row.why, "priorities": row.priorities, "version": row.version}
    content |= {"beside": row.beside, "findings": row.findings}
    asked = [one.because for one in found if one.asks]
    says = f"{target} is proposed for {sought.indicator.code} in {sought.year.in_words}. " + (
        f"The test of challenge asks: {' '.join(asked)}" if asked else "The test of challenge asks nothing."
    )
    return _done(sought, content, says)


@act("target.commented", words="commented on a target", may=policy.may_comment)
def comment(sought: Sought, *, by: Actor, at: datetime, comment: str) -> Done:
    """Say what one thinks of a target, as provider, panel, councillor or officer. Everybody reads it."""
    or_refused(rules.is_open(sought))
    said = _said(comment, "The comment")
    row = held(sought)
    note(row, "commented", by, at, said)
    return _done(sought, {"comment": said, "version": row.version}, f"Your words stand beside {sought.indicator.code}.")


@act("target.challenged", words="challenged a target", may=policy.may_challenge)
def challenge(sought: Sought, *, by: Actor, at: datetime, question: str) -> Done:
    """Challenge a target: its owner answers within five working days, or proposes another."""
    or_refused(rules.is_open(sought))
    asked = _said(question, "The question")
    row = held(sought)
    row.state = after(row, sought, "challenged")
    row.save(update_fields=["state"])
    note(row, "challenged", by, at, asked)
    due = deadline(at.date(), rules.ANSWER_WITHIN, Unit.WORKING_DAYS, calendar("EW"), beginning_with=False)
    if isinstance(due, Refusal):
        raise Refused(due)
    agreement = facts_at(by, at, sought.agreement)
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=CHALLENGE,
            subject=_subject(sought),
            what=f"Answer the challenge of the target of {sought.indicator.code} for {sought.year.in_words}",
            due_on=due.on,
            because=due.because,
            party=party,
            role=role,
            address=sought.address,
        )
        for party, role in whose(agreement, sought.owner)
    ]
    open_clocks(sought.agreement_id, openings, at=at)
    says = f"The target of {sought.indicator.code} is challenged; its owner answers by {day_in_words(due.on)}."
    return _done(sought, {"question": asked, "version": row.version}, says)


@act("target.answered", words="answered the challenge of a target", may=policy.may_answer_challenge)
def answer(sought: Sought, *, by: Actor, at: datetime, answer: str) -> Done:
    """Answer a challenge where the target stays as it was proposed, with the reason."""
    or_refused(rules.is_open(sought))
    said = _said(answer, "The answer")
    row = held(sought)
    row.state = after(row, sought, "answered")
    row.save(update_fields=["state"])
    note(row, "answered", by, at, said)
    stop(sought, by, at, "It was answered.")
    says = f"The challenge of {sought.indicator.code} is answered, and its target stays {sought.target}."
    return _done(sought, {"answer": said, "version": row.version}, says)


def whose(agreement: AgreementFacts, owner: Keeper) -> list[tuple[str, str]]:
    """Whose worklist an owner’s clock stands in: theirs, or the commissioner’s where the terms name nobody."""
    parties = [owner.party] if owner.party else [one.name for one in agreement.parties if one.side == COMMISSIONER]
    return [(party, owner.role) for party in parties]


def _all_proposed(agreement: AgreementFacts, sought: Sought, by: Actor, at: datetime) -> None:
    """Stop asking an owner who has proposed every target that is theirs."""
    now = round_named(agreement, sought.round)
    if sought.owner not in rules.keepers(now.targets):
        stop_asking(now, sought.owner, by, at, "Every target was proposed.")


def stop_asking(round: Round, owner: Keeper, by: Actor, at: datetime, reason: str) -> None:
    subject = asked_of(round.reference, owner)
    stop_clocks(round.agreement_id, subject=subject, about=ABOUT, by=by, at=at, reason=reason)


def asked_of(reference: str, owner: Keeper) -> str:
    return f"{reference}/{owner.said or 'owners'}"[:200]


def stop(sought: Sought, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(sought.agreement_id, subject=_subject(sought), about=CHALLENGE, by=by, at=at, reason=reason)


def _subject(sought: Sought) -> str:
    return f"{sought.round}/{sought.indicator.code}"


def held(sought: Sought) -> models.SoughtTarget:
    return models.SoughtTarget.objects.select_for_update().get(
        agreement_id=sought.agreement_id, round__reference=sought.round, indicator=sought.indicator.code
    )


def after(row: models.SoughtTarget, sought: Sought, verb: str) -> str:
    """The state that follows; that of a target which was put forward is the one its change gives it."""
    state = TARGET.after(sought.state if row.state == rules.FORWARD else row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    return state


def note(row: models.SoughtTarget, verb: str, by: Actor, at: datetime, said: str) -> None:
    hand, standing = by.hand_in(str(row.agreement_id)), by.standing_in(str(row.agreement_id))
    models.TargetStep.objects.create(
        agreement_id=row.agreement_id,
        sought=row,
        verb=verb,
        on=at.date(),
        person_id=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        party=standing.party if standing else "",
        role=standing.role if standing else "",
        words=said,
        version=row.version,
        target=row.target,
    )


def _done(sought: Sought, content: dict[str, Any], says: str) -> Done:
    told = {"indicator": sought.indicator.code, "year": str(sought.year), **content}
    return Done(_subject(sought), told, reply={"reference": sought.round, "says": says})


def _said(text: str, what: str) -> str:
    return words(text, what=what, longest=500)


def or_refused(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)

"""Opens and closes the yearly round, and puts its targets forward.

What is put forward is one change of the terms, which the other side assesses and each party signs.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from counterpart.capabilities.agreements.actions import changing
from counterpart.capabilities.agreements.queries.agreements import hold, versions_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.actions.targets import (
    after,
    asked_of,
    held,
    note,
    or_refused,
    stop,
    stop_asking,
    whose,
)
from counterpart.capabilities.performance.queries.round import facts_at, round_named
from counterpart.capabilities.performance.rules import round as rules
from counterpart.capabilities.performance.rules.keepers import Keeper
from counterpart.capabilities.performance.rules.round import ABOUT, CHALLENGED, ROUND, TARGET, Round
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.engines.library.rewriting import with_targets
from counterpart.engines.reporting.rules.cells import day_in_words
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal, Refused

SOON = timedelta(days=28)
"""From when new targets hold where their year has begun: time enough to assess and sign the change."""


@act("round.opened", words="opened the yearly round", may=policy.may_open_round)
def open_round(agreement: AgreementFacts, *, by: Actor, at: datetime, year: Period, propose_by: date) -> Done:
    """Open the round of a year: each owner is asked to propose the targets of their indicators by a day."""
    hold(agreement)
    template = agreement.terms.template
    or_refused(rules.opened_for(template, year, propose_by, on=at.date()))
    before = models.TargetRound.objects.filter(agreement_id=agreement.agreement_id, year=str(year)).first()
    if before:
        raise Refused(rules.once_a_year(year, before.reference))
    row = models.TargetRound.objects.create(
        agreement_id=agreement.agreement_id,
        reference=next_reference("RND", agreement=agreement.agreement_id, year=at.year),
        year=str(year),
        state=ROUND.initial,
        opened_on=at.date(),
        propose_by=propose_by,
    )
    codes = [one.code for one in template.indicators if rules.has_a_target(one, year)]
    models.SoughtTarget.objects.bulk_create(
        models.SoughtTarget(agreement_id=agreement.agreement_id, round=row, indicator=code, state=TARGET.initial)
        for code in codes
    )
    opened = round_named(agreement, row.reference)
    openings = [one for keeper in rules.keepers(opened.targets) for one in _to_propose(agreement, opened, keeper)]
    open_clocks(agreement.agreement_id, openings, at=at)
    content = {"year": str(year), "propose_by": propose_by.isoformat(), "indicators": codes}
    says = (
        f"{row.reference}, the round of {year.in_words}, is open: {_targets_are(len(codes))} to be proposed by "
        f"{day_in_words(propose_by)}."
    )
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("round.put_forward", words="put targets forward as a change of the terms", may=policy.may_put_forward)
def put_forward(
    round: Round,
    *,
    by: Actor,
    at: datetime,
    why: str,
    indicators: Sequence[str] | None = None,
    takes_effect_on: date | None = None,
) -> Done:
    """Put the targets that are ready forward as one change of the terms, agreed by the signature of each party."""
    agreement = facts_at(by, at, round.agreement)
    hold(agreement)
    round = round_named(agreement, round.reference)
    or_refused(rules.is_open(round))
    targets = rules.chosen(round, indicators or ())
    if isinstance(targets, Refusal):
        raise Refused(targets)
    newest = versions_of(agreement)[-1]
    holds_from = takes_effect_on or max(round.year.starts_on, at.date() + SOON)
    wanted = {one.indicator.code: {str(round.year): one.target} for one in targets}
    told = changing.propose(
        agreement,
        by=by,
        at=at,
        title=f"Targets for {round.year.in_words}, from {round.reference}",
        why=why,
        takes_effect_on=holds_from,
        new=with_targets(newest.terms.text, wanted),
    )
    for one in targets:
        row = held(one)
        row.state, row.change = after(row, one, "put forward"), told["reference"]
        row.save(update_fields=["state", "change"])
        note(row, "put forward", by, at, f"In {told['reference']}")
    content = {"change": told["reference"], "targets": {one.indicator.code: one.target for one in targets}}
    says = (
        f"{_targets_are(len(targets)).capitalize()} put forward as {told['reference']}, to hold from "
        f"{day_in_words(holds_from)}. The other side assesses it; then each signs."
    )
    return Done(round.reference, content, reply={"reference": told["reference"], "says": says})


@act("round.closed", words="closed the yearly round", may=policy.may_close_round)
def close_round(round: Round, *, by: Actor, at: datetime) -> Done:
    """Close the round. What stayed unset or was challenged by nobody is named in the record."""
    hold(facts_at(by, at, round.agreement))
    state = ROUND.after(round.state, "closed")
    if isinstance(state, Refusal):
        raise Refused(state)
    rows = models.TargetRound.objects.filter(agreement_id=round.agreement_id, reference=round.reference)
    rows.update(state=state)
    for one in round.targets:
        if one.state == CHALLENGED:
            stop(one, by, at, "The round was closed.")
    for owner in rules.keepers(round.targets):
        stop_asking(round, owner, by, at, "The round was closed.")
    unset = [one.indicator.code for one in round.unset]
    unchallenged = [one.indicator.code for one in round.unchallenged]
    says = (
        f"{round.reference} is closed: {len(unset)} of its targets stayed unset, and {len(unchallenged)} "
        "challenged by nobody."
    )
    content = {"year": str(round.year), "unset": unset, "unchallenged": unchallenged}
    return Done(round.reference, content, reply={"reference": round.reference, "says": says})


def _targets_are(n: int) -> str:
    return "one target is" if n == 1 else f"{n} targets are"


def _to_propose(agreement: AgreementFacts, round: Round, owner: Keeper) -> list[Opening]:
    """A clock for each that an owner may be, to propose the targets of what they own."""
    own = [one.indicator.code for one in round.targets if one.owner == owner]
    return [
        Opening(
            kind=Kind.CLOCK,
            about=ABOUT,
            subject=asked_of(round.reference, owner),
            what=f"Propose targets for {round.year.in_words}: {', '.join(own)}"[:500],
            due_on=round.propose_by,
            because="the day that was named when the round was opened",
            party=party,
            role=role,
            source="004, section 5",
            address=f"/agreements/{round.agreement}/rounds/{round.reference}",
        )
        for party, role in whose(agreement, owner)
    ]

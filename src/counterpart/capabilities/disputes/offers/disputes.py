"""What can be done about a dispute: each step of the ladder, and what goes beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes.actions.steps import AGREED, NOMINATED
from counterpart.capabilities.disputes.offers.bodies import (
    Adjudicating,
    Convening,
    Deciding,
    Direct,
    Figure,
    Hearing,
    Judging,
    Notice,
    Placing,
    Settling,
    Shown,
    Still,
    ToCourt,
    Why,
)
from counterpart.capabilities.disputes.queries.disputes import agreement_at, dispute_at
from counterpart.capabilities.disputes.rules import paths
from counterpart.capabilities.disputes.rules.disputes import KINDS, Dispute
from counterpart.capabilities.disputes.rules.stepping import clause_of, earliest_meeting, is_early, step_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.library.calendars import calendar

DISPUTES = "/agreements/{reference}/disputes"
DISPUTE = f"{DISPUTES}/{{number}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


def _kinds(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"kind": [(kind, kind.capitalize()) for kind in KINDS]}


def _groups(verb: str) -> Callable[[Dispute, Actor, date], Mapping[str, Choices]]:
    def found(dispute: Dispute, by: Actor, on: date) -> Mapping[str, Choices]:
        step = step_of(dispute, verb)
        return {"group": [(group, _title(dispute, group)) for group in step.groups]} if step else {}

    return found


def _title(dispute: Dispute, group: str) -> str:
    known = dispute.of.template.group(group)
    return known.title if known else group


def _ways(dispute: Dispute, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"how": [(way, way.capitalize()) for way in (AGREED, NOMINATED)]}


def _payers(dispute: Dispute, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"payer": [("", "Nobody"), *((name, name) for name in dispute.of.signatories)]}


def _indicators(dispute: Dispute, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"indicator": [(one.code, f"{one.code} {one.title}") for one in dispute.of.template.indicators]}


def _says(verb: str, what: str) -> Callable[[Dispute], str]:
    """What a step does, from which day it may be taken, what it costs, and by which clause."""

    def said(dispute: Dispute) -> str:
        step = step_of(dispute, verb)
        first = earliest_meeting(dispute, verb, calendar(dispute.of.template.calendar))
        since = f" The first day for the meeting is {first[0]:%-d %B %Y}, {first[1]}." if first else ""
        within = f" The meeting is at no more than {step.within} notice." if step and step.within else ""
        cost = step.cost if step else "nothing"
        if verb == paths.ADJUDICATE and step and is_early(dispute):
            cost = f"{step.early_cost or step.cost}, as the escalation process has not been used"
        return f"{what}{since}{within} It costs {cost} ({clause_of(dispute, verb)}). {SEEN}"

    return said


def _each_other(dispute: Dispute, by: Actor) -> Sequence[str]:
    """The hands wanted beside one’s own: every other party that signs."""
    own = {standing.party for standing in by.standings if standing.agreement == dispute.agreement_id}
    return [party for party in dispute.of.signatories if party not in own]


def _from(verb: str) -> tuple[str, ...]:
    """The states from which the table of paths has a step."""
    return tuple(state for state, named in paths.DISPUTE.steps if named == verb)


offers(
    Offer(
        act="dispute.notified",
        on=DISPUTES,
        word="notify",
        path=DISPUTES,
        of=agreement_at,
        title="Give notice of a dispute",
        says="The other party has it in writing from this moment. " + SEEN,
        button="Give notice",
        body=Notice,
        choices=_kinds,
    ),
    Offer(
        act="dispute.placed",
        on=DISPUTE,
        word="place",
        path=f"{DISPUTE}/working-group",
        of=dispute_at,
        title="Place it before a working group",
        says=_says(paths.PLACED, "The group hears it at that meeting."),
        button="Place it",
        body=Placing,
        while_=_from(paths.PLACED),
        choices=_groups(paths.PLACED),
    ),
    Offer(
        act="dispute.referred",
        on=DISPUTE,
        word="refer",
        path=f"{DISPUTE}/core-group",
        of=dispute_at,
        title="Refer it to the core group",
        says=_says(paths.REFERRED, "The core group hears it at that meeting."),
        button="Refer it",
        body=Placing,
        while_=_from(paths.REFERRED),
        choices=_groups(paths.REFERRED),
    ),
    Offer(
        act="dispute.referred_directly",
        on=DISPUTE,
        word="refer-directly",
        path=f"{DISPUTE}/core-group-directly",
        of=dispute_at,
        title="Refer it directly to the core group",
        says=_says(paths.REFERRED_DIRECTLY, "The working group is passed over, with your reason and no penalty."),
        button="Refer it",
        body=Direct,
        while_=_from(paths.REFERRED_DIRECTLY),
        choices=_groups(paths.REFERRED_DIRECTLY),
    ),
    Offer(
        act="dispute.convened",
        on=DISPUTE,
        word="convene",
        path=f"{DISPUTE}/executives",
        of=dispute_at,
        title="Put it to chief executive and director",
        says=_says(paths.CONVENED, "They meet on it, with all that is known."),
        button="Convene them",
        body=Convening,
        while_=_from(paths.CONVENED),
    ),
    Offer(
        act="dispute.heard",
        on=DISPUTE,
        word="heard",
        path=f"{DISPUTE}/hearings",
        of=dispute_at,
        title="Record what the meeting came to",
        says="It was heard and not settled. The next step of the ladder is open from then on. " + SEEN,
        button="It was heard",
        body=Hearing,
        while_=_from(paths.HEARD),
    ),
    Offer(
        act="dispute.sent_to_adjudication",
        on=DISPUTE,
        word="adjudicate",
        path=f"{DISPUTE}/adjudication",
        of=dispute_at,
        title="Send it to adjudication",
        says=_says(paths.ADJUDICATE, "An adjudicator decides it."),
        button="Send it to adjudication",
        body=Adjudicating,
        while_=_from(paths.ADJUDICATE),
        choices=_ways,
    ),
    Offer(
        act="dispute.adjudicated",
        on=DISPUTE,
        word="decided",
        path=f"{DISPUTE}/decisions",
        of=dispute_at,
        title="Record the adjudicator’s decision",
        says="Who begins early pays the whole fee and the other’s reasonable costs. " + SEEN,
        button="Record it",
        body=Deciding,
        while_=_from(paths.DECIDED),
    ),
    Offer(
        act="dispute.taken_to_court",
        on=DISPUTE,
        word="court",
        path=f"{DISPUTE}/proceedings",
        of=dispute_at,
        title="Record that proceedings are begun",
        says=_says(paths.TO_COURT, "It is refused until the escalation process has been used."),
        button="Proceedings are begun",
        body=ToCourt,
        while_=_from(paths.TO_COURT),
    ),
    Offer(
        act="dispute.judged",
        on=DISPUTE,
        word="judged",
        path=f"{DISPUTE}/judgments",
        of=dispute_at,
        title="Record the judgment",
        says="The dispute is over. " + SEEN,
        button="Record it",
        body=Judging,
        while_=_from(paths.JUDGE),
    ),
    Offer(
        act="dispute.settled",
        on=DISPUTE,
        word="settle",
        path=f"{DISPUTE}/settlement",
        of=dispute_at,
        title="Settle it",
        says="It is proposed to the other party; when they agree, the dispute is over on these terms. " + SEEN,
        button="Propose the settlement",
        body=Settling,
        while_=_from(paths.SETTLE),
        choices=_payers,
        needs=_each_other,
    ),
    Offer(
        act="dispute.withdrawn",
        on=DISPUTE,
        word="withdraw",
        path=f"{DISPUTE}/withdrawals",
        of=dispute_at,
        title="Withdraw it",
        says="The dispute is over, with your reason. " + SEEN,
        button="Withdraw it",
        body=Why,
        while_=_from(paths.WITHDRAW),
    ),
    Offer(
        act="dispute.stood_still",
        on=DISPUTE,
        word="stand-still",
        path=f"{DISPUTE}/standstills",
        of=dispute_at,
        title="Let something stand still meanwhile",
        says="It is proposed to the other party; when they agree, it stands still until the dispute is over. " + SEEN,
        button="Propose it",
        body=Still,
        while_=_from(paths.STOOD_STILL),
        needs=_each_other,
    ),
    Offer(
        act="dispute.resumed",
        on=DISPUTE,
        word="resume",
        path=f"{DISPUTE}/resumptions",
        of=dispute_at,
        title="Let run again what stands still",
        says="It is proposed to the other party; when they agree, nothing stands still for it. " + SEEN,
        button="Propose it",
        body=Why,
        while_=_from(paths.RESUMED),
        needs=_each_other,
    ),
    Offer(
        act="dispute.evidenced",
        on=DISPUTE,
        word="evidence",
        path=f"{DISPUTE}/exhibits",
        of=dispute_at,
        title="Add to the bundle",
        says="What was recorded under a clause that is not admissible is refused. " + SEEN,
        button="Add it",
        body=Shown,
        while_=_from(paths.EVIDENCED),
    ),
    Offer(
        act="dispute.figure_shown",
        on=DISPUTE,
        word="figure",
        path=f"{DISPUTE}/figures",
        of=dispute_at,
        title="Add a sealed figure to the bundle",
        says="It stands there as it was sealed, with the digest of its seal. " + SEEN,
        button="Add it",
        body=Figure,
        while_=_from(paths.EVIDENCED),
        choices=_indicators,
    ),
)

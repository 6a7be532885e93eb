"""Calls for returns, and takes each from hand to hand: sent, queried, signed, assured, countersigned, sealed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.queries.agreements import agreement_named, hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.queries.returning import digest_of, what_stands
from counterpart.capabilities.performance.rules import returning as rules
from counterpart.capabilities.performance.rules.keepers import reached
from counterpart.capabilities.performance.rules.returning import ANSWER_WITHIN, RETURN, SEND_WITHIN, Judged, Return
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.engines.access.appointments import parties_of
from counterpart.engines.access.numbering import next_references
from counterpart.engines.access.roles import PROVIDER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import Deadline, Unit, deadline
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.evidence.store import Store
from counterpart.engines.library.calendars import calendar
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

ABOUT, QUERY, DIFFICULTY = "return", "query", "difficulty"
"""What the clocks of returns are about."""


@act("returns.called", words="called for returns", may=policy.may_call)
def call_for(agreement: AgreementFacts, *, by: Actor, at: datetime, when: Period, due_on: date | None = None) -> Done:
    """Call for the returns of a period: one for each indicator, due ten working days after it where no day is named."""
    hold(agreement)
    template = agreement.terms.template
    due = _due(agreement, when, due_on)
    known = set(_rows(agreement, when).values_list("indicator", flat=True))
    codes = [indicator.code for indicator in template.indicators if indicator.code not in known]
    if not codes:
        raise Refused(_called_already(agreement, when))
    sender = next(party.name for party in agreement.parties if party.side == PROVIDER)
    given = next_references("RET", agreement=agreement.agreement_id, year=at.year, how_many=len(codes))
    rows = models.Return.objects.bulk_create(
        models.Return(
            agreement_id=agreement.agreement_id,
            reference=reference,
            indicator=code,
            period=str(when),
            state=RETURN.initial,
            sender=sender,
            due_on=due.on,
        )
        for code, reference in zip(codes, given, strict=True)
    )
    open_clocks(agreement.agreement_id, [_opening(agreement, row, due) for row in rows], at=at)
    _take_note(agreement, {(row.indicator, str(when)) for row in rows}, by=by, at=at)
    content = {"period": str(when), "indicators": codes, "due_on": due.on.isoformat(), "sender": sender}
    says = f"{len(codes)} returns of {when} are called for, due on {due.on.day} {due.on:%B %Y}."
    return Done(f"{agreement.reference}/{when}", content, reply={"says": says, "returns": len(codes)})


def came_in(agreement: AgreementFacts, figures: Iterable[Returned], *, by: Actor, at: datetime) -> None:
    """Take note that figures came in: their returns are submitted. Called by the act that takes a file in."""
    _take_note(agreement, {(figure.indicator, str(figure.period)) for figure in figures}, by=by, at=at)


def sealed(agreement: AgreementFacts, when: Period, *, by: Actor, at: datetime) -> None:
    """Take note that a period was sealed. Called by the act that closes it."""
    for row in _rows(agreement, when).exclude(state=rules.SEALED):
        if (row.state, "sealed") in RETURN.steps:
            _step(row, "sealed", by, at)


@act("return.queried", words="queried a return", may=policy.may_query)
def query(sent: Return, *, by: Actor, at: datetime, question: str) -> Done:
    """Ask about what was sent. Its signatures lapse; its sender answers within five working days."""
    asked = words(question, what="The question", longest=500)
    row = _step(_held(sent), "queried", by, at, words=asked)
    _open_answer(sent, QUERY, sent.sender, f"Answer the query on {sent.indicator}, {sent.period}", at)
    return _told(row, {"question": asked}, f"is queried; the {sent.sender} answers")


@act("return.answered", words="answered the query on a return", may=policy.may_answer)
def answer(sent: Return, *, by: Actor, at: datetime, answer: str) -> Done:
    """Answer what was asked, where the figure stays as it was sent."""
    said = words(answer, what="The answer", longest=500)
    row = _step(_held(sent), "answered", by, at, words=said)
    _stop(sent, QUERY, by, at, "It was answered.")
    return _told(row, {"answer": said}, "is answered, and stands as it was sent")


@act("return.evidenced", words="added evidence to a return", may=policy.may_answer)
def add_evidence(sent: Return, *, by: Actor, at: datetime, document: str, file: Upload | None = None) -> Done:
    """Add a document that bears out what was sent. It is kept unchanged under its fingerprint."""
    named = words(document, what="The name of the document", longest=200)
    mark = Store(Path(settings.EVIDENCE_FOLDER)).keep(file.data) if file else ""
    row = _held(sent)
    _note(row, "evidenced", by, at, document=named, fingerprint=mark)
    return _told(row, {"document": named, "fingerprint": mark}, f"has {named} beside it")


@act("difficulty.raised", words="raised a difficulty with a return", may=policy.may_answer)
def raise_difficulty(sent: Return, *, by: Actor, at: datetime, difficulty: str) -> Done:
    """Say what stands in the way of a figure or its target, so that both sides know before it is judged.

    It reaches the indicator’s manager and owner, where its terms name them, and every other party.
    """
    said = words(difficulty, what="The difficulty", longest=500)
    row = _held(sent)
    _note(row, "difficulty raised", by, at, words=said)
    template = agreement_named(sent.agreement, by=by, on=at.date()).terms.template
    others = [party for party in parties_of(sent.agreement_id) if party != sent.sender]
    for party, role in reached(template, sent.indicator, others):
        what = f"Answer the difficulty with {sent.indicator}, {sent.period}"
        _open_answer(sent, DIFFICULTY, party, what, at, role=role)
    return _told(row, {"difficulty": said}, "has a difficulty that both sides now know of")


@act("return.signed", words="signed a return as its owner", may=policy.may_sign_as_owner)
def sign(sent: Return, *, by: Actor, at: datetime) -> Done:
    """Sign exactly what was sent, as its owner. If it changes, this lapses."""
    row = _step(_held(sent), "signed", by, at)
    return _told(row, {"digest": row.digest}, "is signed by its owner")


@act("return.assured", words="assured a return", may=policy.may_assure)
def assure(sent: Return, *, by: Actor, at: datetime, **found_to_be: str) -> Done:
    """Assure the data on six dimensions, with a reason for each that is found less than good.

    Each dimension is named by its word, and its reason by the word and `_reason`.
    """
    reasons = {name.removesuffix("_reason"): why for name, why in found_to_be.items() if name.endswith("_reason")}
    found = rules.judged(found_to_be, reasons)
    if isinstance(found, Refusal):
        raise Refused(found)
    row = _step(_held(sent), "assured", by, at, judged=found)
    told = [{"dimension": one.dimension.value, "quality": one.quality.value, "reason": one.reason} for one in found]
    return _told(row, {"digest": row.digest, "quality": told}, "is assured")


@act("return.countersigned", words="countersigned a return", may=policy.may_countersign)
def countersign(sent: Return, *, by: Actor, at: datetime) -> Done:
    """Countersign what was sent and assured, for the other party."""
    row = _step(_held(sent), "countersigned", by, at)
    return _told(row, {"digest": row.digest}, "is countersigned")


def _due(agreement: AgreementFacts, when: Period, due_on: date | None) -> Deadline:
    if due_on is not None:
        return Deadline(due_on, "the day that was named in the call")
    kept = calendar(agreement.terms.template.calendar)
    found = deadline(when.ends_on, SEND_WITHIN, Unit.WORKING_DAYS, kept, beginning_with=False)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _opening(agreement: AgreementFacts, row: models.Return, due: Deadline) -> Opening:
    return Opening(
        kind=Kind.CLOCK,
        about=ABOUT,
        subject=row.reference,
        what=f"Send {row.indicator} for {row.period}",
        due_on=due.on,
        because=due.because,
        party=row.sender,
        calendar=agreement.terms.template.calendar,
        address=f"/agreements/{agreement.reference}/returns/{row.reference}",
    )


def _take_note(agreement: AgreementFacts, names: set[tuple[str, str]], *, by: Actor, at: datetime) -> None:
    """What came in for returns that were called for: those that changed are submitted, and their hands lapse."""
    called = models.Return.objects.filter(agreement_id=agreement.agreement_id, period__in={when for _, when in names})
    for row in called.select_for_update().order_by("reference"):
        if (row.indicator, row.period) not in names:
            continue
        stands = what_stands(agreement, row.indicator, period(row.period))
        mark = digest_of(stands) if stands else ""
        if mark and mark != row.digest:
            row.digest = mark
            _step(row, "submitted", by, at)
            stop_clocks(agreement.agreement_id, subject=row.reference, about=ABOUT, by=by, at=at, reason="It was sent.")


def _rows(agreement: AgreementFacts, when: Period) -> Any:
    return models.Return.objects.filter(agreement_id=agreement.agreement_id, period=str(when))


def _held(sent: Return) -> models.Return:
    return models.Return.objects.select_for_update().get(agreement_id=sent.agreement_id, reference=sent.reference)


def _step(row: models.Return, verb: str, by: Actor, at: datetime, **said: Any) -> models.Return:
    """Take a return one step on its way, as its life cycle has it."""
    state = RETURN.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state", "digest"])
    _note(row, verb, by, at, **said)
    return row


def _note(
    row: models.Return,
    verb: str,
    by: Actor,
    at: datetime,
    *,
    words: str = "",
    document: str = "",
    fingerprint: str = "",
    judged: Sequence[Judged] = (),
) -> None:
    hand, standing = by.hand_in(str(row.agreement_id)), by.standing_in(str(row.agreement_id))
    models.ReturnStep.objects.create(
        agreement_id=row.agreement_id,
        sent=row,
        verb=verb,
        on=at.date(),
        person_id=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        party=standing.party if standing else "",
        words=words,
        document=document,
        fingerprint=fingerprint,
        judged=[(one.dimension.value, one.quality.value, one.reason) for one in judged],
    )


def _open_answer(sent: Return, about: str, party: str, what: str, at: datetime, *, role: str = "") -> None:
    due = deadline(at.date(), ANSWER_WITHIN, Unit.WORKING_DAYS, calendar("EW"), beginning_with=False)
    if isinstance(due, Refusal):
        raise Refused(due)
    address = f"/agreements/{sent.agreement}/returns/{sent.reference}"
    opening = Opening(Kind.CLOCK, about, sent.reference, what, due.on, due.because, party, role, address=address)
    open_clocks(sent.agreement_id, [opening], at=at)


def _stop(sent: Return, about: str, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(sent.agreement_id, subject=sent.reference, about=about, by=by, at=at, reason=reason)


def _told(row: models.Return, content: dict[str, Any], says: str) -> Done:
    told = {"indicator": row.indicator, "period": row.period, **content, "state": row.state}
    return Done(row.reference, told, reply={"reference": row.reference, "says": f"{row.reference} {says}."})


def _called_already(agreement: AgreementFacts, when: Period) -> Refusal:
    return Refusal(
        code="returns.called-already",
        what=f"No returns of {when} were called for",
        fact="every indicator’s return of that period was called for before",
        rule="a return is called for once",
        next_step=f"Look at the returns of {agreement.reference}; a correction is sent with its reason.",
    )

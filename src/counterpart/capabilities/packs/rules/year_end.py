"""Pure: the year-end summary: what a councillor with two minutes reads first, and the table everybody knows."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.packs.rules.portfolio import CONCERN, SUCCESS, concerns, first_sentences, successes, whole
from counterpart.capabilities.packs.rules.tables import table_of
from counterpart.capabilities.performance.rules.bars import bars_of
from counterpart.capabilities.performance.rules.wording import joined, year_of
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone, day_in_words
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Weight,
)
from counterpart.values.period import Kind, period

_HOW_TO_READ = (
    "Better and worse follow from which way the indicator should move, not from whether the number rose or fell. A "
    "label among peers judges the figure of the period its column is headed with; where none was published it is N/A."
)
_ASSURANCE = {
    "provisional": "They may still change. A correction makes a further seal, and this one stays readable.",
    "unaudited": "They are as returned, and judged by the rules of the agreement. No auditor has checked them.",
    "audited": "An auditor has checked them.",
}


def year_end(told: Mapping[str, Any], agreement: AgreementFacts) -> Document:
    """The summary of a closed period, from `told` as `closing.queries.closed` gives it. No figure is computed again."""
    body = told["seal"]["body"]
    when = year_of(body["period"])
    known = whole(told["figures"])
    parties = [party.organisation for party in agreement.parties if party.side != "represented"]
    seal = f"seal {body['number']}, {told['seal']['digest'][:12]}"
    return Document(
        title=f"{'Year-end p' if _is_year(body) else 'P'}erformance summary {when}",
        subtitle=f"{agreement.name}. {joined(parties)}.",
        subject=f"How {len(known)} indicators of {agreement.reference} stood against their targets in {when}",
        dated_on=_sealed_on(body),
        blocks=tuple(_blocks(told, agreement)),
        foot=f"{agreement.reference} {when} · {_assurance(told)} figures · {seal}",
    )


def _is_year(body: Mapping[str, Any]) -> bool:
    return period(body["period"]).kind in (Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR)


def _sealed_on(body: Mapping[str, Any]) -> date:
    return date.fromisoformat(body["sealed_at"][:10])


def _assurance(told: Mapping[str, Any]) -> str:
    """What the figures say of themselves: provisional, unaudited or audited; the terms say one for all of them."""
    return next((figure["assurance"] for figure in told["figures"]), "unaudited")


def _blocks(told: Mapping[str, Any], agreement: AgreementFacts) -> Iterator[Block]:
    figures, body = told["figures"], told["seal"]["body"]
    for sentence in first_sentences(figures, told["consequences"], when=body["period"]):
        yield Paragraph(sentence, Weight.LEAD)
    yield from _callouts(told)
    yield from _remarks("Successes", SUCCESS, tuple(remark.words for remark in successes(figures)))
    yield from _remarks("Concerns", CONCERN, tuple(remark.words for remark in concerns(figures)))
    yield from _figures(told)
    yield from _consequences(told)
    yield from _signatures(told, agreement)
    yield from _verification(told, agreement)


def _callouts(told: Mapping[str, Any]) -> Iterator[Block]:
    body, assurance = told["seal"]["body"], _assurance(told)
    if body["restates"]:
        said = f"Seal {body['number']} corrects seal {body['restates']['number']}"
        reason = f"The reason given: {body['restates']['reason']}. The earlier seal stays readable."
        yield Callout(Mark(said, (Shape.ALERT,), Tone.CAUTION), reason)
    checked = assurance == "audited"
    mark = Mark(
        f"These figures are {assurance}",
        (Shape.TICK if checked else Shape.ALERT,),
        Tone.GOOD if checked else Tone.CAUTION,
    )
    yield Callout(mark, _ASSURANCE[assurance])


def _remarks(heading: str, rule: str, remarks: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(heading)
    yield Points(remarks) if remarks else Paragraph("None.")
    yield Paragraph(rule, Weight.NOTE)


def _figures(told: Mapping[str, Any]) -> Iterator[Block]:
    when = told["seal"]["body"]["period"]
    known = whole(told["figures"])
    yield Heading("The figures")
    yield table_of(known, caption=f"Performance in {year_of(when)} ({_assurance(told)} figures)", when=when)
    yield Paragraph(_HOW_TO_READ, Weight.NOTE)
    yield from bars_of(known)
    if areas := [figure for figure in told["figures"] if figure["area"] is not None]:
        yield Heading("By area", 2)
        yield table_of(areas, caption=f"Performance in {year_of(when)} by area", when=when)


def _consequences(told: Mapping[str, Any]) -> Iterator[Block]:
    """What is due, each thing once with the indicators it is due for."""
    due: dict[tuple[str, str, str], list[str]] = {}
    for trigger in told["consequences"]["triggers"]:
        due.setdefault((trigger["do"], trigger["when"], trigger["clause"]), []).append(trigger["indicator"])
    yield Heading("What follows by the rules of the agreement")
    if not due:
        yield Paragraph("Nothing follows from these figures.")
        return
    yield Points(
        tuple(
            f"{joined(indicators)}: {do}. The rule: {rule} ({clause})."
            for (do, rule, clause), indicators in due.items()
        )
    )


def _signatures(told: Mapping[str, Any], agreement: AgreementFacts) -> Iterator[Block]:
    seal = told["seal"]
    organisations = {party.name: party.organisation for party in agreement.parties}
    signed = {signature["party"] for signature in seal["signatures"]}
    yield Heading("Who has signed")
    yield Facts(
        tuple(
            (f"{party[:1].upper()}{party[1:]}", f"{organisations[party]}: {_SIGNED[party in signed]}")
            for party in seal["body"]["signatories"]
        )
    )


_SIGNED = {True: "signed", False: "has yet to sign"}


def _verification(told: Mapping[str, Any], agreement: AgreementFacts) -> Iterator[Block]:
    body = told["seal"]["body"]
    template = body["template"]
    yield Heading("How to check this report")
    yield Paragraph(
        f"Every figure here stands in seal {body['number']} of {year_of(body['period'])}, made on "
        f"{day_in_words(_sealed_on(body))}. Anybody who may read the record can check it without us: export it "
        f"(counterpart export {agreement.reference} record --with-evidence --out record.zip), then run counterpart "
        "verify record.zip --receipt RECEIPT with your party’s receipt. It computes each figure again from the files "
        "below, and names the first thing that does not fit."
    )
    yield Facts(
        (
            ("Digest of the seal", told["seal"]["digest"]),
            (f"Terms {template['id']}@{template['version']}", template["fingerprint"]),
            *((file["name"], file["fingerprint"]) for file in told["evidence"]),
        )
    )

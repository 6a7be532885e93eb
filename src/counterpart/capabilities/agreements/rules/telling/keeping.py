"""Pure: the anomalies of rates and the register of documents of an agreement, as documents."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.keeping import NO_RATE, Anomaly
from counterpart.capabilities.agreements.rules.keeping import Document as Registered
from counterpart.engines.reporting.rules.cells import Column, Kind, Mark, Shape, Table, Tone, day, marked, number, text
from counterpart.engines.reporting.rules.cells import day_in_words as said
from counterpart.engines.reporting.rules.document import Document, Facts, Heading

STANDS = {
    "open": Mark("Open", (Shape.ALERT,), Tone.CAUTION),
    "settled": Mark("Settled", (Shape.TICK,), Tone.GOOD),
    "draft": Mark("Waits to be approved", (Shape.ALERT,), Tone.CAUTION),
    "approved": Mark("Approved", (Shape.TICK,), Tone.GOOD),
    "replaced": Mark("Replaced", (Shape.DASH,), Tone.PLAIN),
}


def anomalies_told(agreement: AgreementFacts, anomalies: Sequence[Anomaly], on: date) -> Document:
    """Rates unlike their cost and work without a rate, whomever they favour."""
    columns = (
        Column("Anomaly"),
        Column("What"),
        Column("Rate", Kind.NUMBER),
        Column("Cost", Kind.NUMBER),
        Column("Favours"),
        Column("Where it stands", Kind.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement.reference}/anomalies/{one.reference}"),
            text(f"{one.what}{f' ({one.area})' if one.area else ''}{', no rate' if one.kind == NO_RATE else ''}"),
            number(one.rate, "£"),
            number(one.cost, "£"),
            text(one.favours or "not known"),
            marked(STANDS[one.state], one.state),
        )
        for one in anomalies
    )
    return Document(
        title="Anomalies of rates",
        subtitle=_of_anomalies(anomalies),
        subject=agreement.reference,
        dated_on=on,
        blocks=(Table("Anomalies, the newest first", columns, rows),) if rows else (),
    )


def _of_anomalies(anomalies: Sequence[Anomaly]) -> str:
    if not anomalies:
        return (
            "None is named. Either side can name a rate that is unlike its cost, or work without a rate: one that "
            "favours itself too."
        )
    waiting = [one for one in anomalies if one.state == "open"]
    whom: dict[str, int] = {}
    for one in waiting:
        favoured = f"in favour of the {one.favours}" if one.favours else "where that is not known"
        whom[favoured] = whom.get(favoured, 0) + 1
    favours = ", ".join(f"{count} {words}" for words, count in sorted(whom.items()))
    return f"{len(waiting)} of {len(anomalies)} are open{f': {favours}' if favours else ''}."


def anomaly_told(anomaly: Anomaly, on: date) -> Document:
    """An anomaly: the rate beside the cost, whom it favours, and what became of it."""
    facts = [
        ("What", anomaly.what),
        ("Kind", anomaly.kind),
        ("Service", anomaly.area or "not one service"),
        ("Favours", anomaly.favours or "not known"),
        ("Named by", f"{anomaly.party}, {said(anomaly.named_on)}"),
    ]
    if anomaly.rate is not None:
        facts.insert(2, ("Rate", f"£{anomaly.rate:,.2f}"))
    if anomaly.cost is not None:
        facts.insert(3, ("Cost", f"£{anomaly.cost:,.2f}"))
    if anomaly.apart is not None:
        facts.insert(4, ("Rate above cost", f"£{anomaly.apart:,.2f}"))
    if anomaly.settled_on:
        facts.append(("Settled", f"{said(anomaly.settled_on)}: {anomaly.settlement}"))
    settled = anomaly.state == "settled"
    return Document(
        title=f"{anomaly.reference}: an anomaly of rates",
        subtitle="It is settled." if settled else "It is open. Each side signs what becomes of it.",
        subject=anomaly.agreement.reference,
        dated_on=on,
        blocks=(Facts(tuple(facts)),),
    )


def documents_told(agreement: AgreementFacts, documents: Sequence[Registered], on: date) -> Document:
    """The register of documents: the newest version of each."""
    newest: dict[str, Registered] = {}
    for one in documents:
        newest.setdefault(one.reference, one)
    late = sum(one.review_on < on for one in newest.values())
    waiting = sum(one.state == "draft" for one in newest.values())
    columns = (
        Column("Document"),
        Column("Title"),
        Column("Version"),
        Column("Written by"),
        Column("Approved by"),
        Column("Look again", Kind.DATE),
        Column("Where it stands", Kind.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement.reference}/documents/{one.reference}"),
            text(one.title),
            text(str(one.version)),
            text(f"{one.author}, {one.party}"),
            text(one.approver or "nobody yet"),
            day(one.review_on),
            marked(STANDS[one.state], one.state),
        )
        for one in newest.values()
    )
    empty = "None is registered. Whoever answers for a party registers one, and another approves it."
    return Document(
        title="Register of documents",
        subtitle=f"{waiting} wait to be approved; {late} are to be looked at again by now." if rows else empty,
        subject=agreement.reference,
        dated_on=on,
        blocks=(Table("Documents, each in its newest version", columns, rows),) if rows else (),
    )


def document_told(versions: Sequence[Registered], on: date) -> Document:
    """A document with all its versions, the newest first."""
    newest = versions[0]
    columns = (
        Column("Version"),
        Column("Written by"),
        Column("Written", Kind.DATE),
        Column("Approved by"),
        Column("Approved", Kind.DATE),
        Column("Kept at"),
    )
    rows = tuple(
        (
            text(str(one.version)),
            text(f"{one.author}, {one.party}"),
            day(one.written_on),
            text(one.approver or "nobody"),
            day(one.approved_on),
            text(one.place),
        )
        for one in versions
    )
    due = "was" if newest.review_on < on else "is"
    return Document(
        title=f"{newest.reference}: {newest.title}",
        subtitle=(
            f"Version {newest.version}: {STANDS[newest.state].words.lower()}. It {due} to be looked at again on "
            f"{said(newest.review_on)}."
        ),
        subject=newest.agreement.reference,
        dated_on=on,
        blocks=(Heading("Its versions"), Table("Versions, the newest first", columns, rows)),
    )

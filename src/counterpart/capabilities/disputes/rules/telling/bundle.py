"""Pure: the bundle of a dispute as one document: what it is about, what was done, and every exhibit in its order."""

from datetime import date

from counterpart.capabilities.disputes.rules.disputes import Dispute, Exhibit
from counterpart.capabilities.disputes.rules.telling.marks import money
from counterpart.engines.reporting.rules.cells import Column, Linked, Table, day, day_in_words, text
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Weight


def bundle(dispute: Dispute, parties: str, on: date) -> Document:
    """All that the parties put forward on a dispute, for whoever decides it."""
    facts: list[tuple[str, str | Linked]] = [
        ("Between", parties),
        ("Raised by", dispute.raised_by),
        ("Notice given", day_in_words(dispute.notified_on)),
        ("What is in dispute", dispute.what),
        ("Stands", dispute.state.capitalize()),
    ]
    if dispute.claim is not None:
        facts.append(("Claim", money(dispute.claim)))
    many = len(dispute.exhibits)
    lead = f"{many} {'exhibit' if many == 1 else 'exhibits'}" if many else "Nothing has been put in yet"
    blocks: list[Block] = [
        Paragraph(
            f"{lead}. What was recorded under a clause that is not admissible is not here, by the agreement.",
            Weight.LEAD,
        ),
        Facts(tuple(facts)),
    ]
    if many:
        blocks += [Heading("Contents"), _contents(dispute)]
    blocks += [Heading("What was done"), _steps(dispute)]
    for exhibit in dispute.exhibits:
        blocks += _exhibit(exhibit)
    return Document(
        title=f"Bundle of {dispute.reference}: {dispute.title}",
        subtitle=f"{dispute.of.name}, {dispute.of.template.name}",
        subject=dispute.agreement,
        dated_on=on,
        blocks=tuple(blocks),
        foot=f"{dispute.agreement} · {dispute.reference} · {day_in_words(on)}",
    )


def _contents(dispute: Dispute) -> Table:
    columns = (Column("Exhibit"), Column("What"), Column("Recorded under"), Column("Put in by"))
    rows = tuple((text(str(e.number)), text(e.title), text(e.clause), text(e.party)) for e in dispute.exhibits)
    return Table("Exhibits in their order", columns, rows)


def _steps(dispute: Dispute) -> Table:
    columns = (Column("On", Cells.DATE), Column("What"), Column("By"), Column("Words"))
    kept = [taken for taken in dispute.history if taken.step or taken.verb == "notified"]
    rows = tuple((day(one.on), text(one.verb.capitalize()), text(one.party), text(one.reason)) for one in kept)
    return Table("Steps of the dispute", columns, rows)


def _exhibit(exhibit: Exhibit) -> list[Block]:
    facts: list[tuple[str, str | Linked]] = [
        ("Recorded under", exhibit.clause),
        ("Put in by", f"{exhibit.party}, on {day_in_words(exhibit.on)}"),
    ]
    if exhibit.found_at:
        facts.append(("Where it is found", exhibit.found_at))
    if exhibit.digest:
        facts.append(("Sealed as", f"{exhibit.period}, seal {exhibit.digest}"))
    return [
        Heading(f"Exhibit {exhibit.number}: {exhibit.title}"),
        Paragraph(exhibit.what),
        Facts(tuple(facts)),
    ]

"""Pure: the terms of an agreement as a document: scope, objectives, clauses, and what was chosen, with the reason."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.changes import Version
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.keeping import Watched
from counterpart.engines.library.rules.scope import LegalStatus
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    marked,
    text,
)
from counterpart.engines.reporting.rules.cells import day_in_words as said
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight

STATUS = {
    LegalStatus.BINDING: Mark("Binding", (Shape.TICK,), Tone.PLAIN),
    LegalStatus.NOT_BINDING: Mark("Not binding", (Shape.DASH,), Tone.PLAIN),
    LegalStatus.NOT_ADMISSIBLE: Mark("Not admissible", (Shape.CROSS,), Tone.CAUTION),
}


def terms_told(
    agreement: AgreementFacts, versions: Sequence[Version], watched: Sequence[Watched], on: date
) -> Document:
    """The terms in force: what is in scope, what is to be achieved and how it is measured, and what binds."""
    template = agreement.template
    return Document(
        title="The terms",
        subtitle=_first(template),
        subject=agreement.reference,
        dated_on=on,
        blocks=(
            *_facts(agreement),
            *_scope(agreement, watched),
            *_objectives(agreement),
            *_clauses(agreement),
            *_parameters(agreement),
            *_versions(agreement, versions, on),
        ),
    )


def _first(template: Template) -> str:
    counts = {
        "services in scope": len(template.service_areas),
        "objectives": len(template.objectives),
        "indicators": len(template.indicators),
        "obligations": len(template.obligations),
    }
    told = ", ".join(f"{count} {noun}" for noun, count in counts.items() if count)
    return f"Version {template.version} of “{template.title}” is in force: {told}."


def _facts(agreement: AgreementFacts) -> tuple[Block, ...]:
    dates = agreement.dates
    days = (
        ("Entered into", dates.entered_on),
        ("Effective", dates.effective_on),
        ("Commencement", dates.commencement_on),
        ("Last day of the term", agreement.ends_on),
    )
    facts = [(name, said(when)) for name, when in days if when]
    facts += [("Value", f"£{dates.value:,.2f}")] if dates.value is not None else []
    regime = agreement.template.regime
    facts += [("Law of procurement", regime.value)] if regime else []
    facts += [("Source", agreement.template.source), ("Fingerprint of the text", agreement.terms.fingerprint)]
    return (Facts(tuple(facts)),)


def _scope(agreement: AgreementFacts, watched: Sequence[Watched]) -> tuple[Block, ...]:
    areas, levels = agreement.template.service_areas, {one.area: one for one in watched}
    if not areas and not levels:
        return ()
    whole = levels.get("")
    rows = tuple(
        (text(area.code), text(area.name), text(area.clause), text(_watched(levels.get(area.name) or whole)))
        for area in areas
    )
    columns = (Column("Service"), Column("What"), Column("Clause"), Column("How closely it is watched"))
    note = f"The whole agreement: {_watched(whole)}." if whole else ""
    told = (Table("Services in scope, and how closely each is watched", columns, rows),) if rows else ()
    return (Heading("Scope"), *told, *((Paragraph(note, Weight.NOTE),) if note else ()))


def _watched(one: Watched | None) -> str:
    return f"{one.level}, its risk being {one.risk}: {one.means}" if one else "no level was set"


def _objectives(agreement: AgreementFacts) -> tuple[Block, ...]:
    template = agreement.template
    if not template.objectives:
        return ()
    rows = tuple((text(one.ref), text(one.words), _measures(agreement, one.measures)) for one in template.objectives)
    columns = (Column("Clause"), Column("Objective"), Column("Measured by"))
    unmeasured = sum(not one.measures for one in template.objectives)
    note = f"Of {len(template.objectives)} objectives, {unmeasured} have no measure yet." if unmeasured else ""
    return (
        Heading("Objectives, each with its measures"),
        Table("Objectives", columns, rows),
        *((Paragraph(note, Weight.NOTE),) if note else ()),
    )


def _measures(agreement: AgreementFacts, measures: Sequence[str]) -> Cell:
    if not measures:
        return text("nothing yet")
    known = [agreement.template.indicator(code) for code in measures]
    told = [f"{one.code} {one.title}" if one else code for one, code in zip(known, measures, strict=True)]
    return text("; ".join(told))


def _clauses(agreement: AgreementFacts) -> tuple[Block, ...]:
    clauses = agreement.template.clauses
    rows = tuple((text(one.ref), text(one.title), marked(STATUS[one.status], one.status.value)) for one in clauses)
    columns = (Column("Clause"), Column("What"), Column("In law", Kind.MARK))
    rest = "Every clause that is not named here is binding."
    closed = "What is recorded under one that is not admissible stays out of disputes, money and notices."
    told: list[Block] = [Heading("Clauses and what they are in law")]
    if rows:
        told.append(Table("Clauses with their legal status", columns, rows))
    told.append(Paragraph(f"{rest} {closed}" if rows else "Every clause is binding.", Weight.NOTE))
    return tuple(told)


def _parameters(agreement: AgreementFacts) -> tuple[Block, ...]:
    found = agreement.template.parameters
    if not found:
        return ()
    rows = tuple(
        (text(one.name), text(one.value), text(one.stands_for), text(one.because), text(one.clause)) for one in found
    )
    columns = (Column("What"), Column("Chosen"), Column("Instead of"), Column("Because"), Column("Clause"))
    return (Heading("What was chosen where the source is open"), Table("Choices, and why", columns, rows))


def _text_of(agreement: AgreementFacts) -> str:
    return f"/agreements/{agreement.reference}/terms.yaml"


def _versions(agreement: AgreementFacts, versions: Sequence[Version], on: date) -> tuple[Block, ...]:
    rows = tuple(
        (
            text(str(one.terms.template.version)),
            day(one.takes_effect_on) if one.takes_effect_on else Cell(None, "as registered"),
            text(one.terms.fingerprint),
        )
        for one in versions
    )
    columns = (Column("Version"), Column("Holds from", Kind.DATE), Column("Fingerprint"))
    coming = [one for one in versions if one.takes_effect_on and one.takes_effect_on > on]
    note = f"Version {coming[0].terms.template.version} is agreed and still to come." if coming else ""
    return (
        Heading("Versions"),
        Table("Versions of the terms", columns, rows),
        Points((Linked("The newest text, as a file to be changed and sent", _text_of(agreement)),)),
        *((Paragraph(note, Weight.NOTE),) if note else ()),
    )

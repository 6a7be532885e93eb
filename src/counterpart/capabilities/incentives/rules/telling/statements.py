"""Pure: statements and their lines as documents, which are pages and files alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from counterpart.capabilities.incentives.rules.facts import money
from counterpart.capabilities.incentives.rules.statements import (
    CORRECTED,
    FINAL,
    PROVISIONAL,
    SUPERSEDED,
    Line,
    Statement,
    Waiver,
)
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.rules.cells import (
    Column,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight
from counterpart.values.period import period
from counterpart.values.reference import folded

STATES = {
    PROVISIONAL: Mark("Provisional", (Shape.DOT,), Tone.PLAIN),
    FINAL: Mark("Final", (Shape.TICK,), Tone.GOOD),
    SUPERSEDED: Mark("Drawn again since", (Shape.DASH,), Tone.PLAIN),
    CORRECTED: Mark("Corrected since", (Shape.DASH,), Tone.PLAIN),
}
MEANING = (
    "What is above nought is added to what the provider is paid; what is below nought is taken off it. Every amount is "
    "rounded to the penny, half up."
)


def statements_page(agreement: str, statements: Sequence[Statement], template: Template, on: date) -> Document:
    """Every statement that was drawn, and the rules by which."""
    blocks: list[Block] = [Paragraph(_lead(statements, template), Weight.LEAD)]
    if statements:
        blocks += [Heading("The statements"), _table(agreement, statements)]
    blocks += [Heading("The rules"), *_rules(template), Heading("More"), _ways(agreement)]
    return Document(
        title="Statements",
        subtitle="What follows in money from performance, period by period.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(statements: Sequence[Statement], template: Template) -> str:
    if not template.money:
        return "This agreement has no rules of money, so no statement follows from its figures."
    if not statements:
        return (
            "No statement has been drawn yet. A manager of either side draws the first one here, once charges are "
            "entered and the period has figures."
        )
    newest = statements[0]
    state = STATES[newest.state].words.lower()
    return f"The newest, {newest.reference} of {period(newest.period).in_words}, is {state}: {_due(newest)}."


def _due(statement: Statement) -> str:
    if not statement.due:
        return "nothing is due by it"
    if statement.due > 0:
        return f"{money(statement.due)} is due to the provider"
    return f"{money(-statement.due)} is taken off what the provider is paid"


def _table(agreement: str, statements: Sequence[Statement]) -> Table:
    columns = (
        Column("Statement"),
        Column("Period"),
        Column("Drawn on", Cells.DATE),
        Column("Comes to", Cells.NUMBER),
        Column("Waived", Cells.NUMBER),
        Column("Due by it", Cells.NUMBER),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement}/statements/{one.reference}"),
            text(period(one.period).in_words),
            day(one.drawn_on),
            number(one.total, "£"),
            number(one.waived, "£"),
            number(one.due, "£"),
            marked(STATES[one.state]),
        )
        for one in statements
    )
    return Table("Statements, the newest first", columns, rows)


def _rules(template: Template) -> list[Block]:
    if not template.money:
        return [Paragraph("None.")]
    columns = (Column("Rule"), Column("Of what kind"), Column("Worked out"), Column("Clause"), Column("Waived by"))
    rows = tuple(
        (text(one.name), text(one.rule), text(f"each {one.every}"), text(one.clause), text(one.waiver or "the parties"))
        for one in template.money
    )
    return [Table("In the order in which they are worked out", columns, rows)]


def _ways(agreement: str) -> Points:
    here = f"/agreements/{agreement}"
    return Points(
        (
            Linked("Sums that money rests on", f"{here}/sums"),
            Linked("Deductions that were waived", f"{here}/waivers"),
            Linked("Years of extension, earned and lost", f"{here}/extension"),
        )
    )


def statement_page(statement: Statement, waivers: Sequence[Waiver], on: date) -> Document:
    """One statement: what is due, its lines for the invoice, and what it rests on."""
    when = period(statement.period).in_words
    blocks: list[Block] = [
        Paragraph(_statement_lead(statement), Weight.LEAD),
        Facts(tuple(_facts(statement))),
        Heading("The lines"),
    ]
    blocks += [_lines(statement)] if statement.lines else [Paragraph("No rule could be worked out.")]
    blocks.append(Paragraph(MEANING, Weight.NOTE))
    if statement.wanting:
        blocks += [Heading("What is wanting"), Points(tuple(f"{n}: {why}" for n, why in statement.wanting.items()))]
    own = [waiver for waiver in waivers if waiver.period == statement.period]
    if own:
        told = tuple(f"{w.reference}: {money(w.amount)} of {w.rule}, {w.reason} ({w.authority})" for w in own)
        blocks += [Heading("What was waived"), Points(told)]
    return Document(
        title=f"Statement of {when}",
        subtitle=f"{statement.reference}, {STATES[statement.state].words.lower()}",
        subject=statement.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _statement_lead(statement: Statement) -> str:
    due = _due(statement)
    if statement.state == FINAL:
        return f"It is final, and signed by every party: {due}."
    if statement.state == PROVISIONAL:
        final = "It is final once every party has signed it on sealed figures."
        return f"It is provisional: as things stand, {due}. {final}"
    return f"A later statement of the same period stands instead. By this one, {due}."


def _facts(statement: Statement) -> list[tuple[str, str | Linked]]:
    here = f"/agreements/{statement.agreement}"
    facts: list[tuple[str, str | Linked]] = [
        ("Drawn on", day_in_words(statement.drawn_on)),
        ("Comes to", money(statement.total)),
        ("Due by it", money(statement.due)),
        ("Its digest, which the parties sign", statement.digest),
    ]
    if statement.final_on:
        facts.insert(1, ("Final since", day_in_words(statement.final_on)))
    if statement.corrects:
        facts.insert(0, ("Corrects", Linked(statement.corrects, f"{here}/statements/{statement.corrects}")))
    if seal := statement.seals.get(statement.period):
        words = f"seal {seal} of {period(statement.period).in_words}"
        facts.append(("Rests on", Linked(words, f"{here}/periods/{statement.period}?seal={seal}")))
    else:
        facts.append(("Rests on", "figures that are not sealed"))
    return facts


def _lines(statement: Statement) -> Table:
    corrects = bool(statement.corrects)
    columns = [Column("Rule"), Column("Clause"), Column("Computed", Cells.NUMBER), Column("Waived", Cells.NUMBER)]
    columns += [Column("Amount", Cells.NUMBER)]
    columns += [Column("Said before", Cells.NUMBER), Column("Due", Cells.NUMBER)] if corrects else []
    columns.append(Column("Why"))
    here = f"/agreements/{statement.agreement}/statements/{statement.reference}"
    rows = []
    for line in statement.lines:
        sums = [number(line.computed, "£"), number(line.waived, "£"), number(line.amount, "£")]
        sums += [number(line.before, "£"), number(line.due, "£")] if corrects else []
        own = text(line.rule, f"{here}/{line.place}")
        rows.append((own, text(line.clause), *sums, text(str(line.why.get("because", "")))))
    return Table("Lines for the invoice", tuple(columns), tuple(rows))


def line_page(statement: Statement, line: Line, measures: Sequence[str], on: date) -> Document:
    """One amount: every step to it, down to the figures and sums."""
    facts = [
        ("Kind of rule", line.kind),
        ("Clause", line.clause),
        ("For", line.party),
        ("Computed", money(line.computed)),
        ("Waived", money(line.waived)),
        ("Amount", money(line.amount)),
        *((name.capitalize(), value) for name, value in sorted(line.outcomes.items())),
    ]
    if line.before is not None:
        facts += [("Said before", money(line.before)), ("Due", money(line.due))]
    says = str(line.why.get("because", ""))
    blocks: list[Block] = [
        Paragraph(f"{line.rule} comes to {money(line.amount)}: {says}.", Weight.LEAD),
        Facts(tuple(facts)),
        Heading("Step by step"),
        _steps(line.steps),
        Heading("Where it comes from"),
        _sources(statement, measures),
        Paragraph(f"Rule of {line.why.get('template')}, {line.clause}. {MEANING}", Weight.NOTE),
    ]
    return Document(
        title=f"{line.rule.capitalize()}, {period(statement.period).in_words}",
        subtitle=f"Line {line.place} of {statement.reference}, {STATES[statement.state].words.lower()}",
        subject=statement.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _sources(statement: Statement, measures: Sequence[str]) -> Points:
    """The figures it rests on, each with its reasons down to file and line, and the sums."""
    here = f"/agreements/{statement.agreement}"
    sealed = statement.period in statement.seals
    figures = [
        Linked(
            f"{code} in {period(statement.period).in_words}",
            f"{here}/periods/{statement.period}/figures/{folded(code)}",
        )
        if sealed
        else f"{code}, not sealed yet"
        for code in measures
    ]
    return Points((*figures, Linked("Sums that were entered, with what shows them", f"{here}/sums")))


def _steps(steps: Sequence[Mapping[str, Any]]) -> Block:
    rows = tuple(
        (
            text(str(place)),
            text(str(step["because"])),
            text(str(step["value"] if step["value"] is not None else "")),
            text(str(step["rounding"] or "")),
            text("; ".join(str(given.get("because", "")) for given in step["inputs"])),
        )
        for place, step in enumerate(steps, 1)
    )
    if not rows:
        return Paragraph("There is nothing to work out yet.")
    columns = (Column("Step"), Column("What"), Column("Comes to"), Column("Rounded"), Column("From"))
    return Table("From what is known to the amount", columns, rows)

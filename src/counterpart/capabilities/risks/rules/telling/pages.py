"""Pure: one risk and one issue as documents, and issues as a table."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.risks.rules import issues
from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.rules.risks import CLOSED, HAPPENED, Measure, Risk, of_register, score_in_words
from counterpart.capabilities.risks.rules.telling.marks import ISSUES, MOVED, STATES, band, review_mark, whose
from counterpart.engines.reporting.rules.cells import Column, Linked, Table, day, day_in_words, marked, text
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Weight


def risk_page(risk: Risk, found: Sequence[Issue], on: date) -> Document:
    """One risk: how grave it is and was, why it moved, whose it is, what is done about it, when it is reviewed."""
    now = risk.current
    facts: list[tuple[str, str | Linked]] = [
        ("Score now", f"{score_in_words(risk.scale, now)}, {risk.scale.band(now.worth)}"),
        ("Before anything was done", _or_absent(risk, Measure.INHERENT)),
        ("Target", _or_absent(risk, Measure.TARGET)),
        ("Moved", MOVED[risk.moved].words),
        ("Register", of_register(risk.register).removeprefix("the ").capitalize()),
        ("Whose it is", whose(risk) or "Nobody’s yet"),
        ("What is done about it", risk.mitigation or "Nothing is stated"),
        ("Review", review_mark(risk.review, on).words),
        ("Last reviewed", day_in_words(risk.reviewed_on) if risk.reviewed_on else "Never"),
        ("Scale", risk.scale.title),
        *([("Source", risk.source)] if risk.source else []),
    ]
    blocks: list[Block] = [
        Paragraph(_risk_lead(risk), Weight.LEAD),
        Facts(tuple(facts)),
        Heading("Every score, and why"),
        _scores(risk),
    ]
    blocks += issues_told(risk.agreement, found) if found else []
    number_there = f", number {risk.known_as} of its register" if risk.known_as else ""
    return Document(
        title=risk.title,
        subtitle=f"{risk.reference}{number_there}, {STATES[risk.state].words.lower()}",
        subject=risk.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _risk_lead(risk: Risk) -> str:
    if risk.state == CLOSED:
        return f"It is closed; its last score was {risk.current.worth}."
    said = f"It stands at {risk.current.worth}, {risk.scale.band(risk.current.worth)} on its scale"
    if risk.moved and risk.current.stated:
        said += f", {risk.moved} against a score that its source does not give"
    elif risk.moved:
        said += f", {risk.moved} when it was last scored"
    said += "." if risk.review else ", and no review is set."
    return "It has happened, and is an issue. " + said if risk.state == HAPPENED else said


def _scores(risk: Risk) -> Table:
    columns = (
        Column("On", Cells.DATE),
        Column("Which"),
        Column("Likelihood"),
        Column("Impact"),
        Column("Score", Cells.MARK),
        Column("By"),
        Column("Why"),
    )
    rows = tuple(
        (
            day(one.on),
            text(one.measure.capitalize()),
            text(f"{one.likelihood} {risk.scale.likelihood[one.likelihood - 1]}"),
            text(f"{one.impact} {risk.scale.impact[one.impact - 1]}"),
            marked(band(risk.scale, one.worth)),
            text(one.party),
            text(one.reason + (f" ({one.stated}, as stated there)" if one.stated else "")),
        )
        for one in reversed(risk.scores)
    )
    return Table("Scores, the newest first", columns, rows)


def issue_page(issue: Issue, on: date) -> Document:
    """One issue: what has gone wrong, whose it is to resolve by when, and how it was."""
    if issue.state == issues.RESOLVED and issue.resolved_on:
        lead = f"It was resolved on {day_in_words(issue.resolved_on)}: {issue.how}"
    elif issue.clock:
        lead = f"It is to be resolved by {day_in_words(issue.clock.due_on)}."
    else:
        lead = "It is open, and no day is set by which it is to be resolved."
    facts: list[tuple[str, str | Linked]] = [
        ("What has happened", issue.what),
        ("Whose it is", ": ".join(filter(None, (issue.party, issue.owner)))),
        ("Raised", day_in_words(issue.raised_on)),
    ]
    if issue.risk:
        facts.append(("Of the risk", Linked(issue.risk, f"/agreements/{issue.agreement}/risks/{issue.risk}")))
    return Document(
        title=issue.title,
        subtitle=f"{issue.reference}, {ISSUES[issue.state].words.lower()}",
        subject=issue.agreement,
        dated_on=on,
        blocks=(Paragraph(lead, Weight.LEAD), Facts(tuple(facts))),
    )


def issues_told(agreement: str, found: Sequence[Issue]) -> list[Block]:
    if not found:
        return [Heading("Issues"), Paragraph("No issue was raised. A risk that happens becomes one, on its page.")]
    columns = (
        Column("Reference"),
        Column("What"),
        Column("Of the risk"),
        Column("Whose"),
        Column("Raised", Cells.DATE),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement}/issues/{one.reference}"),
            text(one.title),
            text(one.risk, f"/agreements/{agreement}/risks/{one.risk}" if one.risk else ""),
            text(": ".join(filter(None, (one.party, one.owner)))),
            day(one.raised_on),
            marked(ISSUES[one.state]),
        )
        for one in found
    )
    return [Heading("Issues"), Table("Issues, the newest first", columns, rows)]


def _or_absent(risk: Risk, measure: str) -> str:
    score = risk.score(measure)
    return score_in_words(risk.scale, score) if score else "Not scored"

"""Pure: how to go on: is there a case to negotiate, and by which route and when to buy."""

from collections.abc import Iterator

from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.partnering import Case, Partnering, Verdict
from counterpart.capabilities.options.rules.route import Route
from counterpart.engines.reporting.rules.cells import NOTHING, Column, Kind, Mark, Shape, Table, Tone, day, text
from counterpart.engines.reporting.rules.document import Block, Callout, Heading, Paragraph, Points, Weight

CAUTION = Mark("Caution", (Shape.ALERT,), Tone.CAUTION)
CASE = {
    Case.PERSUASIVE: "There is a persuasive case to negotiate rather than tender.",
    Case.SOME: "There is some justification to negotiate rather than tender.",
    Case.INSUFFICIENT: "The offer is not enough by itself to put off a tender.",
    Case.NONE: "There is no case to negotiate yet.",
    Case.UNKNOWN: "Nobody has said what to make of such an offer.",
}


def going_in_words(found: Appraised) -> Iterator[str]:
    """Whether to negotiate, and under which law: sentences for the beginning of the report."""
    if found.verdict:
        yield CASE[found.verdict.case]
    if found.route:
        yield f"The contract is bought under this law: {found.route.law}."


def going(found: Appraised) -> Iterator[Block]:
    if found.verdict:
        yield from _negotiate(found.verdict, found.partnering_rows)
    if found.route:
        yield from _route(found.route)


def _negotiate(verdict: Verdict, rows: Partnering) -> Iterator[Block]:
    yield Heading("Negotiate or tender")
    yield Points(verdict.reasons)
    if verdict.scenario:
        scenario = verdict.scenario
        yield Paragraph(f"The offer is scenario {scenario.id}: {scenario.offer}. Its verdict: {scenario.verdict}.")
    if verdict.worthwhile:
        yield Paragraph(f"Partnering is worthwhile here, since {'; '.join(said.says for said in verdict.worthwhile)}.")
    else:
        yield Paragraph("None of the circumstances in which partnering was thought worthwhile is shown:")
        yield Points(tuple(said.says for said in rows.circumstances))
    yield Paragraph(
        f"Rule: {rows.source}. It is older than the Procurement Act 2023, which decides whether one may negotiate.",
        Weight.NOTE,
    )


def _route(way: Route) -> Iterator[Block]:
    yield Heading("Procurement route")
    yield Points(way.reasons)
    for words in way.cautions:
        yield Callout(CAUTION, words)
    if way.procedures:
        yield Paragraph("Ways to buy under it:")
        yield Points(way.procedures)
    if way.steps:
        columns = (Column("By", Kind.DATE), Column("What"), Column("Counted"), Column("Of the nine steps"))
        rows = tuple(
            (day(step.by), text(step.what), text(step.because), text(", ".join(map(str, step.of_nine)) or NOTHING))
            for step in way.steps
        )
        yield Table("The timetable, counted backwards from the first day of the service", columns, rows)
        yield Paragraph(
            "The nine steps are those of the five boroughs’ report of 2008, Appendix F; its tables for procurement by "
            "negotiation are lost, and this timetable is our own.",
            Weight.NOTE,
        )

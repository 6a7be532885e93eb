"""Pure: problems and early warnings as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.disputes.rules.problems import DAYS_AT, LEVELS, OPEN, Problem, Warning, by_level
from counterpart.capabilities.disputes.rules.telling.marks import DUE_UP, PROBLEMS, WARNINGS, days_left
from counterpart.engines.reporting.rules.cells import (
    Column,
    Linked,
    Mark,
    Table,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight
from counterpart.values.money import exact


def problems(agreement: str, found: Sequence[Problem], warnings: Sequence[Warning], on: date) -> Document:
    """What is wrong now and what is coming, and how much is solved at the lowest level."""
    blocks: list[Block] = [Paragraph(_lead(found, on), Weight.LEAD)]
    if found:
        blocks += [_problems(agreement, found, on), Heading("Solved at each level"), _by_level(found)]
        days = ", ".join(f"{LEVELS[n]} {many}" for n, many in enumerate(DAYS_AT))
        note = f"Working days before a problem is due to be taken up: {days}. Shares are of all that were solved."
        blocks.append(Paragraph(note, Weight.NOTE))
    blocks.append(Heading("Early warnings"))
    if warnings:
        blocks.append(_warnings(agreement, warnings))
    else:
        blocks.append(Paragraph("None was given. Warn the other party here of what you see coming, before it comes."))
    blocks.append(Points((Linked("Disputes", f"/agreements/{agreement}/disputes"),)))
    return Document(
        title="Problems and early warnings",
        subtitle="What is wrong, solved at the lowest level; and what is coming, said before it comes.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(found: Sequence[Problem], on: date) -> str:
    if not found:
        return "No problem is logged. Everybody with a part in the agreement logs one here, where it arises."
    live = [one for one in found if one.state == OPEN]
    up = sum(one.is_due_up(on) for one in live)
    levels = by_level(found)
    said = f"{len(live)} of {len(found)} {'is' if len(live) == 1 else 'are'} open"
    said += f", {up} due to be taken up." if up else "."
    if levels[0].share is not None:
        said += f" {levels[0].share:.1f} % of those solved were solved where they arose."
    return said


def _problems(agreement: str, found: Sequence[Problem], on: date) -> Table:
    columns = (
        Column("Reference"),
        Column("What"),
        Column("Where"),
        Column("Logged", Cells.DATE),
        Column("With"),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement}/problems/{one.reference}"),
            text(one.title),
            text(one.area),
            day(one.logged_on),
            text(LEVELS[one.level]),
            marked(_mark(one, on)),
        )
        for one in found
    )
    return Table("Problems, the newest first", columns, rows)


def _mark(problem: Problem, on: date) -> Mark:
    return DUE_UP if problem.is_due_up(on) else PROBLEMS[problem.state]


def _by_level(found: Sequence[Problem]) -> Table:
    columns = (
        Column("Level"),
        Column("Solved", Cells.NUMBER),
        Column("Share", Cells.NUMBER),
        Column("Median days", Cells.NUMBER),
        Column("Open", Cells.NUMBER),
    )
    rows = tuple(
        (
            text(LEVELS[one.level]),
            number(exact(str(one.solved))),
            number(_one_place(one.share), "%"),
            number(_one_place(one.median_days)),
            number(exact(str(one.open))),
        )
        for one in by_level(found)
    )
    return Table("Share solved at each level, and median days", columns, rows)


def _one_place(figure: float | None) -> Decimal | None:
    return None if figure is None else Decimal(f"{figure:.1f}")


def _warnings(agreement: str, found: Sequence[Warning]) -> Table:
    columns = (
        Column("Reference"),
        Column("What"),
        Column("By"),
        Column("Given", Cells.DATE),
        Column("Answer due", Cells.DATE),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement}/warnings/{one.reference}"),
            text(one.title),
            text(one.party),
            day(one.given_on),
            day(one.clock.due_on if one.clock else None),
            marked(WARNINGS[one.state]),
        )
        for one in found
    )
    return Table("Early warnings, the newest first", columns, rows)


def problem_page(problem: Problem, on: date) -> Document:
    """One problem: with whom it is and for how many days, and how it came there."""
    if problem.solved_on:
        lead = f"It was solved on {day_in_words(problem.solved_on)}: {problem.how}"
    elif problem.clock:
        due = problem.clock.due_on
        lead = (
            f"It is with {LEVELS[problem.level]}, due to be taken up after {day_in_words(due)}: {days_left(due, on)}."
        )
        lead = lead.replace("It is with where it arose", "It is where it arose")
    else:
        lead = f"It is with {LEVELS[problem.level]}, the highest level."
    facts: list[tuple[str, str | Linked]] = [
        ("What is wrong", problem.what),
        ("Logged", f"{day_in_words(problem.logged_on)}, by the {problem.party}"),
        *([("Where", problem.area)] if problem.area else []),
        *([("It concerns", problem.concerns)] if problem.concerns else []),
    ]
    blocks: list[Block] = [Paragraph(lead, Weight.LEAD), Facts(tuple(facts))]
    if problem.ups:
        columns = (Column("On", Cells.DATE), Column("To"), Column("By"), Column("Why"))
        rows = tuple(
            (day(up.on), text(LEVELS[up.level]), text(up.party), text(up.reason or "Its days had passed"))
            for up in problem.ups
        )
        blocks += [Heading("How it was taken up"), Table("Taken up", columns, rows)]
    return Document(
        title=problem.title,
        subtitle=f"{problem.reference}, {problem.state}",
        subject=problem.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def warning_page(warning: Warning, on: date) -> Document:
    """One early warning: what is coming, what is at stake, what the other party says is done, and what came of it."""
    leads = {
        "given": "It waits for an answer"
        + (
            f", due by {day_in_words(warning.clock.due_on)}: {days_left(warning.clock.due_on, on)}."
            if warning.clock
            else "."
        ),
        "answered": f"The {warning.answered_by} answered: {warning.answer}",
        "averted": f"It was averted: {warning.ended}",
        "came about": f"It came about: {warning.ended}",
    }
    facts: list[tuple[str, str | Linked]] = [
        ("What is coming", warning.what),
        ("At stake", warning.at_stake or "Nothing is stated"),
        ("Given", f"{day_in_words(warning.given_on)}, by the {warning.party}"),
        *([("Answer", f"{warning.answer} ({warning.answered_by})")] if warning.answer else []),
    ]
    if warning.dispute:
        address = f"/agreements/{warning.agreement}/disputes/{warning.dispute}"
        facts.append(("The dispute it came to", Linked(warning.dispute, address)))
    return Document(
        title=warning.title,
        subtitle=f"{warning.reference}, {warning.state}",
        subject=warning.agreement,
        dated_on=on,
        blocks=(Paragraph(leads[warning.state], Weight.LEAD), Facts(tuple(facts))),
    )

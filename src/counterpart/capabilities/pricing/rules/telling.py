"""Pure: a comparison of mechanisms as a report and as plain data."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.capabilities.pricing.rules.comparing import Compared, Comparison, History
from counterpart.capabilities.pricing.rules.mechanisms import Unit
from counterpart.engines.reporting.rules.cells import Column, Table, number, text
from counterpart.engines.reporting.rules.cells import Kind as Holds
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Points, Weight
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart
from counterpart.values.period import Kind as Length
from counterpart.values.period import Period

MOST_AREAS = 60
COUNT = Holds.NUMBER


def told(found: Comparison) -> Document:
    """The comparison: the answer first, then the tables it rests on. It speaks of the day the history ends."""
    return Document(
        title="Payment mechanisms compared",
        subtitle=f"{jobs_in_words(found.history)}, {months_in_words(found.history)}",
        subject="Payment mechanisms on the same history",
        dated_on=ends_on(found.history),
        blocks=tuple(_blocks(found)),
        foot="Payment mechanisms compared",
    )


def _blocks(found: Comparison) -> Iterator[Block]:
    for words in answers(found):
        yield Paragraph(words, Weight.LEAD)
    yield Heading("What each would have cost")
    yield _picture(found)
    yield _totals(found)
    yield Paragraph(
        f"The interval holds 95 % of {found.asked.draws:,} samples in which properties and months were drawn again, "
        f"with seed {found.asked.seed}.",
        Weight.NOTE,
    )
    yield Heading("Who bears what")
    yield _risks(found)
    yield from _prices(found)
    yield Heading("By year")
    yield _by(found, "Financial year", year_of)
    areas = {area for one in found.compared for _, area in one.cells}
    if 1 < len(areas) <= MOST_AREAS:
        yield Heading("By area")
        yield _by(found, "Area", lambda _, area: area or "none said")
    yield from _left(found.history)


def answers(found: Comparison) -> tuple[str, ...]:
    """Which is least, and for each price whether it would have been dearer than the first, and where it breaks even."""
    first, *others = found.compared
    least = min(found.compared, key=lambda one: one.total)
    when = months_in_words(found.history)
    said = [f"Over {when} {least.mechanism.name} would have cost the least: {pounds(least.total)}."]
    for one in others:
        if one.mechanism.unit is not None:
            said.append(f"{one.mechanism.name} would have cost {_beside(one, first)}{_even(one)}.")
    return tuple(said)


def _beside(one: Compared, first: Compared) -> str:
    if one.total == first.total:
        return f"as much as {first.mechanism.name}"
    more = "more" if one.total > first.total else "less"
    return f"{pounds(abs(one.total - first.total))} {more} than {first.mechanism.name}"


def _even(one: Compared) -> str:
    if one.break_even is None:
        return "; at no price would it cost as little" if one.units else ", since no property became void"
    each = "a year per property" if one.mechanism.unit is Unit.PROPERTY else "per void"
    return f"; they would be level at £{one.break_even:,.2f} {each}, where the price is £{one.mechanism.price:,.2f}"


def _picture(found: Comparison) -> Chart:
    bars = tuple(Bar(one.mechanism.name, in_pounds(one.total), pounds(one.total)) for one in found.compared)
    said = "; ".join(f"{one.mechanism.name} {pounds(one.total)}" for one in found.compared)
    return Chart("What each mechanism would have cost", f"One bar a mechanism: {said}.", Bars(bars))


def _totals(found: Comparison) -> Table:
    columns = (
        Column("Mechanism"),
        Column("Cost", COUNT),
        Column("From", COUNT),
        Column("To", COUNT),
        Column("Beside the first", COUNT),
        Column("Below it in samples", COUNT),
    )
    first = found.compared[0].total
    rows = tuple(
        (
            text(one.mechanism.name),
            number(in_pounds(one.total), "£"),
            number(in_pounds(one.low), "£"),
            number(in_pounds(one.high), "£"),
            number(in_pounds(one.total - first), "£"),
            number(Decimal(one.below_the_first)),
        )
        for one in found.compared
    )
    return Table("Each mechanism on the same jobs", columns, rows)


def _risks(found: Comparison) -> Table:
    columns = (
        Column("Mechanism"),
        Column("Of £100 more jobs", COUNT),
        Column("Of £100 dearer jobs", COUNT),
        Column("A rise of the provider’s costs falls on"),
    )
    rows = tuple(
        (
            text(one.mechanism.name),
            number(one.of_more_jobs, "£"),
            number(one.of_dearer_jobs, "£"),
            text(one.mechanism.bears),
        )
        for one in found.compared
    )
    return Table("What the commissioner pays of £100 more work; the provider bears the rest", columns, rows)


def _prices(found: Comparison) -> Iterator[Block]:
    """What a price leaves out, and what another cap would do."""
    priced = [one for one in found.compared if one.mechanism.unit is not None]
    if not priced:
        return
    yield Heading("Prices, and what they leave out")
    columns = (
        Column("Mechanism"),
        Column("Cap"),
        Column("Jobs paid at rates", COUNT),
        Column("Cost", COUNT),
        Column("Level with the first at", COUNT),
    )
    rows = tuple(
        (
            text(one.mechanism.name),
            text(_cap(capped.cap, one.mechanism.value_cap)),
            number(Decimal(capped.jobs)),
            number(in_pounds(capped.total), "£"),
            number(capped.break_even, "£"),
        )
        for one in priced
        for capped in one.caps
    )
    yield Table("The same price under other caps on the value of a job", columns, rows)


def _cap(cap: Decimal | None, own: Decimal | None) -> str:
    if cap is None:
        return "none"
    return f"£{cap:,.2f} (its own)" if cap == own else f"£{cap:,.2f}"


def _by(found: Comparison, title: str, name: Any) -> Table:
    rows: dict[str, dict[str, int]] = {}
    for one in found.compared:
        for (month, area), pence in one.cells.items():
            row = rows.setdefault(name(month, area), {})
            row[one.mechanism.id] = row.get(one.mechanism.id, 0) + pence
    ids = [one.mechanism.id for one in found.compared]
    columns = (Column(title), *(Column(one.mechanism.name, COUNT) for one in found.compared))
    return Table(
        f"Cost by {title.casefold()}; each month and area is rounded to the penny",
        columns,
        tuple((text(key), *(number(in_pounds(rows[key].get(id, 0)), "£") for id in ids)) for key in sorted(rows)),
    )


def _left(history: History) -> Iterator[Block]:
    said = []
    if history.lines_of_no_job[0]:
        lines, pence = history.lines_of_no_job
        said.append(f"{counted(lines, 'line')} of no job in the file and left out everywhere: {pounds(pence)}.")
    if history.jobs_elsewhere[0]:
        jobs, pence = history.jobs_elsewhere
        said.append(f"{counted(jobs, 'job')} at a property that is not in the file: {pounds(pence)}.")
    said.append("Every property in the file is taken to be in charge in every month.")
    said.append("A job counts in the month in which it was raised, with all its lines.")
    yield Heading("What was assumed and left out")
    yield Points(tuple(said))


def as_data(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data: money in pounds as text."""
    history = found.history
    return {
        "history": {
            "jobs": history.jobs,
            "lines": history.lines,
            "properties": history.properties,
            "months": history.months,
            "first_month": month_of(history.first_month),
            "billed": money(history.billed),
            "lines_of_no_job": history.lines_of_no_job[0],
            "jobs_elsewhere": history.jobs_elsewhere[0],
        },
        "draws": found.asked.draws,
        "seed": found.asked.seed,
        "says": list(answers(found)),
        "mechanisms": [_as_data(one) for one in found.compared],
    }


def _as_data(one: Compared) -> dict[str, Any]:
    return {
        "mechanism": one.mechanism.id,
        "name": one.mechanism.name,
        "kind": one.mechanism.kind.value,
        "cost": money(one.total),
        "low": money(one.low),
        "high": money(one.high),
        "below_the_first": one.below_the_first,
        "jobs_by_value": one.jobs_by_value,
        "value_by_value": money(one.pence_by_value),
        "units": one.units,
        "break_even": _text(one.break_even),
        "of_100_more_jobs": _text(one.of_more_jobs),
        "of_100_dearer_jobs": _text(one.of_dearer_jobs),
        "cost_risk": one.mechanism.bears,
        "caps": [
            {"cap": _text(c.cap), "cost": money(c.total), "jobs_by_value": c.jobs, "break_even": _text(c.break_even)}
            for c in one.caps
        ],
    }


def cells_of(found: Comparison) -> Table:
    """By mechanism, month and area: the table behind every other."""
    columns = (Column("mechanism"), Column("month"), Column("area"), Column("cost", COUNT))
    rows = tuple(
        (text(one.mechanism.id), text(month_of(month)), text(area), number(in_pounds(one.cells[month, area])))
        for one in found.compared
        for month, area in sorted(one.cells)
    )
    return Table("Cost by mechanism, month and area", columns, rows)


def year_of(month: int, _: str) -> str:
    year, part = divmod(month, 12)
    return str(Period(Length.FINANCIAL_YEAR, year if part >= 3 else year - 1))


def ends_on(history: History) -> date:
    last = history.first_month + history.months - 1
    return Period(Length.MONTH, last // 12, last % 12 + 1).ends_on


def month_of(month: int) -> str:
    return str(Period(Length.MONTH, month // 12, month % 12 + 1))


def jobs_in_words(history: History) -> str:
    return "1 job" if history.jobs == 1 else f"{history.jobs:,} jobs"


def months_in_words(history: History) -> str:
    return "one month" if history.months == 1 else f"{history.months} months"


def counted(number_of: int, what: str) -> str:
    return f"One {what} is" if number_of == 1 else f"{number_of:,} {what}s are"


def in_pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def money(pence: int) -> str:
    return format(in_pounds(pence), "f")


def pounds(pence: int) -> str:
    return number(in_pounds(pence), "£").words


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")

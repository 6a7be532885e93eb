"""Pure: money as a report tells it: savings from low to high against the aim, whole-life costs."""

from collections.abc import Iterator
from decimal import Decimal

from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.savings import OnCosts, Saved, SavingsModel, client_benchmark
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Callout, Heading, Paragraph, Points, Weight
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart
from counterpart.values.money import rounded

MEETS = {
    "both": Mark("Reached, low and high", (Shape.TICK,), Tone.GOOD),
    "high only": Mark("On the high estimate only", (Shape.ALERT,), Tone.CAUTION),
    "neither": Mark("Not reached", (Shape.CROSS,), Tone.BAD),
    None: Mark("No aim", (Shape.DASH,), Tone.PLAIN),
}
CAUTION = Mark("Caution", (Shape.ALERT,), Tone.CAUTION)


def money(found: Appraised) -> Iterator[Block]:
    model = found.appraisal.savings
    if model and found.savings:
        yield Heading("Savings a year")
        yield _picture(found, model)
        yield _totals(found, model)
        yield _sources(found)
        yield from _remarks(model)
    if found.worth:
        yield from _worth(found)


def _picture(found: Appraised, model: SavingsModel) -> Chart:
    aim = model.aim.at_least if model.aim else None
    bars = tuple(
        Bar(f"{found.names[one.option]}, {which}", value, pounds(value), aim, f"aim {pounds(aim)}" if aim else "")
        for one in found.savings
        for which, value in (("low", one.low.value), ("high", one.high.value))
    )
    said = "; ".join(
        f"{found.names[one.option]} {pounds(one.low.value)} to {pounds(one.high.value)}" for one in found.savings
    )
    return Chart("Savings a year, low and high", f"Two bars an option: {said}.", Bars(bars))


def _totals(found: Appraised, model: SavingsModel) -> Table:
    drawn = model.aim is not None
    columns = (
        Column("Option"),
        Column("Low", Kind.NUMBER),
        *((Column("Expected", Kind.NUMBER),) if _any_expected(found) else ()),
        Column("High", Kind.NUMBER),
        Column("Aim", Kind.MARK),
        *((Column(f"Reached in draws of {model.draws:,}", Kind.NUMBER),) if drawn else ()),
    )
    return Table("What each option would save a year", columns, tuple(_total(found, one) for one in found.savings))


def _total(found: Appraised, one: Saved) -> tuple[Cell, ...]:
    reached = () if one.reached is None else (number(Decimal(one.reached)),)
    return (
        text(found.names[one.option]),
        number(one.low.value, "£"),
        *((number(one.expected, "£"),) if _any_expected(found) else ()),
        number(one.high.value, "£"),
        marked(MEETS[one.meets]),
        *reached,
    )


def _any_expected(found: Appraised) -> bool:
    return any(one.expected is not None for one in found.savings)


def _sources(found: Appraised) -> Table:
    columns = (
        Column("Source"),
        Column("Option"),
        Column("Low", Kind.NUMBER),
        Column("High", Kind.NUMBER),
        Column("On-costs"),
        Column("How often"),
    )
    rows = tuple(
        (
            text(source.what),
            text(found.names[one.option]),
            number(estimate.low, "£"),
            number(estimate.high, "£"),
            text(_on_costs(found, source.id, source.on_costs)),
            text("once" if source.once else "every year"),
        )
        for one in found.savings
        for source, estimate in one.rows
    )
    return Table("By source and option; the totals above are of what comes every year", columns, rows)


def _on_costs(found: Appraised, source: str, on_costs: OnCosts) -> str:
    more = found.appraisal.savings.add_on_costs if found.appraisal.savings else None
    if more and source in more.to:
        return f"added here, {more.percent:f} %"
    return on_costs.value


def _remarks(model: SavingsModel) -> Iterator[Block]:
    added = model.add_on_costs.to if model.add_on_costs else ()
    if left := [
        source.what for source in model.sources if source.on_costs is OnCosts.LEFT_OUT and source.id not in added
    ]:
        yield Callout(CAUTION, f"On-costs are left out of: {'; '.join(left)}. The saving would be larger with them.")
    if model.not_counted:
        yield Paragraph("Not counted, since nobody has put a figure to it:")
        yield Points(model.not_counted)
    if client := model.client_function:
        usual = client_benchmark(client)
        cost = f" Here it is put at {pounds(client.cost)}." if client.cost is not None else ""
        yield Paragraph(
            f"A client function usually costs {client.percent:f} % of the contract’s value: {pounds(usual)} a year of "
            f"{pounds(client.contract_value)}.{cost}"
        )
    if model.aim:
        yield Paragraph(
            f"Draws: each source even between its low and high, or as often below what is expected as above it. "
            f"Seed {model.seed}.",
            Weight.NOTE,
        )


def _worth(found: Appraised) -> Iterator[Block]:
    yield Heading("Whole-life cost")
    cheapest = sorted(found.worth.items(), key=lambda item: item[1].present.value)
    columns = (Column("Option"), Column("Added up", Kind.NUMBER), Column("Worth today", Kind.NUMBER))
    rows = tuple(
        (text(found.names[option]), number(worth.total, "£"), number(worth.present.value, "£"))
        for option, worth in cheapest
    )
    yield Table("What each option costs over its life, the least first", columns, rows)
    yearly = (
        Column("Option"),
        Column("Year", Kind.NUMBER),
        Column("Cost", Kind.NUMBER),
        Column("Factor", Kind.NUMBER),
        Column("Worth today", Kind.NUMBER),
    )
    years = tuple(
        (
            text(found.names[option]),
            number(Decimal(flow.year)),
            number(flow.amount, "£"),
            number(rounded(flow.factor, places=4)),
            number(flow.present, "£"),
        )
        for option, worth in cheapest
        for flow in worth.flows
    )
    yield Table("Year by year", yearly, years)
    yield Paragraph(
        f"Discounted at {found.discounting.name} ({found.discounting.source}); factors are shown to four places "
        "and are not rounded in the sum.",
        Weight.NOTE,
    )


def pounds(amount: Decimal) -> str:
    return number(amount, "£").words

"""Pure: what an indicator is, as its page tells it: the definition in force, its targets, and what they were before."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from counterpart.capabilities.agreements.rules.changes import Version
from counterpart.capabilities.agreements.rules.differences import beginning, differences
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.targets import EACH
from counterpart.engines.reporting.rules.cells import Cell, Column, Linked, Table, day_in_words, text
from counterpart.engines.reporting.rules.document import Block, Facts, Heading, Paragraph
from counterpart.values.period import period

Fact = tuple[str, str | Linked]


def definition(indicator: Indicator, versions: Sequence[Version]) -> list[Block]:
    """The definition in force, the targets agreed, and every version of the terms that changed either."""
    return [
        Heading("What it is"),
        Facts(tuple((name, said) for name, said in _facts(indicator) if said)),
        *_targets(indicator),
        *_history(indicator, versions),
    ]


def _facts(one: Indicator) -> Iterator[tuple[str, str]]:
    yield "Kind", one.kind
    yield "Clause", one.clause
    yield "Measured in", one.unit.value + (f", as a {one.measured_as.value}" if one.measured_as else "")
    yield "Better", f"within {one.band}" if one.limits else one.better.value
    yield "Every", one.every or ""
    yield "A year is made by", one.adds_up.value if one.adds_up else ""
    yield "Owner", one.owner
    yield "Manager", one.manager
    yield "Service area", one.service_area
    yield "Computed by", one.formula
    yield "Measured from", _measured(one)
    yield "Amber within", str(one.amber_within) if one.amber_within is not None else ""
    yield "Improvement wanted", one.improvement
    yield "Baselines", "; ".join(f"{party}: {figure}" for party, figure in one.baselines.items())
    yield "Share of the year, from April on", ", ".join(one.profile)
    yield "Year looked ahead to by", one.projected_by.value if one.projected_by else ""
    yield "Felt in", ", ".join(one.felt_in)
    yield "Statutory reference", one.statutory_reference or ""
    yield "In force", _in_force(one)


def _measured(one: Indicator) -> str:
    told = one.measured
    if told is None:
        return ""
    what = f"counting {told.counting}" if told.counting else f"adding up {told.adding}"
    among = f", of {told.of}" if told.of else ""
    return f"{told.dataset}, dated by {told.dated}: {what}{among}"


def _in_force(one: Indicator) -> str:
    since, until = (f"{word} {day}" if day else "" for word, day in (("from", one.starts_on), ("to", one.ends_on)))
    return f"{since} {until}".strip()


def _targets(one: Indicator) -> list[Block]:
    own = tuple((f"Of {party}", of) for party, of in one.targets_of.items())
    more = [(title, of) for title, of in (("Minimum", one.minimum), ("Stretch", one.stretch), *own) if of]
    names = sorted({*one.target, *(name for _, of in more for name in of)}, key=beginning)
    if not names:
        return [Paragraph("No target is agreed for it.")]
    columns = [Column("For"), Column("Target")]
    rows = tuple(
        tuple(text(cell) for cell in (_for(name), one.target.get(name, "–"), *(of.get(name, "–") for _, of in more)))
        for name in names
    )
    return [Table("Targets as agreed", (*columns, *(Column(title) for title, _ in more)), rows)]


def _for(name: str) -> str:
    return name if name in EACH else period(name).in_words


def _history(one: Indicator, versions: Sequence[Version]) -> list[Block]:
    """Every version of the terms that says something else of it, the newest first."""
    rows: list[tuple[Cell, ...]] = []
    for before, after in pairwise(versions):
        rows += [(text(_since(after)), text(said)) for said in _of(one, before, after)]
    if not rows:
        return [Paragraph("Its definition and targets are those the agreement began with.")]
    return [Table("How they were changed", (Column("From"), Column("What changed")), tuple(reversed(rows)))]


def _of(one: Indicator, before: Version, after: Version) -> Iterator[str]:
    """What a version says otherwise of it, without its name, which heads the page."""
    name = f"Indicator {one.code}"
    for said in differences(before.terms.template, after.terms.template):
        if said.startswith((f"{name}:", f"{name} (")):
            told = said.removeprefix(f"{name}:").removeprefix(f"{name} ({one.title}) ").strip()
            yield f"{told[:1].upper()}{told[1:]}"


def _since(version: Version) -> str:
    return day_in_words(version.takes_effect_on) if version.takes_effect_on else "the beginning"

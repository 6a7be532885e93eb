"""Makers of indicators and returned figures for tests of rules, without a database."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.figures import figures_of
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.people import PartyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source
from counterpart.values.period import period
from counterpart.values.quantity import Unit

PARTIES = {
    "bromsgrove": PartyTerms("commissioner", "Bromsgrove District Council"),
    "redditch": PartyTerms("commissioner"),
    "company": PartyTerms("provider"),
}


def an_indicator(code: str = "A 1", **other: Any) -> Indicator:
    said = {"title": "Repairs in time", "kind": "KPI", "unit": Unit.NUMBER, "better": Better.HIGHER, "clause": "4"}
    return Indicator(code=code, **(said | other))


def a_template(*indicators: Indicator) -> Template:
    return Template(
        template="shared",
        version=1,
        title="Shared",
        source="made for a test",
        calendar="EW",
        rounding="pence, half up",
        assurance="unaudited",
        parties=PARTIES,
        close=CloseTerms(("returns submitted",), ("company",), "2"),
        indicators=indicators,
    )


def returned(said: Mapping[tuple[str, str] | tuple[str, str, str], str]) -> list[Returned]:
    """Figures as `12` or `9/10`, by code, period and (where it has one) area."""
    found = []
    for line, (names, text) in enumerate(said.items(), start=2):
        code, when, area = (*names, None)[:3]
        numerator, _, denominator = text.partition("/")
        counts = (None, Decimal(numerator), Decimal(denominator)) if denominator else (Decimal(text), None, None)
        found.append(Returned(code, period(when), area, *counts, None, "", Source("returns.csv", "ab" * 32, line)))
    return found


def known(template: Template, said: Mapping[Any, str]) -> Known:
    return Known(template, standing(returned(said)))


def figures(template: Template, when: str, rows: Mapping[Any, str], **other: Any) -> dict[Any, dict[str, Any]]:
    """The figures of a period by code and area."""
    found = figures_of("SHARED", template, period(when), standing=standing(returned(rows)), peers=(), **other)
    return {(figure["indicator"], figure["area"]): figure for figure in found}


def months(first: str, *values: str, code: str = "A 1") -> dict[Any, str]:
    """A figure for each month from the first on."""
    at = period(first)
    found = {}
    for value in values:
        found[code, str(at)] = value
        at = period(f"{at.year + (at.part == 12)}-M{at.part % 12 + 1:02}")
    return found

"""Pure: what follows in money from the figures of a period, as `consequences.json` has it. A close calls this."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from counterpart.capabilities.incentives.rules.books import book_of
from counterpart.capabilities.incentives.rules.facts import Book, Sum, Worked, provider_of
from counterpart.capabilities.incentives.rules.statements import Waiver, kind_of
from counterpart.capabilities.incentives.rules.working import work_out
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import period
from counterpart.values.refusal import Refusal

RETAINED = ("held", "released", "kept")


def consequences_of(
    template: Template,
    figures: Sequence[Mapping[str, Any]],
    charges: Iterable[Sum],
    *,
    before: Sequence[Book] = (),
    waivers: Iterable[Waiver] = (),
    commenced_on: date | None = None,
) -> list[dict[str, Any]]:
    """Every rule of the period’s length with its steps, caps, retention, waiver and amount; text and null only.

    `figures` are those of `figures.json`; `before` are the books of the periods before, for what runs on from them. A
    rule for which something is not entered has a null amount and says what is wanting.
    """
    if not figures or not template.money:
        return []
    when = period(figures[0]["period"])
    book = book_of(template, when, figures, charges, commenced_on=commenced_on)
    wanting: dict[str, Refusal] = {}
    worked = work_out(template, [*before, book], wanting=wanting)
    let_go = {waiver.rule: waiver for waiver in waivers if waiver.period == str(when)}
    found = [_told(template, each, let_go.get(each.terms.name)) for each in (worked[-1] if worked else ())]
    return found + [
        {"name": name, "amount": None, "wanting": f"{no.fact}. {no.next_step}"} for name, no in sorted(wanting.items())
    ]


def extension_points(consequences: Iterable[Mapping[str, Any]]) -> str | None:
    """The years that a period earned, or lost where it is less than nought; None where no rule speaks of years."""
    years = [int(each["outcomes"]["years"]) for each in consequences if "years" in each.get("outcomes", {})]
    return str(sum(years)) if years else None


def _told(template: Template, worked: Worked, waiver: Waiver | None) -> dict[str, Any]:
    terms = worked.terms
    outcomes = {name: format(value, "f") for name, value in worked.outcomes.items()}
    limits = {"cap": terms.cap, "floor": terms.floor, "cap in a year": getattr(terms, "cap_in_year", None)}
    retention = {name: outcomes[name] for name in RETAINED} if "held" in outcomes else None
    return {
        "name": terms.name,
        "rule": kind_of(terms),
        "clause": terms.clause,
        "party": provider_of(template, terms),
        "amount": format(worked.amount.value, "f"),
        "because": worked.amount.because,
        "steps": [step.as_data() for step in worked.steps],
        "caps": {name: str(limit) for name, limit in limits.items() if limit},
        "retention": retention,
        "waiver": {"reference": waiver.reference, "amount": format(waiver.amount, "f")} if waiver else None,
        "outcomes": outcomes,
    }

"""Pure: an indicator’s fields as a form asks for them, and as the terms write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.refusal import Refusal, shown

ORDER = (
    "code",
    "title",
    "kind",
    "unit",
    "better",
    "measured_as",
    "every",
    "decimals",
    "starts_on",
    "a_year",
    "target",
    "minimum",
    "stretch",
    "profile",
    "band",
    "amber_within",
    "improvement",
    "projected_by",
    "formula",
    "if_missing",
    "felt_in",
    "quality",
    "owner",
    "manager",
    "service_area",
    "statutory_reference",
    "clause",
)
"""The fields a form asks for, in the order in which the terms write them."""
OF_A_YEAR = ("target", "minimum", "stretch")
"""Those that are of a year, which the form asks for beside them."""
LISTS = ("profile", "felt_in")
"""Those that hold several things, written with commas between them."""


def set_up(template: Template, asked: Mapping[str, Any]) -> dict[str, Any] | Refusal:
    """The fields of a new indicator. Refused where its code is taken, or a target has no period."""
    known = template.indicator(str(asked["code"]))
    if known is not None:
        return _unfit(
            f"{known.code} is {known.title} already",
            "each indicator has a code of its own",
            "Choose another code, or alter that indicator.",
        )
    return _written(asked, {})


def altered(known: Indicator, asked: Mapping[str, Any]) -> dict[str, Any] | Refusal:
    """The fields that are to be others; what is of a year is added to those there are."""
    found = _written(asked, {name: dict(getattr(known, name)) for name in OF_A_YEAR})
    if isinstance(found, Refusal) or found:
        return found
    return _unfit("no field was filled in", "an indicator is altered in something", "Fill in what is to be another.")


def still_there(template: Template, code: str) -> Indicator | Refusal:
    """The indicator in the newest terms, from which a change is written."""
    known = template.indicator(code)
    if known is not None:
        return known
    return _unfit(
        f"the newest terms, {template.name}, have no indicator {shown(code)}",
        "a change is written from the newest terms",
        "Look at the changes that were agreed.",
    )


def _written(asked: Mapping[str, Any], before: Mapping[str, Mapping[str, str]]) -> dict[str, Any] | Refusal:
    period, told = asked.get("target_period"), [name for name in OF_A_YEAR if asked.get(name) is not None]
    if bool(told) != (period is not None):
        return _unfit("a target or its year stands alone", "a target is that of a year", "Give both, or neither.")
    given = {name: _as_written(name, said) for name, said in asked.items() if said is not None and name in ORDER}
    given |= {name: {**before.get(name, {}), str(period): str(asked[name])} for name in told}
    return {name: given[name] for name in ORDER if name in given}


def _as_written(name: str, said: Any) -> Any:
    if name in LISTS:
        return [part for part in (one.strip() for one in str(said).split(",")) if part]
    return said.isoformat() if isinstance(said, date) else str(getattr(said, "value", said))


def _unfit(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("indicator.unfit", "No indicator was changed", fact, rule, next_step)

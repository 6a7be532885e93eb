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
    "target",
    "band",
    "amber_within",
    "improvement",
    "owner",
    "manager",
    "service_area",
    "statutory_reference",
    "clause",
)
"""The fields a form asks for, in the order in which the terms write them."""


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
    """The fields that are to be others; a target is added to those there are."""
    found = _written(asked, dict(known.target))
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


def _written(asked: Mapping[str, Any], targets: dict[str, str]) -> dict[str, Any] | Refusal:
    target, period = asked.get("target"), asked.get("target_period")
    if (target is None) != (period is None):
        return _unfit("a target or its year stands alone", "a target is that of a year", "Give both, or neither.")
    given: dict[str, Any] = {name: _as_text(said) for name, said in asked.items() if said is not None and name in ORDER}
    if target is not None:
        given["target"] = targets | {str(period): str(target)}
    return {name: given[name] for name in ORDER if name in given}


def _as_text(said: Any) -> str:
    return said.isoformat() if isinstance(said, date) else str(getattr(said, "value", said))


def _unfit(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("indicator.unfit", "No indicator was changed", fact, rule, next_step)

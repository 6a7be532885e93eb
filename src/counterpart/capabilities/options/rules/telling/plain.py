"""Pure: an appraisal as plain data, in which no number is a float: decimals, shares and days are text."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from counterpart.capabilities.options.rules.facts import Option
from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.turning import Turn
from counterpart.capabilities.options.rules.weighing import percent
from counterpart.values.explained import Explained


def as_data(found: Appraised) -> dict[str, Any]:
    """What came of the appraisal. Shares of weight are percentages to one place, and fractions where they are exact."""
    appraisal = found.appraisal
    return {
        "title": appraisal.title,
        "question": appraisal.question,
        "dated_on": appraisal.dated_on.isoformat(),
        "source": appraisal.source,
        "shortlist": [_named(option) for option in found.shortlist.kept],
        "fallen": [
            _named(fallen.option) | {"reasons": [{"hurdle": hurdle, "because": why} for hurdle, why in fallen.reasons]}
            for fallen in found.shortlist.fallen
        ],
        "ranking": [
            _named(ranked.option)
            | {"place": ranked.place, "score": plain(ranked.told.value), "reasons": ranked.told.as_data()}
            for ranked in found.ranked
        ],
        "turning": [
            {
                "criterion": turning.criterion,
                "weight": plain(percent(turning.share)),
                "below": _turn(turning.below),
                "above": _turn(turning.above),
            }
            for turning in found.turnings
        ],
        "acceptability": plain(found.acceptability),
        "spread": plain(found.spreads),
        "funnel": plain(found.poured),
        "savings": plain(found.savings),
        "whole_life": plain(found.worth),
        "partnering": plain(found.verdict),
        "route": plain(found.route),
        "conclusion": plain(appraisal.conclusion),
    }


def plain(part: Any) -> Any:
    """Any part as data."""
    match part:
        case None | bool() | int():
            return part
        case Enum():
            return part.value
        case Decimal():
            return format(part, "f")
        case date() | Fraction():
            return str(part)
        case Option():
            return part.id
        case Explained():
            return part.as_data()
    return _gathered(part)


def _gathered(part: Any) -> Any:
    if is_dataclass(part):
        return {each.name: plain(getattr(part, each.name)) for each in fields(part)}
    if isinstance(part, Mapping):
        return {str(name): plain(item) for name, item in part.items()}
    return [plain(item) for item in part] if isinstance(part, tuple | list) else str(part)


def _named(option: Option) -> dict[str, Any]:
    return {"option": option.id, "name": option.name, "added_on_challenge_by": option.added_on_challenge_by or None}


def _turn(turn: Turn | None) -> dict[str, Any] | None:
    return None if turn is None else {"at": plain(percent(turn.at)), "exactly": str(turn.at), "option": turn.option}

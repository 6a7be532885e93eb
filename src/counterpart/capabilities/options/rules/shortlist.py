"""Pure: from the long list to the shortlist. Whoever falls out keeps the reason."""

from dataclasses import dataclass

from counterpart.capabilities.options.rules.facts import Appraisal, Option, Standing


@dataclass(frozen=True)
class Fallen:
    """An option that is not looked at further: each hurdle it fails, with the reason given."""

    option: Option
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shortlist:
    """Who is looked at further, in the order of the file, and who is not."""

    kept: tuple[Option, ...]
    fallen: tuple[Fallen, ...]


def shortlist(appraisal: Appraisal) -> Shortlist:
    """An option that fails no hurdle stays: to have the potential is enough."""
    kept, fallen = [], []
    for option in appraisal.options:
        reasons = tuple(
            (hurdle.title, option.hurdles[hurdle.id].because)
            for hurdle in appraisal.hurdles
            if option.hurdles[hurdle.id].standing is Standing.FAILS
        )
        if reasons:
            fallen.append(Fallen(option, reasons))
        else:
            kept.append(option)
    return Shortlist(tuple(kept), tuple(fallen))

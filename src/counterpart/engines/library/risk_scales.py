"""The shelf’s scales of risks, each read whole and checked."""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from counterpart.engines.library.rules.risk_scales import RiskScale
from counterpart.values.refusal import Refusal, Refused, shown

_SCALE = TypeAdapter(RiskScale)
USUAL = "named-4x4"
"""The scale of a risk where no other is chosen."""


@cache
def risk_scales() -> dict[str, RiskScale]:
    """The scales on the shelf, by id. Raises ValueError where one is not sound."""
    shelf = files("counterpart") / "library" / "risk_scales"
    found = sorted((file for file in shelf.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    read = [_SCALE.validate_python(YAML(typ="safe").load(file.read_text(encoding="utf-8"))) for file in found]
    return {scale.id: scale for scale in read}


def risk_scale(named: str) -> RiskScale:
    """A scale by its id. Raises Refused where the shelf has none."""
    known = risk_scales()
    if named not in known:
        raise Refused(
            Refusal(
                code="scale.unknown",
                what="There is no such scale of risks",
                fact=f"the shelf has none called {shown(named)}",
                rule="a risk is scored on a scale from the shelf",
                next_step=f"Choose one of {', '.join(known)}.",
            )
        )
    return known[named]

"""Pure: what an audit came to, in pence."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from counterpart.capabilities.assurance.rules.parameters import Check, Parameters


@dataclass(frozen=True)
class Tally:
    """How many findings of a check, and what they count."""

    n: int
    counted: int


@dataclass(frozen=True)
class Share:
    """A subcontractor's part: its lines, what it billed, and how many of them are over- and undercharged."""

    subcontractor: str | None
    lines: int
    billed: int
    overcharged: int
    overcharge: int
    undercharge: int


@dataclass(frozen=True)
class Large:
    """A finding with its sentence, for the report."""

    finding_id: str
    check: StrEnum
    counted: int
    subcontractor: str | None
    because: str


@dataclass(frozen=True)
class Left:
    """What was not checked, and why; the lines and money it is about, where they can be told."""

    what: str
    why: str
    n: int | None = None
    billed: int | None = None


@dataclass(frozen=True)
class Summary:
    lines: int
    billed: int
    overcharge: int
    undercharge: int
    findings: dict[Check, Tally]
    shares: tuple[Share, ...]
    largest: tuple[Large, ...]
    left: tuple[Left, ...]
    parameters: Parameters
    engine: str = "duckdb"
    seconds: float = 0.0
    peak_memory_bytes: int = 0
    told: tuple[str, ...] = field(default_factory=tuple)

    def as_data(self) -> dict[str, Any]:
        """As summary.json has it: money as strings of pounds and pence."""
        return {
            "lines": self.lines,
            "billed": pounds(self.billed),
            "overcharge": pounds(self.overcharge),
            "undercharge": pounds(self.undercharge),
            "findings": {
                check.value: {"n": tally.n, "counted": pounds(tally.counted)} for check, tally in self.findings.items()
            },
            "by_subcontractor": [
                {
                    "subcontractor": share.subcontractor,
                    "lines": share.lines,
                    "billed": pounds(share.billed),
                    "lines_overcharged": share.overcharged,
                    "overcharge": pounds(share.overcharge),
                    "undercharge": pounds(share.undercharge),
                }
                for share in self.shares
            ],
            "not_checked": [
                {"what": left.what, "why": left.why, "n": left.n, "billed": maybe(left.billed)} for left in self.left
            ],
            "checks": self.parameters.name,
            "engine": self.engine,
            "seconds": self.seconds,
            "peak_memory_bytes": self.peak_memory_bytes,
        }


def pounds(pence: int) -> str:
    return str(Decimal(pence).scaleb(-2).quantize(Decimal("0.01")))


def maybe(pence: int | None) -> str | None:
    return None if pence is None else pounds(pence)

"""A length of time as agreements write one: 5 years, 7 working days, 48 hours. Pure."""

import re
from dataclasses import dataclass
from typing import Any, Literal, cast

SpanUnit = Literal["hours", "days", "working days", "weeks", "months", "years"]
WANTED = "a length of time, such as 7 working days"
_WRITTEN = re.compile(r"([1-9][0-9]{0,3}) (hour|day|working day|week|month|year)s?", re.ASCII)


@dataclass(frozen=True)
class Span:
    """So many units, one at the least. What it is counted from, whoever holds it says."""

    n: int
    unit: SpanUnit

    def __str__(self) -> str:
        return f"{self.n} {self.unit.removesuffix('s') if self.n == 1 else self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        """Read from its text, as a template writes it. A plain mapping, so that rules know nothing of pydantic."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": span}}


def span(text: str) -> Span:
    """The length of time that a text says. Raises ValueError where it says none."""
    found = _WRITTEN.fullmatch(" ".join(text.split()).casefold()) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f"“{text}” is not a length of time: write it like 7 working days")
    return Span(int(found[1]), cast(SpanUnit, f"{found[2]}s"))

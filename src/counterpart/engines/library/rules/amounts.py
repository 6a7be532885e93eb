"""Percentages, sums and limits as a template writes them: 5 %, £15,000. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from counterpart.values.money import exact, pounds, to_the_penny

A_PERCENTAGE = "a percentage, such as 5 %"
A_SUM = "a sum in pounds, such as £15,000"
A_LIMIT = "a part of the charges or a sum, such as 5 % or £15,000"


class Unwritten(ValueError):
    """A text that is not written as it has to be; `wanted` says how."""

    def __init__(self, text: str, wanted: str) -> None:
        super().__init__(f"“{text}” is not {wanted}")
        self.wanted = wanted


@dataclass(frozen=True)
class Limit:
    """A bound on an amount: so much per cent of the charges of the period, or a sum."""

    percent: Decimal | None = None
    sum: Decimal | None = None

    def __str__(self) -> str:
        return f"£{self.sum:,}" if self.sum is not None else f"{self.percent} % of the charges"

    def of(self, charges: Decimal) -> Decimal:
        """The bound in pounds and pence."""
        return self.sum if self.sum is not None else to_the_penny(charges * (self.percent or Decimal(0)) / 100)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        return _read(limit)


def percent(text: str) -> Decimal:
    """The percentage that a text says: 5 for “5 %”. Raises Unwritten where it says none."""
    written = text.strip() if isinstance(text, str) else ""
    try:
        if not written.endswith("%"):
            raise ValueError
        return exact(written.removesuffix("%"))
    except ValueError:
        raise Unwritten(written, A_PERCENTAGE) from None


def sum_of_money(text: str) -> Decimal:
    """The sum that a text says with “£”. Raises Unwritten where it says none."""
    written = text.strip() if isinstance(text, str) else ""
    try:
        if "£" not in written:
            raise ValueError
        return pounds(written)
    except ValueError:
        raise Unwritten(written, A_SUM) from None


def limit(text: str) -> Limit:
    """The limit that a text says, by its sign. Raises Unwritten where it says none."""
    written = text.strip() if isinstance(text, str) else ""
    try:
        return Limit(sum=sum_of_money(written)) if "£" in written else Limit(percent=percent(written))
    except Unwritten:
        raise Unwritten(written, A_LIMIT) from None


def _read(function: Any) -> dict[str, Any]:
    return {"type": "function-plain", "function": {"type": "no-info", "function": function}}


class _Read:
    """Reads an amount from its text. A plain mapping, so that rules know nothing of pydantic."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        return _read(self.function)


Percent = Annotated[Decimal, _Read(percent)]
Pounds = Annotated[Decimal, _Read(sum_of_money)]

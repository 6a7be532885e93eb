"""Pure: the fourteen checks in the order in which money is counted, and what each goes by."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Check(StrEnum):
    """In the order in which money is counted; the last four count none."""

    NOT_DONE = "not_done"
    VOID = "void"
    UNKNOWN_CODE = "unknown_code"
    DUPLICATE = "duplicate"
    REBILLED = "rebilled"
    EXCLUSIVE = "exclusive"
    OUT_OF_PERIOD = "out_of_period"
    QUANTITY = "quantity"
    RATE = "rate"
    ARITHMETIC = "arithmetic"
    OVERLAP = "overlap"
    SPLIT = "split"
    OUTLIER = "outlier"
    FIRST_DIGIT = "first_digit"

    @property
    def rank(self) -> int:
        return list(Check).index(self)


@dataclass(frozen=True)
class Parameter:
    """A value with its unit, and where it comes from; certainty is read, chosen or, where it was changed, given."""

    value: Decimal | str
    unit: str
    source: str
    certainty: str

    @property
    def number(self) -> Decimal:
        """The value, where it is a number. Raises TypeError where it is a word."""
        if isinstance(self.value, str):
            raise TypeError(f"“{self.value}” is no number")
        return self.value


@dataclass(frozen=True)
class CheckRow:
    """A check as the shelf has it."""

    check: StrEnum
    title: str
    finds: str
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True)
class Parameters:
    """Every check with its parameters; `off` are those that were not asked for, `name` the version a reason names."""

    name: str
    rows: tuple[CheckRow, ...]
    off: tuple[StrEnum, ...] = ()

    def row(self, check: StrEnum) -> CheckRow:
        return next(row for row in self.rows if row.check is check)

    def parameter(self, check: StrEnum, name: str) -> Parameter:
        return dict(self.row(check).parameters)[name]

    def number(self, check: StrEnum, name: str) -> Decimal:
        return self.parameter(check, name).number

    def whole(self, check: StrEnum, name: str) -> int:
        return int(self.number(check, name))

    def word(self, check: StrEnum, name: str) -> str:
        return str(self.parameter(check, name).value)

    def said(self, check: StrEnum) -> str:
        """What a reason ends with: the check, its parameters and where they stand."""
        parts = [f"{name.replace('_', ' ')} {told(value)}" for name, value in self.row(check).parameters]
        return f"[{', '.join([f'{check} of {self.name}', *parts])}]"

    @property
    def tolerance(self) -> int:
        """How far an amount may be from its product, in hundred-thousandths of a penny."""
        return int(self.number(Check.ARITHMETIC, "tolerance_pence") * UNITS_A_PENNY)


UNITS_A_PENNY = 100_000
"""A product of thousandths of a unit and hundredths of a penny a unit is in hundred-thousandths of a penny."""


def told(parameter: Parameter) -> str:
    """A parameter as a reason has it: 30 days, £500, m2."""
    if isinstance(parameter.value, str):
        return parameter.value
    figure = f"{parameter.value:f}"
    return f"£{figure}" if parameter.unit == "£" else f"{figure} {parameter.unit}"

"""A value that carries its reasons: plain data, kept with the figure, drawn by every telling."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """A row of evidence: the file, its fingerprint (SHA-256 of the bytes as received), and the line."""

    file: str
    fingerprint: str
    line: int
    column: str | None = None
    sheet: str | None = None

    def as_data(self) -> dict[str, Any]:
        return {
            "source": self.file,
            "fingerprint": self.fingerprint,
            "line": self.line,
            "column": self.column,
            "sheet": self.sheet,
        }


@dataclass(frozen=True)
class Explained(Generic[T]):
    """A value, the sentence that says why, the rule and clause it rests on, and what went in.

    `template` names the agreement template as `id@version`; `rounding` is said where the value was rounded.
    """

    value: T
    because: str
    rule: str
    clause: str | None = None
    template: str | None = None
    inputs: tuple["Explained[Any] | Source", ...] = ()
    rounding: str | None = None

    def as_data(self) -> dict[str, Any]:
        """The reasons as plain data in which nothing is a float: decimals are strings."""
        return {
            "value": plain(self.value),
            "because": self.because,
            "rule": self.rule,
            "clause": self.clause,
            "template": self.template,
            "rounding": self.rounding,
            "inputs": [given.as_data() for given in self.inputs],
        }


def plain(value: Any) -> Any:
    """A value as it is kept and sealed: decimals as fixed-point strings, enums as their text.

    Raises TypeError for a float, which has no place in a sealed figure.
    """
    match value:
        case None | bool() | int():
            return value
        case Decimal():
            return format(value, "f")
        case float():
            raise TypeError("A float cannot be kept or sealed: use Decimal")
    return str(value)

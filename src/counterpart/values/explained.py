"""A value that carries its reasons: plain data, kept with the figure, drawn by every telling."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
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

    def as_data(self, *, told: Mapping["Explained[Any]", str] = MappingProxyType({})) -> dict[str, Any]:
        """The reasons as plain data in which nothing is a float: decimals are strings.

        An input that is told elsewhere under a name is referred to by it: {"see": name}.
        """
        return {
            "value": plain(self.value),
            "because": self.because,
            "rule": self.rule,
            "clause": self.clause,
            "template": self.template,
            "rounding": self.rounding,
            "inputs": [
                {"see": told[given]} if isinstance(given, Explained) and given in told else _told(given, told)
                for given in self.inputs
            ],
        }


def _told(given: "Explained[Any] | Source", told: Mapping[Explained[Any], str]) -> dict[str, Any]:
    return given.as_data() if isinstance(given, Source) else given.as_data(told=told)


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

"""Datasets of events that indicators are measured from: what a row is, and what its columns hold. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from counterpart.engines.library.rules.strict import STRICT

HELD = ("text", "number", "count", "date", "moment", "yes or no")
RESERVED = ("events", "returns", "benchmarks", "jobs", "lines", "rates", "exclusions", "properties", "payments",
            "contracts")  # fmt: skip
"""Kinds of file that are known without a template; a test holds them to the kinds that are taken in."""
LONGEST_DATASET = 20
_JOBS = {
    "job_id": "text", "property_id": "text", "trade": "text", "priority": "text", "raised_at": "moment",
    "started_at": "moment", "completed_at": "moment", "target_at": "moment", "status": "choice", "contractor": "text",
    "subcontractor": "text", "operative_id": "text", "area": "text", "appointment_kept": "yes or no",
    "first_time_fix": "yes or no",
}  # fmt: skip
BUILT_IN: Mapping[str, Mapping[str, str]] = MappingProxyType({"jobs": MappingProxyType(_JOBS)})
"""Datasets that need no declaration, with what their columns hold."""


@dataclass(frozen=True)
class DatasetColumn:
    """A column of a dataset: `holds` says what, `places` how many stand after the point of a number."""

    name: str
    holds: Literal["text", "number", "count", "date", "moment", "yes or no"] = "text"
    means: str = ""
    required: bool = False
    places: int = 2

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Dataset:
    """Events of one sort, one a row. No two rows share a `key`; a file for a period holds rows `dated` within it."""

    name: str
    title: str
    columns: tuple[DatasetColumn, ...]
    key: str = ""
    dated: str = ""
    clause: str = ""

    __pydantic_config__ = STRICT

    @property
    def types(self) -> dict[str, str]:
        return {column.name: column.holds for column in self.columns}

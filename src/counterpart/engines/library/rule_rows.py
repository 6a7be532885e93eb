"""The shelf's rule rows: limits from law or choice, each dated, with its source and how sure it is."""

import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator
from ruamel.yaml import YAML

SPAN = re.compile(r"(\d+) (day|year)s?")
YEAR = timedelta(days=365, hours=6)


class Retention(BaseModel):
    """For how long something is kept after an event, from a day on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = Field(min_length=1)
    keep_for: timedelta
    after: str = Field(min_length=1)
    since: date
    source: str = Field(min_length=1)
    certainty: str = Field(min_length=1)

    @field_validator("keep_for", mode="before")
    @classmethod
    def span(cls, text: str) -> timedelta:
        """A number of days or of years."""
        said = SPAN.fullmatch(text)
        if said is None:
            raise ValueError("a span is written like 30 days or 6 years")
        return int(said[1]) * (YEAR if said[2] == "year" else timedelta(days=1))


@cache
def retention() -> dict[str, Retention]:
    """The rows of the retention schedule, by what they keep."""
    text = (files("counterpart") / "library" / "rule_rows" / "retention.yaml").read_text(encoding="utf-8")
    rows = TypeAdapter(list[Retention]).validate_python(YAML(typ="safe").load(text))
    return {row.what: row for row in rows}

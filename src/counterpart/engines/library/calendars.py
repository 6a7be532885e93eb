"""The shelf's calendars: bank holidays by place, read from the package, checked, and given to the clocks."""

from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from counterpart.engines.clocks.rules.deadlines import Basis, Calendar, Holiday
from counterpart.values.refusal import Problem, Refusal, Refused

SHELF = files("counterpart") / "library" / "calendars"


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    on: date
    title: str = Field(min_length=1)
    basis: Basis
    note: str = ""


class Listed(BaseModel):
    """A calendar that lists its own days: each once, in order, on weekdays, within the years it says it knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["days"]
    id: str
    title: str
    version: date
    known_from: date
    known_to: date
    published: str
    computed: str
    licence: str
    remarks: tuple[str, ...]
    holidays: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def days_make_sense(self) -> "Listed":
        days = [row.on for row in self.holidays]
        wrong = [f"{day} is a weekend" for day in days if day.weekday() >= 5]
        wrong += [f"{day} lies outside the known years" for day in days if not self.known_from <= day <= self.known_to]
        wrong += [f"{later} does not come after {sooner}" for sooner, later in pairwise(days) if later <= sooner]
        empty = set(range(self.known_from.year, self.known_to.year + 1)) - {day.year for day in days}
        wrong += [f"{year} has no bank holiday" for year in sorted(empty)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


class United(BaseModel):
    """A calendar in which a day is a holiday where any of the others has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["union"]
    id: str
    title: str
    version: date
    union_of: tuple[str, ...] = Field(min_length=2)
    rule: str


FORMS: TypeAdapter[Listed | United] = TypeAdapter(Annotated[Listed | United, Field(discriminator="kind")])


def calendar_ids() -> tuple[str, ...]:
    """The calendars on the shelf, by name."""
    return tuple(sorted(file.name.removesuffix(".json") for file in SHELF.iterdir() if file.name.endswith(".json")))


@cache
def calendar(id: str) -> Calendar:
    """The calendar of that name. Raises Refused where the shelf has none, or its file is not a calendar."""
    if id not in calendar_ids():
        raise Refused(_not_on_the_shelf(id))
    return read_calendar((SHELF / f"{id}.json").read_text(encoding="utf-8"), file=f"{id}.json")


def read_calendar(text: str, *, file: str) -> Calendar:
    """A calendar from the text of its file. Raises Refused, with every problem at once, where it is not one."""
    try:
        listed = FORMS.validate_json(text)
    except ValidationError as error:
        raise Refused(_not_a_calendar(file, error)) from None
    if isinstance(listed, United):
        return _united(listed)
    holidays = tuple(Holiday(row.on, row.title, (listed.title,), row.basis, row.note) for row in listed.holidays)
    return Calendar(listed.id, listed.title, listed.known_from, listed.known_to, holidays)


def _united(union: United) -> Calendar:
    """Known where all its members are; the same holiday on the same day is one, kept by several."""
    members = [calendar(id) for id in union.union_of]
    days = sorted(
        (holiday for member in members for holiday in member.holidays), key=lambda kept: (kept.on, kept.title)
    )
    holidays = []
    for (on, title), same in groupby(days, key=lambda kept: (kept.on, kept.title)):
        kept = tuple(same)
        divisions = tuple(division for each in kept for division in each.divisions)
        computed = any(each.basis is Basis.COMPUTED for each in kept)
        holidays.append(Holiday(on, title, divisions, Basis.COMPUTED if computed else Basis.PUBLISHED, kept[0].note))
    known_from, known_to = max(each.known_from for each in members), min(each.known_to for each in members)
    return Calendar(union.id, union.title, known_from, known_to, tuple(holidays))


def _not_on_the_shelf(id: str) -> Refusal:
    return Refusal(
        code="calendar.unknown",
        what="The calendar cannot be read",
        fact=f"the shelf has no calendar “{id}”",
        rule="a calendar is named by its id",
        next_step=f"Use one of {', '.join(calendar_ids())}.",
    )


def _not_a_calendar(file: str, error: ValidationError) -> Refusal:
    return Refusal(
        code="calendar.unreadable",
        what="The calendar cannot be read",
        fact=f"{file} is not a calendar",
        rule="a calendar on the shelf lists its days in order, each with its title and basis",
        next_step="Mend the file, or restore it from the package.",
        problems=tuple(
            Problem(
                file=file,
                line=None,
                column=".".join(map(str, each["loc"])) or None,
                found=each["msg"],
                wanted="a calendar's field",
            )
            for each in error.errors()
        ),
    )

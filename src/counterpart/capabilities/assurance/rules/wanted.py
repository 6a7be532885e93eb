"""Pure: what the audit reads of each file, and how a cell becomes a whole number, in SQL."""

from dataclasses import dataclass
from enum import StrEnum

STATUSES = ("completed", "cancelled", "no_access", "open")


class Form(StrEnum):
    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    STATUS = "status"


@dataclass(frozen=True)
class Wanted:
    """A column: its name in the file, whether there must be one, and what its cells hold.

    `places` are those of a number after its point; `most` is the largest it may be; `group` are the ids it is compared
    with; `past` is a day or moment that cannot lie ahead.
    """

    name: str
    form: Form
    required: bool = True
    places: int = 0
    most: int = 0
    group: str = ""
    past: bool = False
    signed: bool = False


def _id(name: str, group: str = "", *, required: bool = True) -> Wanted:
    return Wanted(name, Form.ID, required, group=group or name)


MILLION = 1_000_000
WANTED: dict[str, tuple[Wanted, ...]] = {
    "lines": (
        _id("line_id"),
        _id("job_id"),
        _id("code"),
        Wanted("quantity", Form.NUMBER, places=3, most=MILLION),
        Wanted("unit", Form.TEXT, required=False),
        Wanted("rate", Form.NUMBER, places=4, most=100_000),
        Wanted("amount", Form.NUMBER, places=2, most=10_000 * MILLION, signed=True),
        Wanted("invoiced_on", Form.DAY, past=True),
    ),
    "jobs": (
        _id("job_id"),
        _id("property_id"),
        Wanted("trade", Form.TEXT, required=False),
        Wanted("status", Form.STATUS),
        Wanted("subcontractor", Form.TEXT, required=False),
        _id("operative_id", required=False),
        Wanted("raised_at", Form.MOMENT, required=False, past=True),
        Wanted("started_at", Form.MOMENT, required=False, past=True),
        Wanted("completed_at", Form.MOMENT, past=True),
    ),
    "rates": (
        _id("code"),
        Wanted("unit", Form.TEXT, required=False),
        Wanted("rate", Form.NUMBER, places=4, most=100_000),
        Wanted("max_quantity", Form.NUMBER, required=False, places=3, most=MILLION),
        Wanted("valid_from", Form.DAY),
        Wanted("valid_to", Form.DAY, required=False),
    ),
    "exclusions": (_id("code"), _id("excludes", "code")),
    "properties": (
        _id("property_id"),
        Wanted("floor_area_m2", Form.NUMBER, required=False, places=3, most=MILLION),
        Wanted("void_from", Form.DAY, required=False),
    ),
}
MAY_BE_BLANK = frozenset({"completed_at"})
"""Columns that must be there, with cells that may be blank: a job that was not done was not completed."""


def is_whole(sql_type: str) -> bool:
    return sql_type.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT") and sql_type != "UBIGINT"


def _decimal(sql_type: str) -> tuple[int, int] | None:
    if not sql_type.startswith("DECIMAL("):
        return None
    width, _, scale = sql_type.removeprefix("DECIMAL(").removesuffix(")").partition(",")
    return int(width), int(scale)


@dataclass(frozen=True)
class Cell:
    """A column of a file in SQL: its bare name, its type, and what it is wanted as."""

    wanted: Wanted
    bare: str
    sql_type: str
    numbered: bool = False

    @property
    def is_text(self) -> bool:
        return self.sql_type == "VARCHAR"

    @property
    def given(self) -> str:
        """The cell, blank text being nothing."""
        return f"nullif(trim({self.bare}), '')" if self.is_text else self.bare

    @property
    def value(self) -> str:
        """The cell as the audit has it; NULL where it cannot be had."""
        match self.wanted.form:
            case Form.ID:
                return self._id()
            case Form.NUMBER:
                return self._number()
            case Form.DAY:
                return self._day()
            case Form.MOMENT:
                return f"epoch_us({self._moment()})"
            case Form.STATUS:
                return f"lower({self.given})"
        return f"CAST({self.given} AS VARCHAR)"

    def _id(self) -> str:
        if self.numbered:
            return f"CAST({self.bare} AS BIGINT)"
        if self.sql_type in ("DOUBLE", "FLOAT"):
            return f"CAST(TRY_CAST({self.bare} AS BIGINT) AS VARCHAR)"
        return self.given if self.is_text else f"CAST({self.bare} AS VARCHAR)"

    def _number(self) -> str:
        scale = 10**self.wanted.places
        if is_whole(self.sql_type):
            return f"(CAST({self.bare} AS BIGINT) * {scale})"
        if found := _decimal(self.sql_type):
            width, places = found
            bare = self.bare if width <= 14 else f"CAST({self.bare} AS DECIMAL(28, {min(places, 9)}))"
            return f"TRY_CAST({bare} * {scale} AS BIGINT)"
        if self.is_text:
            return f"TRY_CAST({self._plain} * {scale} AS BIGINT)"
        return f"TRY_CAST(round({self.bare} * {scale}) AS BIGINT)"

    @property
    def _plain(self) -> str:
        """A written number as a decimal, commas between thousands left out."""
        bare = f"replace({self.given}, ',', '')"
        pattern = "^[+-]?([0-9]{1,15}([.][0-9]{0,9})?|[.][0-9]{1,9})$"
        return f"CASE WHEN regexp_full_match({bare}, '{pattern}') THEN TRY_CAST({bare} AS DECIMAL(26, 9)) END"

    def _day(self) -> str:
        return f"CAST(({self._date()} - DATE '1970-01-01') AS INTEGER)"

    def _date(self) -> str:
        if self.is_text:
            return f"CASE WHEN length({self.given}) IN (10, 19) THEN TRY_CAST(left({self.given}, 10) AS DATE) END"
        if "TIME ZONE" in self.sql_type:
            return f"CAST({self.bare} AT TIME ZONE 'Europe/London' AS DATE)"
        return f"CAST({self.bare} AS DATE)"

    def _moment(self) -> str:
        """A moment as the clocks in London showed it."""
        if self.is_text:
            has_offset = (
                f"regexp_matches({self.given}, '(Z|[+-][0-9]{{2}}(:?[0-9]{{2}})?)$') AND length({self.given}) > 13"
            )
            with_offset = f"(TRY_CAST({self.given} AS TIMESTAMPTZ) AT TIME ZONE 'Europe/London')"
            return f"CASE WHEN {has_offset} THEN {with_offset} ELSE TRY_CAST({self.given} AS TIMESTAMP) END"
        if "TIME ZONE" in self.sql_type:
            return f"({self.bare} AT TIME ZONE 'Europe/London')"
        return f"CAST({self.bare} AS TIMESTAMP)"

    def faults(self, today: int) -> list[tuple[str, str]]:
        """What a cell of this column must not be, in SQL, with what is wanted instead; `today` is a number of days."""
        wanted = self.wanted
        found = []
        if wanted.required and wanted.name not in MAY_BE_BLANK:
            found.append((f"{self.given} IS NULL", "it filled in"))
        if wanted.form is Form.STATUS:
            return [*found, (f"{self.value} NOT IN {STATUSES}", ", ".join(STATUSES[:-1]) + " or " + STATUSES[-1])]
        if wanted.form not in (Form.TEXT,) and not (
            wanted.form is Form.ID and self.sql_type not in ("DOUBLE", "FLOAT")
        ):
            found.append((f"{self.given} IS NOT NULL AND {self.value} IS NULL", _WORDS[wanted.form]))
        if wanted.form is Form.NUMBER:
            found += self._bounds()
        if wanted.past:
            last = f"{self.value} > {today if wanted.form is Form.DAY else (today + 1) * 86_400_000_000}"
            found.append((last, "no day in the future"))
        return found

    def _bounds(self) -> list[tuple[str, str]]:
        wanted = self.wanted
        most = wanted.most * 10**wanted.places
        found = [(f"{self.value} > {most}", f"{wanted.most:,} at the most")]
        found.append((f"{self.value} < {-most if wanted.signed else 0}", "no negative number"))
        places = f"{wanted.places} decimal places at the most"
        scale = 10**wanted.places
        if self.sql_type in ("DOUBLE", "FLOAT"):
            off = f"abs({self.bare} * {scale} - round({self.bare} * {scale})) > 0.001"
            found.append((f"isfinite({self.bare}) AND {off}", places))
        elif self.is_text:
            found.append((f"({self._plain}) * {scale} <> round(({self._plain}) * {scale})", places))
        elif (given := _decimal(self.sql_type)) and given[1] > wanted.places:
            found.append((f"{self.bare} <> round({self.bare}, {wanted.places})", places))
        return found


_WORDS = {
    Form.ID: "a whole number or a text",
    Form.NUMBER: "a number, such as 1234.5",
    Form.DAY: "a day, such as 2023-04-30",
    Form.MOMENT: "a moment, such as 2023-04-30 09:15 (in London) or 2023-04-30T09:15:00Z",
}

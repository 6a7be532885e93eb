"""The base types of what a program may send: bounded, without control characters or NUL, in the form that is kept.

Each says the same in the schema as in words, so that a program can check before it sends.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    SecretStr,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from counterpart.values import words
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refused

PLAIN = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$"
"""Text on one line, as a schema says it; the rule itself is `values.words`."""


@dataclass(frozen=True)
class Text:
    """Plain text on one line, no longer than it has room for. Kept without spaces at its ends, and composed (NFC)."""

    longest: int
    example: str

    def kept(self, text: str) -> str:
        if not words.tidy(text):
            raise ValueError("nothing was written; some text is wanted")
        if faults := words.unfit(text, longest=self.longest):
            raise ValueError(f"it has {faults[0]}; wanted is {faults[1]}")
        return words.tidy(text)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        bounded = core_schema.str_schema(min_length=1, max_length=self.longest)
        return core_schema.no_info_after_validator_function(self.kept, bounded)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        bounds = {"minLength": 1, "maxLength": self.longest, "pattern": PLAIN}
        return {"type": "string", **bounds, "examples": [self.example]}


def _period(text: Any) -> Period:
    if isinstance(text, Period):
        return text
    if not isinstance(text, str) or len(text) > 20 or any(words.is_hidden(letter) for letter in text):
        raise ValueError("a period is written like 2007-08, 2010-Q2 or 2010-09")
    return period(text)


def _address(text: str) -> str:
    try:
        return words.address(text)
    except Refused as refused:
        raise ValueError(f"{refused.refusal.fact}; wanted is {refused.refusal.rule}") from None


def _on_one_line(text: Any) -> Any:
    """What was written over several lines, on one: that is how a text is kept."""
    return " ".join(text.split()) if isinstance(text, str) else text


Line = Annotated[str, Text(200, "Housing management agreement")]
Reason = Annotated[str, Text(500, "One office was left out")]
Prose = Annotated[str, Text(4000, "The Board considered the report."), BeforeValidator(_on_one_line)]
Label = Annotated[str, Text(60, "monthly upload")]
Reference = Annotated[str, Text(40, "ROTHERHAM")]
Code = Annotated[str, Text(60, "BV 66a")]
Area = Annotated[str, Text(120, "Rotherham North")]
MappingName = Annotated[str, Text(60, "sheffield")]
Kind = Annotated[str, Text(20, "returns")]
Key = Annotated[str, Text(200, "returns-2007-08")]
Cursor = Annotated[str, Text(1000, "eyJ…")]
Subject = Annotated[str, Text(200, "ROTHERHAM/2007-08")]
Email = Annotated[
    str,
    Field(max_length=254, json_schema_extra={"pattern": r"^[^@\s]+@[^@\s]+$", "examples": ["officer@council.example"]}),
    AfterValidator(_address),
]
PeriodText = Annotated[
    Period,
    PlainValidator(_period),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[12]\d{3}(-(Q[1-4]|M?\d{2}))?$",
            "examples": ["2007-08", "2010-Q2", "2010-09", "2007-M08", "2011"],
            "description": "A financial year, a quarter of one, a month, or a calendar year.",
        }
    ),
]
Fingerprint = Annotated[str, Field(pattern="^[0-9a-f]{64}$", examples=["ab" * 32])]
Secret = Annotated[SecretStr, Field(max_length=1000)]
Day = Annotated[date, Field(examples=["2026-11-30"])]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
SealNumber = Annotated[int, Field(ge=1, le=99_999, examples=[1])]
Limit = Annotated[int, Field(ge=1, le=1000, examples=[100])]
Decimal = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", examples=["98.47"])]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time", "examples": ["2008-05-12T14:00:00+01:00"]})]
DayText = Annotated[str, Field(json_schema_extra={"format": "date", "examples": ["2008-03-31"]})]


class Body(BaseModel):
    """What is sent to ask for an act. A name that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """What is answered. A reply is held to this by tests, and sent as the queries gave it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

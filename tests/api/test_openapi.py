"""The description of the API: kept in docs/reference/openapi.json, sound OpenAPI 3.1, and complete."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from counterpart.engines.acts.asked import ASKED, NOT_ASKED, READINGS
from counterpart.engines.acts.door import ACTS
from counterpart.web.api.document import document, known_as
from counterpart.web.api.urls import API

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
RENEW = "RENEW_OPENAPI=yes .venv/bin/python -m pytest tests/api/test_openapi.py"
DESCRIBED = document(API)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DESCRIBED["paths"].items():
        for method, told in methods.items():
            yield path, method, told


def test_the_kept_description_is_the_one_that_is_served() -> None:
    text = json.dumps(DESCRIBED, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("RENEW_OPENAPI") == "yes":
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(text)
    assert KEPT.exists(), f"write it: {RENEW}"
    assert KEPT.read_text() == text, f"the API has changed; if that is meant, renew its description: {RENEW}"


def test_the_description_is_sound_openapi_3_1() -> None:
    assert DESCRIBED["openapi"] == "3.1.0"
    assert [str(fault) for fault in OPENAPI_31_VALIDATOR.iter_errors(DESCRIBED)] == []


def test_every_reference_in_the_description_leads_somewhere() -> None:
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(DESCRIBED)):
        part: Any = DESCRIBED
        for step in reference.split("/"):
            part = part[step]


def test_every_operation_has_a_name_of_its_own_a_sentence_and_the_shape_of_its_answers() -> None:
    names = [told["operationId"] for _, _, told in operations()]
    assert len(set(names)) == len(names)
    for path, method, told in operations():
        assert told["summary"].endswith("."), told["operationId"]
        assert told["tags"] == [tag["name"] for tag in DESCRIBED["tags"] if tag["name"] in told["tags"]]
        assert {"200", "400", "401", "405"} <= set(told["responses"])
        assert "$ref" in told["responses"]["200"]["content"]["application/json"]["schema"]
        assert ("404" in told["responses"]) == ("{" in path or method == "post")
        if method == "post":
            assert {"403", "409", "413", "415"} <= set(told["responses"])
            assert "Idempotency-Key" in [part["name"] for part in told["parameters"]]


def test_every_shape_says_what_it_is_and_nothing_it_does_not_name_is_sent() -> None:
    for name, shape in DESCRIBED["components"]["schemas"].items():
        assert shape["description"], name
        closed = shape.get("additionalProperties") is False or "enum" in shape
        assert closed or name in ("Fault", "Problem"), name


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_is_asked_for_over_the_api_or_it_is_said_why_not(act: str) -> None:
    assert (act in ASKED) != (act in NOT_ASKED), (
        f"{act}: declare in its room's api.py how it is asked for (@asks), or why it is not (not_asked)"
    )
    if act in ASKED:
        assert "post" in DESCRIBED["paths"][f"/api/v1{ASKED[act].path}"]
    else:
        assert NOT_ASKED[act].strip()


def test_what_is_declared_of_acts_is_of_acts_there_are_and_everything_declared_is_mounted() -> None:
    assert set(ASKED) | set(NOT_ASKED) == set(ACTS)
    names = {told["operationId"] for _, _, told in operations()}
    assert names == {*READINGS, *(act.replace(".", "_") for act in ASKED)}


def test_every_text_that_may_be_sent_is_bounded_and_every_number_too() -> None:
    sent = [part["schema"] for _, _, told in operations() for part in told["parameters"]]
    for _, _, told in operations():
        for content in told.get("requestBody", {}).get("content", {}).values():
            shape = content["schema"]
            if "$ref" in shape:
                shape = DESCRIBED["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
            sent += list(shape["properties"].values())
    for schema in sent:
        for kind in schema.get("anyOf", [schema]):
            if kind.get("type") == "string" and not {"format", "enum"} & set(kind):
                assert "maxLength" in kind or "pattern" in kind, schema
            if kind.get("type") == "integer":
                assert {"minimum", "maximum"} <= set(kind), schema


def test_no_two_shapes_have_one_name() -> None:
    """Shapes are known by their names alone: a second of the same name would take the place of the first."""
    known: dict[str, Any] = {}
    for declared in (*READINGS.values(), *ASKED.values()):
        made = TypeAdapter(declared.gives).json_schema(mode="serialization", ref_template="{model}")
        for name, shape in made.pop("$defs", {}).items():
            assert known.setdefault(name, shape) == shape, f"{name} is two things; {declared.path} gives one of them"
    names = [known_as(name) for name in API.get_openapi_schema()["components"]["schemas"]]
    assert {name for name, times in Counter(names).items() if times > 1} == set()

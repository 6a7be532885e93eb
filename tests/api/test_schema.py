"""The API is asked what it did not expect: whatever comes, it answers as it is documented, and never breaks.

Examples fit the description, break it, or name what is really there; they are the same at every run.
"""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterpart.capabilities.closing.tests.makers import a_closed_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.capabilities.worklist.queries import home as queries
from counterpart.capabilities.worklist.queries.home import Mine
from counterpart.cli.embedded import Server
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal, Refused
from tests.api.asking import V1, token_of

SEED = 20_261_121
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
THERE = {
    "reference": "ROTHERHAM",
    "period": "2007-08",
    "indicator": "BV 66a",
    "code": "bv66a",
    "template": "rotherham-almo",
    "kind": "returns",
    "label": "tests",
    "post": "auditor",
    "email": KPI_MANAGER,
}
"""What is really there, so that half of the examples come further than the door."""


@pytest.mark.slow
def test_nothing_that_is_asked_breaks_it_or_is_answered_otherwise_than_documented(fresh: Server, home: Path) -> None:
    a_closed_year(home)
    assert len(ask_everything(examples=15)) >= 20


@pytest.mark.proof
def test_nothing_in_two_hundred_examples_breaks_an_operation(fresh: Server, home: Path) -> None:
    a_closed_year(home)
    assert len(ask_everything(examples=200)) >= 20


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda by: 1 / 0, "Server error"),
        (lambda by: [Mine("ROTHERHAM", "provider", (1,))], "violates schema"),
        (lambda by: refuse("close.none"), "Undocumented status code"),
    ],
)
def test_a_fault_that_is_planted_would_be_noticed(
    fresh: Server, home: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Actor], Any], said: str
) -> None:
    a_closed_year(home)
    monkeypatch.setattr(queries, "my_agreements", answer)
    with pytest.raises(FailureGroup) as raised:
        ask_everything(examples=1, only="me")
    assert said in "".join(f"{fault.title} {fault.message}" for fault in raised.value.exceptions)


def refuse(code: str) -> None:
    raise Refused(Refusal(code, "Nothing was done", "it is a test", "a test refuses", "Do nothing."))


def ask_everything(*, examples: int, only: str | None = None) -> list[str]:
    """Ask every operation with so many examples that fit, and as many that do not; gives their names."""
    from counterpart.web.wsgi import application

    schema = schemathesis.openapi.from_wsgi(f"{V1}/openapi.json", application)
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if only in (None, operation.definition.raw["operationId"]):
            ask(operation, GenerationMode.POSITIVE, examples)
            ask(operation, GenerationMode.NEGATIVE, examples)
            asked.append(operation.label)
    return asked


def ask(operation: APIOperation, mode: GenerationMode, examples: int) -> None:
    """Ask one operation. A revoked token would be asked with no more, so each time it is a new one."""
    label = f"{operation.definition.raw['operationId']} {mode}"
    headers = {"Authorization": f"Bearer {token_of(OFFICER, label)}"}

    @seed(SEED)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), there=st.booleans())
    def asks(case: Case, there: bool) -> None:
        if there:
            name_what_is_there(case)
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asks()


def name_what_is_there(case: Case) -> None:
    for sent in (case.path_parameters, case.query, case.body):
        if isinstance(sent, dict):
            sent.update({name: value for name, value in THERE.items() if name in sent})
            sent.pop("cursor", None)

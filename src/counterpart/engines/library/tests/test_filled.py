"""Files that people fill in: every problem with its line, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from counterpart.engines.library.filled import LARGEST, filled
from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.refusal import Refused


@dataclass(frozen=True)
class Part:
    name: str
    price: Decimal | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Form:
    on: date
    parts: tuple[Part, ...] = ()
    by_name: Mapping[str, Part] = field(default_factory=dict)
    one: Part | None = None
    sure: bool = False

    __pydantic_config__ = STRICT


def read(data: bytes, misfits=lambda form: ()) -> Form:
    return filled(data, Form, file="form.yaml", what="The form", code="form.not-sound", misfits=misfits)


def problems(data: bytes, misfits=lambda form: ()) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(data, misfits)
    refusal = refused.value.refusal
    assert (refusal.code, refusal.what) == ("form.not-sound", "The form form.yaml was not read")
    return [str(problem) for problem in refusal.problems]


@pytest.mark.parametrize("data", [b"on: 2026-09-01\nsure: yes\n", b'{"on": "2026-09-01", "sure": true}'])
def test_yaml_and_json_are_read_alike(data):
    assert read(data) == Form(date(2026, 9, 1), sure=True)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"sure: yes\n", "form.yaml, line 1: found no “on”; wanted it stated."),
        (b"on: soon\n", "line 1, on: found “soon”; wanted a day, such as 2008-07-31."),
        (b"on: 2026-09-01\nparts: [{nam: x}]\n", "line 2, parts 1: found “nam”; wanted one of name, price."),
        (b"on: 2026-09-01\nby_name: {a: {nam: x}}\n", "by_name, a: found “nam”; wanted one of name, price."),
        (b"on: 2026-09-01\none: {nam: x}\n", "line 2, one: found “nam”; wanted one of name, price."),
        (b"on: 2026-09-01\none: {name: [x]}\n", "one, name: found a list; wanted text."),
        (b"on: 2026-09-01\none: {name: x, price: {a: b}}\n", "found names with values beneath them; wanted a number"),
        (b"on: 2026-09-01\non: 2026-09-02\n", "line 2: found “on” a second time; wanted each name once."),
        (b"\xff", "found bytes that are not UTF-8; wanted text in UTF-8."),
        (b" " * (LARGEST + 1), f"found {LARGEST + 1:,} bytes; wanted {LARGEST:,} at the most."),
    ],
)
def test_a_problem_is_told_where_it_stands(data, says):
    assert any(says in problem for problem in problems(data)), problems(data)


def test_what_makes_no_sense_is_told_by_its_line_and_all_at_once():
    def misfits(form: Form):
        yield ("parts", 1, "name"), "“y”", "another name"
        yield ("sure",), "no", "yes"

    data = b"on: 2026-09-01\nparts:\n  - name: x\n  - name: y\nsure: no\n"
    assert problems(data, misfits) == [
        "form.yaml, line 4, parts 2, name: found “y”; wanted another name.",
        "form.yaml, line 5, sure: found no; wanted yes.",
    ]

from collections import OrderedDict
from decimal import Decimal
from enum import IntEnum, StrEnum
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.canonical import DEEPEST, LARGEST, NotCanonical, canonical, digest

WHOLE = st.characters(exclude_categories=["Cs"])
NAMES = st.one_of(st.text(st.characters(max_codepoint=127)), st.text(WHOLE))
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-LARGEST, LARGEST), st.text(WHOLE))
CONTENT = st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner), st.dictionaries(NAMES, inner)), max_leaves=8)


class Word(StrEnum):
    OPEN = "open"


class Number(IntEnum):
    TWO = 2


@given(CONTENT)
@settings(max_examples=40, deadline=None)
def test_any_content_is_written_as_the_rfc8785_library_writes_it(content: Any) -> None:
    assert canonical(content) == rfc8785.dumps(content)


def test_the_strings_and_literals_of_rfc_8785_are_written_as_it_says() -> None:
    sample = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}
    assert canonical(sample).decode() == (r"""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""")


def test_names_are_ordered_by_utf_16_code_units_as_in_rfc_8785() -> None:
    sample = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert canonical(sample).decode() == (
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",'
        '"€":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'
    )


def test_every_control_character_and_the_odd_ends_of_unicode_are_written_alike() -> None:
    text = "".join(map(chr, range(0x21))) + "\x7f\u2028\u2029\uffff\U0010ffff"
    assert canonical([text]) == rfc8785.dumps([text])


def test_tuples_enums_and_ordered_objects_are_written_as_the_plain_things_they_stand_for() -> None:
    content = OrderedDict(b=(1, "two"), a=[Word.OPEN, Number.TWO])
    assert canonical(content) == b'{"a":["open",2],"b":[1,"two"]}'


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"figures": [{"value": 98.47}]}, "figures.0.value"),
        ([float("nan")], "0"),
        ({"count": LARGEST + 1}, "count"),
        ({"count": -LARGEST - 1}, "count"),
        ({"a": {1: "one"}}, "a"),
        ({"name": "half \ud83d"}, "name"),
        ({"half \ud83d": "name"}, "the content"),
        ({"é": ["\udc00"]}, "é.0"),
        ({"value": Decimal("98.47")}, "value"),
        ({"value": b"bytes"}, "value"),
        (1.5, "the content"),
    ],
)
def test_what_cannot_be_sealed_is_refused_and_its_place_named(content: Any, place: str) -> None:
    with pytest.raises(TypeError) as refused:
        canonical(content)
    assert str(refused.value).startswith(f"{place}: ")


def test_nesting_is_refused_beyond_its_limit_and_in_a_circle() -> None:
    deep: list[Any] = []
    for _ in range(DEEPEST - 1):
        deep = [deep]
    assert canonical(deep) == b"[" * DEEPEST + b"]" * DEEPEST
    circle: dict[str, Any] = {}
    circle["again"] = circle
    for content in ([deep], circle):
        with pytest.raises(NotCanonical, match="one list or object too many"):
            canonical(content)


def test_a_place_is_named_from_the_greater_whole() -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical({"value": 0.5}, at=("entries", 16))
    assert refused.value.path == ("entries", 16, "value")


def test_the_digest_is_sha_256_of_the_canonical_text() -> None:
    assert digest({"b": "2", "a": 1}) == sha256(b'{"a":1,"b":"2"}').hexdigest()

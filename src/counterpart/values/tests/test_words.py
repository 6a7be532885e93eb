"""Texts that people give: trimmed, not blank, not too long, and with nothing in them that cannot be seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.values.refusal import Refused
from counterpart.values.words import address, is_hidden, unfit, words

QUICKLY = settings(max_examples=50, deadline=None)


def name(text: str) -> str:
    return words(text, what="The name", longest=20)


def refused(text: str) -> str:
    with pytest.raises(Refused) as raised:
        name(text)
    assert raised.value.refusal.code == "words.unfit"
    return str(raised.value)


def test_a_text_is_kept_trimmed_and_composed() -> None:
    assert name("  Ren\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT}e ") == "Renée"
    assert name("x" * 20) == "x" * 20


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_blank_text_is_refused(text: str) -> None:
    assert refused(text) == ("The name was not accepted: nothing was written (it cannot be blank). Write it out.")


def test_a_text_that_is_too_long_is_refused_with_its_length_and_the_limit() -> None:
    assert refused("x" * 21) == (
        "The name was not accepted: it has 21 characters (20 at the most is kept). Write it otherwise and try again."
    )


@pytest.mark.parametrize("code", [0x00, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x202E, 0x2066, 0x2069, 0xDCFF])
def test_a_character_that_cannot_be_seen_is_refused_by_its_number(code: int) -> None:
    assert f"it has the control character U+{code:04X}" in refused(f"a{chr(code)}b")


@QUICKLY
@given(st.text())
def test_what_is_kept_is_visible_and_is_kept_again_as_it_is(text: str) -> None:
    try:
        kept = words(text, what="The text", longest=50)
    except Refused:
        return
    assert kept
    assert len(kept) <= 50
    assert not any(is_hidden(letter) for letter in kept)
    assert words(kept, what="The text", longest=50) == kept
    assert unfit(kept, longest=50) is None


def test_an_address_is_kept_in_small_letters() -> None:
    assert address(" Officer@Council.Example ") == "officer@council.example"


@pytest.mark.parametrize("text", ["officer", "@", "officer@", "@council", "a@b@c", "an officer@council.example"])
def test_what_is_no_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match=r"Write it like officer@council\.example"):
        address(text)


@pytest.mark.parametrize("text", ["", "x" * 250 + "@a.example"])
def test_an_address_has_the_limits_of_every_text(text: str) -> None:
    with pytest.raises(Refused, match="The e-mail address was not accepted"):
        address(text)

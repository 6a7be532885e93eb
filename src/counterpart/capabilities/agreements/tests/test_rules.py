"""Who takes the seats of an agreement when it is registered."""

from collections.abc import Mapping

import pytest

from counterpart.capabilities.agreements.rules import seated
from counterpart.engines.library.shelf import on_the_shelf, pinned
from counterpart.values.refusal import Refusal

KEPT = on_the_shelf("rotherham-almo")
OPEN = pinned(KEPT.text.replace(", organisation: 2010 Rotherham Ltd", "")).template
SEATS = {
    "commissioner": "Rotherham Metropolitan Borough Council",
    "provider": "2010 Rotherham Ltd",
    "tenants": "Rother Fed",
}


@pytest.mark.parametrize(
    ("chosen", "seats"),
    [
        ({}, SEATS),
        ({"provider": " Another Company "}, SEATS | {"provider": "Another Company"}),
        ({"provider": "", "tenants": "A panel"}, SEATS | {"tenants": "A panel"}),
    ],
)
def test_a_seat_is_taken_by_whom_is_chosen_or_otherwise_as_the_template_says(
    chosen: Mapping[str, str], seats: dict[str, str]
) -> None:
    assert seated(KEPT.template, chosen) == seats


@pytest.mark.parametrize("chosen", [{}, {"provider": " "}])
def test_a_seat_that_nobody_takes_is_refused_with_how_to_fill_it(chosen: Mapping[str, str]) -> None:
    refusal = seated(OPEN, chosen)
    assert isinstance(refusal, Refusal)
    assert str(refusal) == (
        "The agreement was not registered: no organisation is named as provider (rotherham-almo@1, parties). "
        "Name one: --set provider=NAME."
    )


def test_a_setting_that_the_template_has_not_is_refused_with_those_it_has() -> None:
    refusal = seated(KEPT.template, {"funder": "A bank"})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "agreement.no-such-setting"
    assert refusal.rule == "rotherham-almo@1 lets you set: commissioner, provider, tenants"

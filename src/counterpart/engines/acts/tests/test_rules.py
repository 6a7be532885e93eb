"""Proposed acts: whose signature is still wanting, and what becomes of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.acts.rules import PROPOSED, still_wanted
from counterpart.values.refusal import Refusal

QUICKLY = settings(max_examples=25, deadline=None)

PARTIES = st.lists(st.sampled_from(["commissioner", "provider", "tenants", "funder"]), unique=True)


@pytest.mark.parametrize(
    ("signed_by", "wanted"),
    [
        ((), ("commissioner", "provider")),
        (("provider",), ("commissioner",)),
        (("provider", "commissioner"), ()),
        (("tenants",), ("commissioner", "provider")),
        (("provider", "provider"), ("commissioner",)),
    ],
)
def test_an_act_waits_for_each_party_it_names(signed_by: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert still_wanted(("commissioner", "provider"), signed_by) == wanted


@QUICKLY
@given(PARTIES, PARTIES)
def test_those_wanted_and_those_who_signed_are_all_that_were_needed(needs: list[str], signed: list[str]) -> None:
    wanted = still_wanted(needs, iter(signed))
    assert [party for party in needs if party in wanted or party in signed] == needs
    assert not set(wanted) & set(signed)


@pytest.mark.parametrize("verb", ["performed", "lapsed"])
def test_an_open_proposal_is_performed_or_lapses_and_then_stays_so(verb: str) -> None:
    assert PROPOSED.after("open", verb) == verb
    assert isinstance(PROPOSED.after(verb, "performed"), Refusal)
    assert isinstance(PROPOSED.after(verb, "lapsed"), Refusal)

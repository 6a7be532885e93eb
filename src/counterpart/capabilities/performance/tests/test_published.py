"""Ranks and medians as they were published, reproduced; figures and their source in published.json."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.quartiles import cut_offs
from counterpart.capabilities.performance.rules.ranks import middle_of, ranks
from counterpart.capabilities.performance.tests.figuring import an_indicator
from counterpart.engines.library.rules.indicators import Better

PUBLISHED = json.loads(Path(__file__).with_name("published.json").read_text(encoding="utf-8"))
VALUES = st.lists(st.decimals(-50, 50, places=1), min_size=1, max_size=30)


@pytest.mark.parametrize("table", PUBLISHED["ranks"], ids=[table["period"] for table in PUBLISHED["ranks"]])
def test_scottish_ranks_are_those_published(table):
    found = ranks([Decimal(value) for value in table["values"].split()], better=Better.HIGHER)
    assert [str(rank) for rank in found] == table["ranks"].split()


@pytest.mark.parametrize("table", PUBLISHED["medians"], ids=[table["measure"] for table in PUBLISHED["medians"]])
def test_medians_are_those_published(table):
    assert cut_offs([Decimal(value) for value in table["values"].split()]).median == Decimal(table["median"])


@settings(max_examples=50, deadline=None)
@given(VALUES, st.sampled_from(Better))
def test_a_rank_is_one_more_than_those_that_are_better(values, better):
    found = ranks(values, better=better, middle=Decimal(0))
    key = {Better.HIGHER: lambda v: -v, Better.LOWER: lambda v: v, Better.WITHIN: abs}[better]
    assert list(found) == [1 + sum(key(other) < key(value) for other in values) for value in values]


def test_a_band_is_ranked_by_nearness_to_its_middle_and_not_without_one():
    assert middle_of(an_indicator(better=Better.WITHIN, band="18 to 21")) == Decimal("19.5")
    assert middle_of(an_indicator()) is None
    with pytest.raises(ValueError, match="no middle"):
        ranks([Decimal(1)], better=Better.WITHIN)

"""Taking files in: the texts that come with them, and the period their rows stand for."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, who
from counterpart.capabilities.performance.queries.figures import returned_figures
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.evidence.models import File
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

NAMELESS, NAMED = "indicator,value\nBV 63,66\n", "indicator,period,value\nBV 63,2006-07,66\n"
YEAR, NEXT = period("2007-08"), period("2008-09")


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"restates": "  "}, r"The reason \(--restates\) was not accepted: nothing was written"),
        ({"restates": "x" * 501}, r"The reason \(--restates\) was not accepted: it has 501 characters"),
        ({"restates": "why\nSeal 9"}, r"the control character U\+000A"),
        ({"name": "x" * 197 + ".csv"}, "The file’s name was not accepted: it has 201 characters"),
        ({"name": "returns\udcff.csv"}, r"the control character U\+DCFF"),
    ],
)
def test_texts_that_cannot_be_kept_are_refused_and_nothing_is_stored(
    home: Path, other: dict[str, str], why: str, dry_run: bool
) -> None:
    agreement = a_registered_agreement()
    with pytest.raises(Refused, match=why):
        send(agreement, home, replace(returns_of(NAMED), dry_run=dry_run, **other))
    with acting(who(OFFICER), on=LATER.date()):
        assert not File.objects.exists()


def test_a_dry_run_finds_the_problems_that_taking_in_finds(home: Path) -> None:
    agreement = a_registered_agreement()
    text = f"indicator,period,value,area\nBV 63,2007-08,66,{'x' * 121}\n"
    said = []
    for dry_run in (True, False):
        with pytest.raises(Refused) as raised:
            send(agreement, home, returns_of(text, dry_run=dry_run))
        said.append(str(raised.value))
    assert said[0] == said[1]
    assert "line 2, column area: found 121 characters; wanted 120 at the most" in said[0]


def test_the_same_file_for_another_period_is_refused_since_its_rows_stand_for_the_first(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of(NAMELESS, period=YEAR))
    assert send(agreement, home, returns_of(NAMELESS, period=YEAR))["known"]
    with pytest.raises(Refused, match=r"was not taken in for 2008-09: the same file.*its rows stand for 2007-08"):
        send(agreement, home, returns_of(NAMELESS, period=NEXT))
    with acting(who(OFFICER), on=LATER.date()):
        assert [str(figure.period) for figure in returned_figures(agreement)] == ["2007-08"]


def test_a_file_whose_rows_name_their_period_is_the_same_whatever_period_is_given(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of(NAMED, period=YEAR))
    assert send(agreement, home, returns_of(NAMED, period=NEXT))["known"]
    assert send(agreement, home, returns_of(NAMED))["known"]

"""Files of events and of returns that are refused: whole, with every problem at once, and nothing stored."""

from pathlib import Path

import pytest

from counterpart.capabilities.agreements.tests.makers import a_partnership, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import OFFICER, who
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.models import ReturnedFigure
from counterpart.capabilities.performance.queries.figures import blank_of
from counterpart.capabilities.performance.tests.makers import returns_of
from counterpart.capabilities.performance.tests.repairs import (
    LATER,
    OCTOBER,
    SEPTEMBER,
    TEMPLATE,
    TITLES,
    an_agreement_that_measures,
    repairs,
    send,
)
from counterpart.engines.access.actors import acting
from counterpart.engines.evidence.mappings import pinned
from counterpart.engines.evidence.models import File
from counterpart.engines.library.shelf import pinned as pinned_template
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def nothing_is_stored(home: Path) -> bool:
    with acting(who(OFFICER), on=LATER.date()):
        rows = File.objects.exists() or ReturnedFigure.objects.exists()
    return not rows and not [path for path in (home / "evidence").rglob("*") if path.is_file()]


def test_returns_that_cannot_be_are_refused_whole_with_every_problem_and_nothing_is_stored(home: Path) -> None:
    agreement = an_agreement_that_measures()
    sent = """indicator,period,value,numerator,denominator
R 9,2010-09,5,,
R 1,2010-09,,4,7
R 3,2010-13,9,,
R 3,2010-09,nine,,
R 3,2010-09,,4,0
"""
    with pytest.raises(Refused) as raised:
        send(agreement, home, returns_of(sent))
    told = str(raised.value)
    for problem in (
        "line 2, column indicator: found “R 9”; wanted one of the 4 indicators",
        "line 3, column indicator: found R 1, which is measured; wanted the events it is measured from: repairs",
        "line 4, column period: found “2010-13”; wanted a period",
        "line 5, column value: found “nine”; wanted a number, such as 62",
        "line 6, column denominator: found “0”; wanted a denominator above 0",
    ):
        assert problem in told
    assert nothing_is_stored(home)


def test_a_share_above_its_whole_is_refused_and_nothing_is_stored(home: Path) -> None:
    agreement = an_agreement_that_measures()
    with pytest.raises(Refused, match="found “8”; wanted a numerator no higher than its denominator, 7"):
        send(agreement, home, returns_of("indicator,period,numerator,denominator\nR 4,2020-21,8,7\n"))
    assert nothing_is_stored(home)


def test_a_period_outside_the_agreement_is_refused_and_nothing_is_stored(home: Path) -> None:
    agreement = a_partnership()
    code = next(one.code for one in agreement.template.indicators if not one.formula)
    with pytest.raises(Refused) as raised:
        send(agreement, home, returns_of(f"indicator,period,value\n{code},2005-06,5\n{code},2050-51,5\n"))
    assert "found “2005-06”; wanted a period of the agreement, from 2 June 2008 to 30 September 20" in str(raised.value)
    assert "found “2050-51”; wanted a period of the agreement" in str(raised.value)
    assert nothing_is_stored(home)


def test_events_that_cannot_be_are_refused_whole_with_every_problem_and_nothing_is_stored(home: Path) -> None:
    agreement = an_agreement_that_measures()
    sent = f"{TITLES}\n,2010-09-01 09:00,,,,,,,\n2,soon,,,,,,,ten\n3,,,,,,,,\n3,,,,,,,,1.234\n"
    with pytest.raises(Refused) as raised:
        send(agreement, home, repairs(sent))
    told = str(raised.value)
    for problem in (
        "line 2, column number: found nothing; wanted it filled in",
        "line 3, column opened_at: found “soon”; wanted a moment",
        "line 3, column cost: found “ten”; wanted a number with 2 decimal places at the most",
        "line 5, column number: found “3” a second time (first on line 4)",
        "line 5, column cost: found “1.234”",
    ):
        assert problem in told
    with pytest.raises(Refused, match="9 problems") as raised:
        send(agreement, home, repairs(period=period("2010-10")))
    assert "line 2, column closed_at: found 2010-09-02; wanted a day in October 2010" in str(raised.value)
    areas = "\n".join(f"{n},,,2010-09-02 09:00,,Area {n},,," for n in range(501))
    with pytest.raises(Refused, match="column area: found 501 different ones; wanted 500 at the most"):
        send(agreement, home, repairs(f"{TITLES}\n{areas}\n"))
    with pytest.raises(Refused, match="line 2, column closed_at: found 2199-01-02; wanted a day up to 2011-05-09"):
        send(agreement, home, repairs(f"{TITLES}\n1,,,2199-01-02 09:00,,,,,\n"))
    assert nothing_is_stored(home)


def test_a_kind_or_a_mapping_that_no_dataset_has_is_refused_with_what_there_is(home: Path) -> None:
    agreement = an_agreement_that_measures()
    with pytest.raises(Refused, match=r"“referrals” is not a kind of file.*contracts or repairs"):
        send(agreement, home, Incoming("referrals", "a.csv", b"a\n1\n"))
    mapped = pinned("id: x\nkind: events\ncolumns:\n  number: [No]\n  closed: [Closed]\n")
    with pytest.raises(Refused, match="the mapping speaks of closed"):
        send(agreement, home, repairs(mapping=mapped))
    returned = pinned("id: x\nkind: returns\n")
    with pytest.raises(Refused, match="the mapping reads files as returns"):
        send(agreement, home, repairs(mapping=returned))
    assert nothing_is_stored(home)
    with pytest.raises(Refused, match="the agreement declares no events"):
        send(a_registered_agreement(), home, Incoming("events", "a.csv", b"a\n1\n"))


def test_events_are_taken_in_by_a_mapping_on_a_clock_of_twelve_hours_and_in_its_zone(home: Path) -> None:
    agreement = an_agreement_that_measures()
    mapping = "id: x\nkind: events\ndates: month first\nzone: America/New_York\n"
    mapping += "columns:\n  number: [number]\n  closed_at: [Done]\n"
    sent = b"number,Done\n1,09/01/2010 12:25:23 AM\n2,03/28/2010 01:30:00 AM\n3,09/01/2010 04:17 PM\n"
    reply = send(agreement, home, Incoming("events", "a.csv", sent, mapping=pinned(mapping)))
    assert reply["first"][3] == "2010-09-01 04:25:23"
    assert reply["last"][3] == "2010-09-01 20:17:00"
    assert send(agreement, home, Incoming("events", "a.csv", sent, mapping=pinned(mapping)))["known"]
    odd = b"number,Done\n9,09/01/2010 13:25:23 AM\n"
    with pytest.raises(Refused, match=r"line 2, column Done \(closed_at\): found “09/01/2010 13:25:23 AM”"):
        send(agreement, home, Incoming("events", "b.csv", odd, mapping=pinned(mapping)))


def test_a_key_comes_once_over_all_files_that_stand(home: Path) -> None:
    agreement = an_agreement_that_measures()
    send(agreement, home, repairs())
    again = OCTOBER + "".join(f"{n},2010-10-01 09:00,,,,,,,\n" for n in range(1, 11))
    with pytest.raises(Refused, match=r"found “1” a second time \(first in september.csv, line 2\)"):
        send(agreement, home, repairs(again, name="october.csv"))
    many = SEPTEMBER.replace("\n10,", "\n999,")
    assert send(agreement, home, repairs(many, name="again.csv", restates="A wrong number"))["rows"] == 10
    assert blank_of(agreement, "events").startswith(b"PK")


def test_rows_without_a_key_are_counted_once_as_each_file_has_a_period_of_its_own(home: Path) -> None:
    agreement = a_registered_agreement("REPAIRS", pinned_template(TEMPLATE.replace("    key: number\n", "")))
    september = period("2010-09")
    finished = [line for line in SEPTEMBER.splitlines() if not line.startswith("9,")]
    first, again = "\n".join(finished), "\n".join(finished[:-1])
    send(agreement, home, repairs(first, period=september))
    for when in (september, None):
        with pytest.raises(Refused, match=r"rows that september\.csv may hold too"):
            send(agreement, home, repairs(again, name="again.csv", period=when))
    assert send(agreement, home, repairs(OCTOBER, name="october.csv", period=period("2010-10")))["rows"] == 2
    assert send(agreement, home, repairs(again, name="again.csv", period=september, restates="One too many"))["rows"]

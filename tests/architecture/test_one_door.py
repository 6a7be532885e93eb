"""The one door: policy first, one transaction, one entry, and a request done once however often it is sent."""

import re
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement, the_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.door import ACTS
from counterpart.engines.acts.models import Request
from counterpart.engines.evidence.models import File
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused
from counterpart.web.rooms import register_acts

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

IRREGULAR = (
    "begun|given|withdrawn|made|shown|met|written|sent|cast|taken|held|set|put|let|found|told|lost|won|paid|split|heard"
    "|drawn|stood|came"
)
ONE = "indicator,period,value\nBV 63,2007-08,66\n"
OTHER = "indicator,period,value\nBV 63,2007-08,67\n"


def entries() -> list[dict[str, Any]]:
    with acting(who(OFFICER), on=LATER.date()):
        return book.entries_of(the_agreement().agreement_id)


def files() -> int:
    with acting(who(OFFICER), on=LATER.date()):
        return File.objects.count()


def test_every_act_is_named_in_the_past_tense_and_has_a_policy() -> None:
    register_acts()
    assert {"period.closed", "proposal.signed"} <= set(ACTS)
    for name, act in ACTS.items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)
        words = name.partition(".")[2].split("_")
        assert any(word.endswith("ed") or re.fullmatch(IRREGULAR, word) for word in words), name
        assert callable(act.may)
        assert act.words, f"{name} cannot be told in a trail"
        assert act.verb.__doc__, f"{name} has no documentation"


def test_an_act_writes_one_entry_and_before_somebodys_first_the_one_that_names_them(home: Path) -> None:
    agreement = a_registered_agreement()
    *naming, registered = entries()
    assert {entry["act"] for entry in naming} == {"person.named"}
    assert registered["act"] == "agreement.registered"
    send(agreement, home, returns_of(ONE))
    assert [entry["act"] for entry in entries()][len(naming) :] == ["agreement.registered", "file.taken_in"]
    named = [entry["opened"]["payload"]["people"][0] for entry in naming]
    assert [person["party"] for person in named if person["name"] == "KPI manager, 2010 Rotherham Ltd"] == ["provider"]


def test_what_the_policy_refuses_leaves_no_trace(home: Path) -> None:
    agreement = a_registered_agreement()
    before = len(entries())
    with pytest.raises(Refused, match="sends no figures"):
        send(agreement, home, returns_of(ONE), by="councillor@rotherham.example")
    assert len(entries()) == before
    assert files() == 0


def test_the_same_key_twice_does_the_act_once_and_answers_the_same(home: Path) -> None:
    agreement = a_registered_agreement()
    first = send(agreement, home, returns_of(ONE), key="monday")
    before = len(entries())
    assert send(agreement, home, returns_of(ONE), key="monday") == first
    assert first["known"] is False
    assert len(entries()) == before


def test_the_same_key_with_another_content_is_refused(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of(ONE), key="monday")
    with pytest.raises(Refused, match="used before for another request"):
        send(agreement, home, returns_of(OTHER), key="monday")
    assert files() == 1


def test_a_refused_request_can_be_sent_again_under_its_key(home: Path) -> None:
    agreement = a_registered_agreement()
    with pytest.raises(Refused):
        send(agreement, home, returns_of("indicator,period,value\nBV 999,2007-08,66\n"), key="monday")
    assert send(agreement, home, returns_of(ONE), key="monday")["rows"] == 1


def test_of_two_at_once_with_one_key_the_second_waits_and_gets_the_reply_of_the_first(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of("indicator,period,value\nBV 63,2006-07,61\n"))
    replies: list[Any] = []
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        replies.append(send(agreement, home, returns_of(ONE), key="monday"))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 4
    assert all(reply == replies[0] for reply in replies)
    assert files() == 2
    with acting(who(KPI_MANAGER), on=LATER.date()):
        assert Request.objects.count() == 1


def test_a_key_is_known_to_its_sender_alone(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of(ONE), key="monday")
    with acting(who(OFFICER), on=LATER.date()):
        assert not Request.objects.exists()


def test_many_acts_at_once_make_one_unbroken_chain(home: Path) -> None:
    agreement = a_registered_agreement()
    before = len(entries())

    def work(number: int) -> None:
        text = f"indicator,period,area,value\nBV 63,2007-08,Area {number},66\n"
        send(agreement, home, returns_of(text, name=f"area-{number}.csv"))
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = entries()
    assert [entry["sequence"] for entry in kept] == list(range(1, len(kept) + 1))
    assert len(kept) == before + 8
    assert all(later["previous"] == sooner["hash"] for sooner, later in pairwise(kept))

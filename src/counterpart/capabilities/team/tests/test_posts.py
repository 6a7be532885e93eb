"""Key posts, staff moves and mobilisation through the database and on their pages."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.team.queries.posts import mobilisation_of, moves_of, posts_of
from counterpart.capabilities.team.tests.makers import MANAGER, PROVIDER, later
from counterpart.capabilities.team.tests.other_agreements import CARE, again, an_agreement_by
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
BEGINS = later(26).date()
REPRESENTATIVE = "provider: contract representative"
HERE = "/agreements/CARE"


def a_care_agreement() -> AgreementFacts:
    dates = Dates(effective_on=LATER.date(), commencement_on=BEGINS)
    return an_agreement_by("supported-housing-partnering", CARE, dates)


def do(act: str, by: str, days: int = 0, **sent: Any) -> Any:
    return offered(act, by, places={"reference": "CARE"}, at=later(days), **sent)


def refused(act: str, by: str, **sent: Any) -> str:
    with pytest.raises(Refused) as no:
        do(act, by, **sent)
    return no.value.refusal.code


def text(email: str, page: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    answer: HttpResponse = client.get(f"{HERE}/{page}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_party_enters_who_holds_its_own_posts_and_when_they_are_vacant() -> None:
    a_care_agreement()
    told = do("post.filled", PROVIDER, post=REPRESENTATIVE, since="2008-04-20", email=KPI_MANAGER)
    assert told["says"] == "Provider: contract representative is held from 20 April 2008."
    assert refused("post.filled", PROVIDER, post=REPRESENTATIVE, since="2008-05-01") == "post.held"
    assert refused("post.filled", MANAGER, post=REPRESENTATIVE, since="2008-05-01") == "post.not-yours"
    assert refused("post.filled", OFFICER, post=REPRESENTATIVE, since="2008-05-01") == "post.not-yours"
    assert refused("post.filled", PROVIDER, post="provider: king", since="2008-05-01") == "post.unknown"
    other = "provider: director responsible for the agreement"
    assert refused("post.filled", PROVIDER, post=other, since="2008-05-01", email=OFFICER) == "team.nobody"
    do("post.vacated", PROVIDER, post=REPRESENTATIVE, last="2008-05-01", how="moved within")
    do("post.filled", PROVIDER, post=REPRESENTATIVE, since="2008-05-06")
    do("post.resourced", PROVIDER, post=REPRESENTATIVE, fte="0.5")
    agreement = again()
    with acting(who(OFFICER), on=LATER.date()):
        post = next(post for post in posts_of(agreement) if post.name == REPRESENTATIVE)
        entries = book.entries_of(agreement.agreement_id)
    assert [bool(holder.name) for holder in post.holders] == [True, False]
    assert post.vacant_days(later(-60).date(), LATER.date()) == 4
    assert [str(stated.fte) for stated in post.stated] == ["0.50"]
    content = next(e["opened"]["payload"] for e in entries if e["act"] == "post.filled")
    assert content["person"] == book.pseudonym_of(who(KPI_MANAGER).person, agreement.agreement_id) or content["person"]
    assert KPI_MANAGER not in str(content)


def test_staff_moves_are_numbers_of_ones_own_party() -> None:
    a_care_agreement()
    do("staff.moved", PROVIDER, kind="transferred in", how_many=12, on="2008-05-01")
    assert refused("staff.moved", PROVIDER, kind="left", how_many=1, on="2008-05-07") == "staff.uncounted"
    with acting(who(OFFICER), on=LATER.date()):
        (move,) = moves_of(again())
    assert (move.party, move.how_many) == ("provider", 12)


def test_mobilisation_is_begun_once_and_its_matters_are_promises() -> None:
    a_care_agreement()
    told = do("mobilisation.begun", MANAGER, party="provider")
    assert told["says"] == "4 matters are promised by the provider for 1 June 2008."
    assert refused("mobilisation.begun", PROVIDER, party="provider") == "mobilisation.begun"
    assert refused("mobilisation.begun", KPI_MANAGER, party="provider") == "mobilisation.not-yours"
    with acting(who(OFFICER), on=LATER.date()):
        promised = mobilisation_of(again())
    assert [(p.party, p.accepted_by, p.due_on) for p in promised] == [("provider", "commissioner", BEGINS)] * 4
    page = text(KPI_MANAGER, "mobilisation")
    assert "0 of 4 matters are done; 4 are late." in page
    assert promised[0].reference in page


def test_the_pages_say_the_most_important_first() -> None:
    a_care_agreement()
    assert "The agreement names 4 matters, and none is promised yet." in text(KPI_MANAGER, "mobilisation")
    assert "0 of 4 key posts are held." in text(KPI_MANAGER, "key-posts")
    assert "name no functions" in text(KPI_MANAGER, "functions")
    outside = Client()
    outside.force_login(Person.objects.get(email=OUTSIDER))
    for page in ("mobilisation", "key-posts", "functions"):
        assert outside.get(f"{HERE}/{page}").status_code == 404
    do("post.filled", PROVIDER, post=REPRESENTATIVE, since="2008-04-20")
    assert "Held; nobody is named" in text(KPI_MANAGER, "key-posts")
    assert "Enter who holds a post" in text(PROVIDER, "key-posts")
    assert "Enter who holds a post" not in text(KPI_MANAGER, "key-posts")


def test_the_same_over_the_api() -> None:
    a_care_agreement()
    do("post.filled", PROVIDER, post=REPRESENTATIVE, since="2008-04-20")
    do("staff.moved", PROVIDER, kind="joined", how_many=2, on="2008-05-01")
    do("mobilisation.begun", MANAGER, party="provider")
    reader, ours = client_of(KPI_MANAGER), f"{V1}/agreements/CARE"
    posts = reader.get(f"{ours}/key-posts").json()["items"]
    assert [len(post["holders"]) for post in posts] == [0, 1, 0, 0]
    assert reader.get(f"{ours}/staff-moves").json()["items"][0]["how_many"] == 2
    assert len(reader.get(f"{ours}/mobilisation").json()["items"]) == 4
    assert reader.get(f"{ours}/functions").json()["items"] == []

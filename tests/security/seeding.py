"""Brings the two partnerships to where they stand, through acts: people, registration, returns, closes, team, jobs."""

from datetime import timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.test import Client

from counterpart.capabilities.agreements.actions.registering import register_agreement
from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration, Terms, seated
from counterpart.capabilities.closing.actions import close, sign
from counterpart.capabilities.closing.jobs import CLOSE
from counterpart.capabilities.closing.tests.makers import opened
from counterpart.capabilities.partners import actions as partners
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.tests.makers import BEGINS, LATER, an_installation, who
from counterpart.capabilities.performance.actions.intake import Incoming, take_in
from counterpart.capabilities.team.actions import people
from counterpart.capabilities.team.actions.subcontractors import propose, show_flow_down
from counterpart.capabilities.team.queries.subcontractors import subcontractor_named
from counterpart.capabilities.team.rules.members import OfParty, OfSomebody
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import jobs
from counterpart.engines.clocks.now import now
from counterpart.engines.evidence.store import Store
from counterpart.values.period import period
from tests.security.partnerships import ADMINISTRATOR, OURS, PASSWORD, POSTS, THEIRS, YEARS, Partnership, Seeded


def two_partnerships(home: Path) -> tuple[Seeded, Seeded]:
    """Theirs and ours."""
    an_installation()
    return seeded(THEIRS, home), seeded(OURS, home)


def seeded(partnership: Partnership, home: Path) -> Seeded:
    _people(partnership)
    _registered(partnership)
    mark = _sent(partnership, home)
    for year in partnership.closes:
        _closed_and_signed(partnership, home, year)
    for more in partnership.closes:
        value = f"{partnership.value}{more[3]}"
        _sent(partnership, home, restates=f"The {partnership.mark} office was left out", value=value)
        seal = _closed_and_signed(partnership, home, YEARS[1])
    secret, _ = partners.new_token(f"{partnership.mark} upload", by=_by(partnership, "KPI manager"), at=now())
    _teamed(partnership)
    known = _subcontractor(partnership)
    return Seeded(
        partnership, _agreement(partnership), _job(partnership), seal, mark, secret, _session(partnership), known
    )


def _people(of: Partnership) -> None:
    administrator = who(ADMINISTRATOR, BEGINS)
    for post in POSTS:
        name = f"{of.mark.capitalize()} {post}son"
        told = {"email": of.email(post), "name": name, "organisation": of.organisation(post), "post": post}
        password = PASSWORD if post == "KPI manager" else None
        partners.add_person(queries.installation(), by=administrator, at=BEGINS, password=password, **told)


def _by(of: Partnership, post: str) -> Actor:
    return who(of.email(post))


def _session(of: Partnership) -> str:
    """Somebody is signed in: by what the session is known on their own page."""
    Client().post("/sign-in", {"login": of.email("KPI manager"), "password": PASSWORD})
    return str(UserSession.objects.get(user__email=of.email("KPI manager")).pk)


def _teamed(of: Partnership) -> None:
    """Representatives, counterparts, and an officer whom a manager stands in for."""
    here, manager = _agreement(of), _by(of, "contract manager")
    for name, post in (("commissioner", "contract manager"), ("provider", "provider manager")):
        somebody = {"by": _by(of, post), "at": of.moment, "email": of.email(post)}
        people.name_representative(OfParty(here, name), **somebody)
    people.pair(here, by=manager, at=of.moment, one=of.email("contract manager"), other=of.email("provider manager"))
    officer, days = _by(of, "performance officer"), {"since": now().date(), "until": now().date() + timedelta(days=9)}
    lender = OfSomebody(here, officer.person, officer.name, "commissioner")
    people.delegate(lender, by=officer, at=now(), to=of.email("contract manager"), **days)


def _subcontractor(of: Partnership) -> str:
    """One that was proposed, approved, and had principles flow down to it."""
    here, at = _agreement(of), of.moment
    told = {"name": f"{of.mark} Roofing Ltd", "scope": f"Roofs of {of.mark}", "areas": [of.area], "reason": of.area}
    for number in range(1 if of is OURS else 2):
        reply = propose(here, by=_by(of, "provider manager"), at=at, **told | {"name": f"{of.mark} Roofing {number}"})
    with acting(_by(of, "provider manager"), on=at.date()):
        known = subcontractor_named(here, reply["reference"])
    flowed = {"document": f"{of.mark}-flow.pdf", "principles": ["collaboration"]}
    show_flow_down(known, by=_by(of, "provider manager"), at=at, **flowed)
    return str(reply["reference"])


def _registered(of: Partnership) -> None:
    kept = of.terms
    seats = seated(kept.template, {"commissioner": of.council, "provider": of.provider, "tenants": of.tenants})
    assert isinstance(seats, dict)
    by = who(of.email("contract manager"), BEGINS)
    held = tuple(m.organisation.name for m in queries.memberships_of(by, on=BEGINS.date()))
    terms = Terms(kept.template, kept.fingerprint, kept.text)
    identity = f"{len(of.mark):08x}-0000-4000-8000-{of.mark.encode().hex()[:12]}"
    register_agreement(Registration(identity, of.reference, of.name, terms, seats, held), by=by, at=BEGINS)


def _agreement(of: Partnership) -> AgreementFacts:
    by = who(of.email("performance officer"))
    with acting(by, on=LATER.date()):
        return agreement_named(of.reference, by=by)


def _sent(of: Partnership, home: Path, *, restates: str | None = None, value: str | None = None) -> str:
    text = f"indicator,period,value\n{of.code},2007-08,{value}\n".encode() if value else of.returns
    name = f"{of.mark}-correction-{value}.csv" if value else of.file
    incoming = Incoming("returns", name, text, restates=restates)
    store, by = Store(home / "evidence"), _by(of, "KPI manager")
    told = take_in(_agreement(of), by=by, at=of.moment, key=None if value else of.key, incoming=incoming, store=store)
    return str(told["fingerprint"])


def _closed_and_signed(of: Partnership, home: Path, year: str) -> str:
    keys = {"key_of": lambda kept: opened(home, kept)}
    told = close(of.reference, period(year), by=_by(of, "performance officer"), at=of.moment, **keys)
    sign(of.reference, period(year), by=_by(of, "KPI manager"), at=of.moment, **keys)
    return str(told["digest"])


def _job(of: Partnership) -> str:
    """One that waits for a worker: closing again."""
    details = {"reference": of.reference, "period": YEARS[1], "restates": f"Because {of.mark} says so"}
    about = {"subject": f"{of.reference}/{YEARS[1]}", "details": details}
    return jobs.ask(CLOSE, agreement=_agreement(of).agreement_id, by=_by(of, "performance officer"), at=now(), **about)

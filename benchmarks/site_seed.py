"""Many agreements at once, through acts: councils and their providers, ten years of returns, one year closed."""

import uuid
from itertools import count as numbers
from pathlib import Path


def installation_of(
    count: int, every: int, home: Path, *, councils: int, years: list[str]
) -> list[tuple[str, list[str]]]:
    """So many agreements, a year closed of some; for two people of each council their session and references."""
    from django.contrib.auth import get_user_model
    from django.db import connections
    from django.test import Client

    from counterpart.capabilities.agreements.actions.registering import register_agreement
    from counterpart.capabilities.agreements.rules.facts import Registration, Terms, seated
    from counterpart.capabilities.partners import actions as partners
    from counterpart.capabilities.partners import queries
    from counterpart.capabilities.partners.tests.makers import BEGINS, an_installation, who
    from counterpart.engines.library.shelf import on_the_shelf

    administrator, kept, number = an_installation(), on_the_shelf("rotherham-almo"), numbers(1)
    found: list[tuple[str, list[str]]] = []
    for council in range(1, councils + 1):
        named = {"commissioner": "Council", "provider": "Provider", "tenants": "Tenants"}
        seats = {party: f"{name} {council}" for party, name in named.items()}
        emails = {post: f"{post.replace(' ', '-').lower()}@c{council}.example" for post in POSTS}
        for post, party in POSTS.items():
            told = {"email": emails[post], "name": f"{post} {council}", "organisation": seats[party], "post": post}
            partners.add_person(queries.installation(), by=administrator, at=BEGINS, **told)
        manager, references = who(emails["contract manager"], BEGINS), []
        taken = seated(kept.template, seats)
        assert isinstance(taken, dict)
        for _ in range(count // councils):
            references.append(f"A-{next(number):04}")
            terms = Terms(kept.template, kept.fingerprint, kept.text)
            asked = Registration(
                str(uuid.uuid4()), references[-1], f"Agreement {references[-1]}", terms, taken, (seats["commissioner"],)
            )
            register_agreement(asked, by=manager, at=BEGINS)
            _returned(references[-1], emails, home, years)
        for place, reference in enumerate(references):
            if place % every == 0:
                _closed(reference, emails, home, years[-1])
        closed = [reference for place, reference in enumerate(references) if place % every == 0]
        for post in ("performance officer", "KPI manager"):
            client = Client()
            client.force_login(get_user_model().objects.get(email=emails[post]))
            found.append((client.cookies["sessionid"].value, closed))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    return found


POSTS = {
    "performance officer": "commissioner", "contract manager": "commissioner", "KPI manager": "provider",
    "provider manager": "provider",
}  # fmt: skip


def _returned(reference: str, emails: dict[str, str], home: Path, years: list[str]) -> None:
    from counterpart.capabilities.agreements.queries.agreements import agreement_named
    from counterpart.capabilities.partners.tests.makers import LATER, who
    from counterpart.capabilities.performance.actions.intake import Incoming, take_in
    from counterpart.engines.access.actors import acting
    from counterpart.engines.evidence.store import Store

    by = who(emails["KPI manager"])
    with acting(by, on=LATER.date()):
        agreement = agreement_named(reference, by=by)
    codes = [indicator.code for indicator in agreement.terms.template.indicators]
    rows = [f"{code},{year},{30 + (len(code) * 7 + n) % 60}.5" for n, year in enumerate(years) for code in codes]
    text = "\n".join(["indicator,period,value", *rows]) + f"\n{codes[0]},1997-98,{int(reference[2:]) % 90}.25\n"
    incoming = Incoming("returns", f"{reference}.csv", text.encode())
    take_in(agreement, by=by, at=LATER, incoming=incoming, store=Store(home / "evidence"))


def _closed(reference: str, emails: dict[str, str], home: Path, year: str) -> None:
    from counterpart.capabilities.closing.actions import close
    from counterpart.capabilities.partners.tests.makers import LATER, who
    from counterpart.values.period import period

    close(reference, period(year), by=who(emails["performance officer"]), at=LATER, key_of=lambda _: None)

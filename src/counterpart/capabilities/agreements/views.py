"""An agreement and its trail; its terms, term, changes, obligations, anomalies and documents."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.queries import kept
from counterpart.capabilities.agreements.rules import places
from counterpart.capabilities.agreements.rules.changes import OPEN
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.line import line_of_life
from counterpart.capabilities.agreements.rules.obligations import owed_by
from counterpart.capabilities.agreements.rules.telling.changes import change_told, changes_told
from counterpart.capabilities.agreements.rules.telling.keeping import (
    anomalies_told,
    anomaly_told,
    document_told,
    documents_told,
)
from counterpart.capabilities.agreements.rules.telling.obligations import obligations_told
from counterpart.capabilities.agreements.rules.telling.review import on_the_table
from counterpart.capabilities.agreements.rules.telling.term import term_in_a_sentence, term_told
from counterpart.capabilities.agreements.rules.telling.terms import terms_told
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

AT_A_GLANCE, LATELY = 4, 5
"""How much of what each side owes, and of what was done lately, the page of an agreement shows."""
PLACES = {
    "What was agreed": {
        "terms": "Terms: scope, objectives, clauses",
        "changes": "Changes of the terms",
        "obligations": "What each side owes",
        "term": "Term: reviews, breaks and the end",
        "anomalies": "Anomalies of rates",
        "documents": "Register of documents",
        "regime": "The law, and the notices due",
    },
    "Who does what": {
        "people": "People and parties",
        "groups": "Groups and their meetings",
        "functions": "Functions: who does what",
        "key-posts": "Key posts",
        "mobilisation": "Matters before commencement",
    },
    "How it goes": {
        "returns": "Returns, and whose hands were on them",
        "indicators": "Indicators",
        "portfolio": "The portfolio in a few sentences",
        "data-quality": "Quality of the data",
        "rounds": "The yearly round of targets",
        "coverage": "Coverage: what is measured, and what is not",
        "action-plans": "Action plans of the year",
        "delivery-plan": "Delivery plan of the year",
        "programme": "Forward programme of works",
        "improvements": "Improvement proposals",
        "pilots": "Pilots",
    },
    "What it is worth": {
        "statements": "Statements of consequences",
        "frameworks": "Frameworks and funders",
        "register": "Register of contracts",
    },
    "What is open": {
        "clocks": "Clocks and promises",
        "proposals": "Proposals that wait for hands",
        "risks": "Risks and issues",
        "problems": "Problems and early warnings",
        "disputes": "Disputes",
    },
}
"""Where the page of an agreement leads, by question and name of the page; each where there is such a room."""


@page
def agreement(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A contract manager asks: where do we stand?"""
    facts = queries.agreement_at(by, at, reference)
    context = {
        "agreement": facts,
        "template": facts.terms.template,
        "periods": queries.sealed_periods(facts),
        "people": queries.people_of(facts, on=at.date()),
        "lately": queries.trail_of(facts, limit=LATELY),
        "ways": {question: list(_ways(facts.reference, pages)) for question, pages in PLACES.items()},
        "waiting": [change for change in kept.changes_of(facts) if change.state in OPEN],
    }
    if facts.dates.commencement_on:
        context |= _life_of(facts, at) | {"lead": term_in_a_sentence(facts, at.date())}
    return render(request, "agreements/agreement.html", context)


def _ways(reference: str, pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pages that there are: words and address."""
    for name, words in pages.items():
        with suppress(NoReverseMatch):
            yield words, reverse(name, args=(reference,))


def _life_of(facts: AgreementFacts, at: datetime) -> dict[str, object]:
    """The line of its life, and what is due from each side, what is late first."""
    on = at.date()
    known = {clock.subject: clock for clock in kept.moments_of(facts)}
    clocks = kept.obligations_of(facts)
    sides = [(party, owed_by(facts, party.name, clocks, on)) for party in facts.parties]
    return {
        "line": line_of_life(facts, known, on),
        "sides": [
            (party, owed[:AT_A_GLANCE], sum(len(one.late) for one in owed), max(len(owed) - AT_A_GLANCE, 0))
            for party, owed in sides
            if owed
        ],
    }


@page
def trail(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody of either side asks: who did what, and when?"""
    facts = queries.agreement_named(reference, by=by)
    subject = request.GET.get("subject") or None
    context = {"agreement": facts, "subject": subject, "entries": queries.trail_of(facts, subject=subject)}
    return render(request, "agreements/trail.html", context)


@page
def changes(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A contract manager asks: what is to change in the terms, and what waits for us?"""
    facts = queries.agreement_at(by, at, reference)
    document = changes_told(facts, kept.changes_of(facts), at.date())
    return told(request, by, document, _standing(places.CHANGES, facts, facts))


@page
def change(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to assess or sign a change asks: what exactly does it change, and why?"""
    found = kept.change_named(by, at, reference, number)
    way = (("Changes of the terms", places.CHANGES),)
    return told(request, by, change_told(found, at.date()), _standing(places.CHANGE, found.agreement, found, way=way))


@page
def obligations(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody of either side asks: what does each of us owe, and what is late?"""
    facts = queries.agreement_at(by, at, reference)
    document = obligations_told(facts, kept.obligations_of(facts), at.date())
    return told(request, by, document, _standing(places.OBLIGATIONS, facts, facts))


@page
def terms(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody asks: what was agreed: services, objectives, clauses, and what was chosen where the source is open?"""
    facts = queries.agreement_at(by, at, reference)
    document = terms_told(facts, queries.versions_of(facts), kept.watched(facts), at.date())
    return told(request, by, document, _standing(places.TERMS, facts, facts))


@page
def terms_text(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever writes a change asks: what is the newest text of the terms, to be changed and sent?"""
    facts = queries.agreement_at(by, at, reference)
    newest = queries.versions_of(facts)[-1].terms
    name = f"{facts.reference}-terms-{newest.template.version}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(newest.text, content_type="text/plain; charset=utf-8", headers=headers)


@page
def term(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Both leads ask: what is to be decided by when, and how does it end?"""
    facts = queries.agreement_at(by, at, reference)
    sealed = [(row["period"], f"closed, {row['state']}") for row in queries.sealed_periods(facts)]
    document = term_told(
        facts,
        kept.moments_of(facts),
        kept.end_plan_of(facts),
        kept.put_in(facts),
        sealed,
        on_the_table(facts, kept.obligations_of(facts), kept.anomalies_of(facts), kept.changes_of(facts), at.date()),
        at.date(),
    )
    return told(request, by, document, _standing(places.TERM, facts, facts))


@page
def anomalies(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Both sides ask: which rates are unlike their cost, and whom do they favour?"""
    facts = queries.agreement_at(by, at, reference)
    document = anomalies_told(facts, kept.anomalies_of(facts), at.date())
    return told(request, by, document, _standing(places.ANOMALIES, facts, facts))


@page
def anomaly(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to settle an anomaly asks: what is it, and what becomes of it?"""
    found = kept.anomaly_named(by, at, reference, number)
    way = (("Anomalies of rates", places.ANOMALIES),)
    return told(request, by, anomaly_told(found, at.date()), _standing(places.ANOMALY, found.agreement, found, way=way))


@page
def documents(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody of either side asks: which documents hold, who wrote and approved them, and which are to be looked at?"""
    facts = queries.agreement_at(by, at, reference)
    document = documents_told(facts, kept.documents_of(facts), at.date())
    return told(request, by, document, _standing(places.DOCUMENTS, facts, facts))


@page
def document(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever approves a document asks: which version is this, and who wrote it?"""
    found = kept.document_named(by, at, reference, number)
    versions = [one for one in kept.documents_of(found.agreement) if one.reference == found.reference]
    way = (("Register of documents", places.DOCUMENTS),)
    return told(
        request, by, document_told(versions, at.date()), _standing(places.DOCUMENT, found.agreement, found, way=way)
    )


def _standing(on: str, facts: AgreementFacts, subject: object, *, way: tuple[tuple[str, str], ...] = ()) -> Standing:
    """Where a page stands: below its agreement, and below the pages on the way."""
    here = {"reference": facts.reference}
    number = {"number": getattr(subject, "reference", "")} if "{number}" in on else {}
    trail = ((facts.name, places.AGREEMENT.format(**here)), *((words, on.format(**here)) for words, on in way))
    return Standing(on=on, places=here | number, subject=subject, way=trail)

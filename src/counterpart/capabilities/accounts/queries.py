"""Reads of accounts: what is set up, who is signed in where, and how organisations sign their people in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from counterpart.capabilities.accounts.models import Invitation, SignOn
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.accounts.rules.sign_on import SignOnTerms, no_such_sign_on
from counterpart.capabilities.partners.rules import nobody_of
from counterpart.engines.access.models import Membership, Person, Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused


@dataclass(frozen=True)
class Opened:
    """A session somebody is signed in with. Its key is told to nobody: `id` names it on pages."""

    id: int
    since: datetime
    seen: datetime
    browser: str
    address: str
    this: bool


def account_of(by: Actor) -> Account:
    return Account(by.person)


def person_at(email: str) -> Person:
    """The person with this address. Raises Refused where nobody has it."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise Refused(nobody_of(email))
    return person


def person_of(account: Account) -> Person:
    return Person.objects.get(id=account.person)


def held_by(person: Person, *, on: date) -> set[str]:
    """The names of the posts and roles that a person holds on a day."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    posts = Membership.objects.filter(in_force, person=person).values_list("post", flat=True)
    return {*posts, *Role.objects.filter(in_force, membership__person=person).values_list("name", flat=True)}


def administers(person: Person, *, on: date) -> bool:
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return Role.objects.filter(in_force, agreement_id=INSTALLATION, membership__person=person).exists()


def roles_by_agreement(by: Actor) -> list[tuple[str, str, str]]:
    """What whoever asks stands for: the reference of each agreement, their role, and for which party."""
    names: Mapping[str, str] = book.chain_names(by) if by.standings else {}
    told = [
        (names[standing.agreement], standing.role, standing.party)
        for standing in by.standings
        if standing.agreement in names and standing.agreement != INSTALLATION
    ]
    return sorted(set(told))


def codes_of(person: str) -> tuple[Authenticator | None, int]:
    """How a person's one-time codes are made, where they are set up, and how many recovery codes are left."""
    kept = {kind.type: kind for kind in Authenticator.objects.filter(user_id=person)}
    recovery = kept.get(Authenticator.Type.RECOVERY_CODES)
    left = len(recovery.wrap().get_unused_codes()) if recovery else 0
    return kept.get(Authenticator.Type.TOTP), left


def sessions_of(person: str, *, this: str | None, at: datetime) -> list[Opened]:
    """Where a person is signed in at a moment, this session first, then the latest seen."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    rows = UserSession.objects.filter(user_id=person, session_key__in=alive).order_by("-last_seen_at")
    told = [
        Opened(row.id, row.created_at, row.last_seen_at, browser(row.user_agent), row.ip, row.session_key == this)
        for row in rows
    ]
    return sorted(told, key=lambda session: not session.this)


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """A browser in words: Firefox on Windows."""
    name = next((name for mark, name in _BROWSERS if mark in agent), "A program")
    system = next((name for mark, name in _SYSTEMS if mark in agent), None)
    return f"{name} on {system}" if system else name


def invited(secret: str, *, at: datetime) -> Invitation | None:
    """The invitation of a link that is good still."""
    good = Invitation.objects.filter(digest=digest_of(secret), ends_at__gt=at, person__is_active=True)
    return good.select_related("person").first()


def digest_of(secret: str) -> str:
    """What is kept of a link's secret: 256 random bits, which need no salt."""
    return sha256(secret.encode()).hexdigest()


def sign_ons() -> list[SignOnTerms]:
    """How organisations sign their people in."""
    return [_terms(row) for row in SignOn.objects.filter(ended_at=None).select_related("organisation").order_by("name")]


def sign_on_named(name: str) -> SignOnTerms:
    """The sign-on of this name. Raises Refused where there is none."""
    found = next((terms for terms in sign_ons() if terms.name == name), None)
    if found is None:
        raise Refused(no_such_sign_on(name))
    return found


def sign_on_for(email: str) -> SignOnTerms | None:
    """The sign-on of the organisation whose address this is."""
    domain = email.rpartition("@")[2].casefold()
    return next((terms for terms in sign_ons() if domain in terms.domains), None)


def _terms(row: SignOn) -> SignOnTerms:
    return SignOnTerms(
        row.name, row.organisation.name, row.issuer, row.client_id, tuple(row.domains), row.claim, dict(row.posts)
    )

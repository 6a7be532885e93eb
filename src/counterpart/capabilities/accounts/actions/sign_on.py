"""How organisations sign in their own people: set up, ended, and a person brought in with the posts they are given."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q

from counterpart.capabilities.accounts import policy, queries
from counterpart.capabilities.accounts.actions.keeping import end, noted
from counterpart.capabilities.accounts.models import SignOn
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.accounts.rules.sign_on import SignOnTerms, domain_taken, no_such_sign_on, terms_faults
from counterpart.capabilities.partners.rules import NAME, Installation, organisation_name
from counterpart.engines.access import appointments
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refused
from counterpart.values.words import words


@act("signon.configured", words="set up the sign-on of an organisation", may=policy.may_set_up)
def configure_sign_on(installation: Installation, *, by: Actor, at: datetime, terms: SignOnTerms) -> Done:
    """Let an organisation sign in its own people. Set up again under its name, it stands as said last."""
    name = terms.name
    if refusal := terms_faults(terms):
        raise Refused(refusal)
    for other in queries.sign_ons():
        if shared := [domain for domain in terms.domains if domain in other.domains and other.name != name]:
            raise Refused(domain_taken(shared[0], other.organisation))
    named = organisation_name(terms.organisation)
    home = Organisation.objects.filter(name__iexact=named).first() or Organisation.objects.create(name=named)
    SignOn.objects.filter(name=name, ended_at=None).update(ended_at=at)
    told: dict[str, Any] = {
        "issuer": terms.issuer,
        "client_id": terms.client_id,
        "domains": list(terms.domains),
        "claim": terms.claim,
    }
    told["posts"] = dict(terms.posts)
    SignOn.objects.create(name=name, organisation=home, since_at=at, **told)
    return Done(f"signon/{name}", told | {"organisation": home.name}, reply={"organisation": home.name})


@act("signon.ended", words="ended the sign-on of an organisation", may=policy.may_set_up)
def end_sign_on(installation: Installation, *, by: Actor, at: datetime, name: str) -> Done:
    """Let an organisation sign in nobody any more. Its people need a password from then on."""
    if not SignOn.objects.filter(name=name, ended_at=None).update(ended_at=at):
        raise Refused(no_such_sign_on(name))
    return Done(f"signon/{name}", {}, reply={})


@act("signon.linked", words="came in through their organisation", may=policy.may_keep)
def link(account: Account, *, by: Actor, at: datetime, sign_on: str, posts: list[str]) -> Done:
    """Bring a person in through their organisation's sign-on, with the posts it gives them there and no others.

    A person not known yet is added; a post that is given no more ends, with the roles that stand on it, and so do their
    sessions. Replies with the posts that began and those that ended.
    """
    home = SignOn.objects.get(name=sign_on, ended_at=None).organisation
    person = Person.objects.filter(id=account.person).first()
    if person is None:
        person = Person(id=account.person, email=by.email, name=words(by.name, what="The name", longest=NAME))
        person.set_unusable_password()
        person.save()
    in_force = Q(starts_on__lte=at.date()) & (Q(ends_on=None) | Q(ends_on__gte=at.date()))
    held = {post.post: post for post in person.memberships.filter(in_force, organisation=home)}
    begun = [post for post in posts if post not in held]
    for post in begun:
        Membership.objects.create(person=person, organisation=home, post=post, starts_on=at.date())
    ended = [post for post in held if post not in posts]
    for post in ended:
        _end_post(held[post], on=at.date())
    if ended:
        end(UserSession.objects.filter(user_id=account.person))
    told = {"organisation": home.name, "begun": begun, "ended": ended}
    return noted(account, by, at, told if begun or ended else None, reply=told)


def _end_post(post: Membership, *, on: date) -> None:
    """The day before was its last; one that began today ends with today, since a post lasts a day at least."""
    last = max(post.starts_on, on - timedelta(days=1))
    appointments.end(Role.objects.filter(membership=post), on=last)
    post.ends_on = last
    post.save(update_fields=["ends_on"])

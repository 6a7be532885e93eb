"""Pure: an account as acts see it, how long an invitation is good, and whom an organisation's sign-on vouches for."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from counterpart.capabilities.partners.rules import post_named
from counterpart.engines.access.rules import INSTALLATION
from counterpart.values.refusal import Refusal, shown

CODES_WANTED_FROM = ("administrator", "contract manager", "finance lead")
"""Whoever holds one of these posts or roles signs in with a one-time code too, unless the installation says otherwise
(COUNTERPART_REQUIRE_CODES)."""
INVITATION_DAYS, RECOVERY_HOURS = 7, 2
LONGEST_INVITATION = 30
"""For how many days an invitation is good where nothing else is said, and at the most; for how many hours a link that
somebody asked for themselves is."""
SHORTEST_PASSWORD = 12
SIGN_ON_NAME = 40
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Account:
    """The account of a person, by their id: what is done to it is told to them, and to whoever did it."""

    person: str

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


@dataclass(frozen=True)
class SignOnTerms:
    """How people of an organisation sign in through its own provider: for which addresses, and what becomes a post."""

    name: str
    organisation: str
    issuer: str
    client_id: str
    domains: tuple[str, ...]
    claim: str
    posts: Mapping[str, str]


@dataclass(frozen=True)
class Vouched:
    """What a provider says of somebody: an address, whether it made sure of it, and the values of the claim."""

    email: str
    verified: bool
    values: tuple[str, ...]


def wants_codes(held: Iterable[str], wanted_from: Iterable[str]) -> bool:
    """Whether somebody who holds these posts and roles signs in with a one-time code too."""
    wanted = {name.casefold() for name in wanted_from}
    return any(name.casefold() in wanted for name in held)


def good_until(at: datetime, days: int) -> datetime | Refusal:
    """Until when an invitation made now is good."""
    if 1 <= days <= LONGEST_INVITATION:
        return at + timedelta(days=days)
    return Refusal(
        code="invitation.days",
        what="No invitation was made",
        fact=f"it would be good for {days:,} days",
        rule=f"an invitation is good for 1 to {LONGEST_INVITATION} days",
        next_step=f"Say how many, up to {LONGEST_INVITATION}; {INVITATION_DAYS} are usual.",
    )


def posts_of(said: Vouched, terms: SignOnTerms) -> tuple[str, ...] | Refusal:
    """The posts that a provider's word gives somebody; refused where it does not vouch for them."""
    what = "You were not signed in"
    domain = said.email.rpartition("@")[2].casefold()
    if domain not in terms.domains:
        return Refusal(
            code="signon.another-domain",
            what=what,
            fact=f"{terms.organisation} signed you in as {shown(said.email)}",
            rule=f"its people have addresses at {', '.join(terms.domains)}",
            next_step="Sign in with an account of that organisation, or with your password here.",
        )
    if not said.verified:
        return Refusal(
            code="signon.not-verified",
            what=what,
            fact=f"{terms.organisation} has not made sure that {shown(said.email)} is yours",
            rule="an address that a provider has not verified opens nothing here",
            next_step="Ask your IT department to verify your address, then sign in again.",
        )
    posts = tuple(dict.fromkeys(terms.posts[value] for value in said.values if value in terms.posts))
    return posts or Refusal(
        code="signon.no-post",
        what=what,
        fact=f"{terms.organisation} gives you none of the groups that stand for a post here",
        rule=f"one of these is wanted in “{terms.claim}”: {', '.join(terms.posts)}",
        next_step="Ask your IT department to put you into the right group, then sign in again.",
    )


def not_through_a_provider(name: str) -> Refusal:
    """Why an administrator of the installation does not come in through an organisation."""
    return Refusal(
        code="signon.administrator",
        what="You were not signed in",
        fact=f"{name} is an administrator of this installation",
        rule="an administrator answers to the installation, and signs in with a password and a one-time code",
        next_step="Sign in with your password.",
    )


def through_your_organisation(terms: SignOnTerms) -> Refusal:
    """Why a password does not open the account of somebody whose organisation signs its people in."""
    return Refusal(
        code="signon.wanted",
        what="You were not signed in",
        fact=f"{terms.organisation} signs in its own people",
        rule=f"people with an address at {' or '.join(terms.domains)} sign in through their organisation",
        next_step=f"Go back and choose “Sign in with {terms.organisation}”.",
    )


def terms_faults(terms: SignOnTerms) -> Refusal | None:
    """Why a sign-on is not set up so; None where it can be."""
    if not terms.name.replace("-", "").isalnum() or terms.name != terms.name.lower() or len(terms.name) > SIGN_ON_NAME:
        return _unfit(f"{shown(terms.name)} is no name for it", "a name has small letters, figures and hyphens")
    address = urlsplit(terms.issuer)
    if address.scheme != "https" and address.hostname not in HERE:
        return _unfit(f"the issuer {shown(terms.issuer)} is not an https address", "an issuer is reached over https")
    if not terms.domains or any("." not in domain or "@" in domain for domain in terms.domains):
        return _unfit("its e-mail domains are not written like council.example", "people are known by their domain")
    if not terms.posts:
        return _unfit("no value of a claim stands for a post", "whoever has no post is not let in")
    for value, post in terms.posts.items():
        if isinstance(post_named(post), Refusal):
            return _unfit(
                f"{shown(value)} would stand for {shown(post)}", "a value stands for a post that is known here"
            )
    return None


def secret_names(name: str) -> tuple[str, str]:
    """Under what names in the environment the secret of a sign-on stands, or the file that holds it."""
    variable = f"COUNTERPART_SIGN_ON_{name.upper().replace('-', '_')}_SECRET"
    return variable, f"{variable}_FILE"


def domain_taken(domain: str, organisation: str) -> Refusal:
    """Why one domain is not signed in by two organisations."""
    return _unfit(f"{domain} is signed in by {organisation} already", "people of a domain sign in one way")


def no_such_sign_on(name: str) -> Refusal:
    return Refusal(
        code="signon.unknown",
        what="Nothing was done",
        fact=f"there is no sign-on {shown(name)}",
        rule="a sign-on is known by the name it was set up with",
        next_step="See counterpart sign-on list.",
    )


def _unfit(fact: str, rule: str) -> Refusal:
    return Refusal(
        code="signon.unfit",
        what="The sign-on was not set up",
        fact=fact,
        rule=rule,
        next_step="Mend it and set it up again.",
    )


def guessed_first(password: str, *, common: Container[str], own: Iterable[str]) -> str | None:
    """Why others would try a password first, in words: a common one, a row of keys, or one's own name or address."""
    folded = password.casefold()
    unit = next(folded[:n] for n in range(1, len(folded) + 1) if folded[:n] * (len(folded) // n) == folded)
    if len(set(folded)) < FEWEST_CHARACTERS:
        return f"It has fewer than {FEWEST_CHARACTERS} different characters."
    if unit in common or unit.strip(_ENDS) in common:
        return "It is a common password, repeated or with something added at its ends."
    if any(folded in row or folded in row[::-1] for row in _ROWS):
        return "It is a row of keys or letters."
    rest = folded
    for word in sorted(_words_in(own), key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest != folded and sum(letter.isalnum() for letter in rest) < FEWEST_BESIDE:
        return "It is little more than your name or address."
    return None


FEWEST_CHARACTERS, FEWEST_BESIDE, SHORTEST_WORD = 5, 6, 4
"""How many different characters a password has; how many beside one's own name; and what counts as a word of it."""
_ENDS = "0123456789!?.,-_*#@$%&+ "
_ROWS = ("abcdefghijklmnopqrstuvwxyz" * 2, "0123456789" * 4, "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb")


def _words_in(texts: Iterable[str]) -> set[str]:
    found = {word for text in texts for word in re.split(r"[^\w]|_", text.casefold())}
    return {word for word in found if len(word) >= SHORTEST_WORD}


def link_is_past() -> Refusal:
    """The same words for a link that is unknown, used, replaced or past."""
    return Refusal(
        code="invitation.past",
        what="No password was set",
        fact="this link was used before, was replaced by a newer one, or its time is over",
        rule="a link sets a password once",
        next_step="Ask your administrator for a new one.",
    )


def unfit_password(faults: Iterable[str]) -> Refusal:
    """Why a password was not taken: each of its faults, in words."""
    return Refusal(
        code="password.unfit",
        what="The password was not set",
        fact=" ".join(fault.rstrip(".") for fault in faults),
        rule=f"a password has at least {SHORTEST_PASSWORD} characters, and is not one that others would try first",
        next_step="Three random words make a good one. Choose another and set it again.",
    )


def letter(link: str, good_for: str) -> tuple[str, str]:
    """What is sent with a link: what the letter is about, and the letter."""
    text = f"""Open this link to set your password for Counterpart:

{link}

It sets a password once, and is good for {good_for}. If you did not expect this letter, you need do nothing: without
the link your account stays as it is. Do not pass the link on.
"""
    return "Set your password for Counterpart", text

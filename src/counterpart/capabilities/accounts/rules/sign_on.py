"""Pure: how an organisation signs in its own people, whom its provider vouches for, and with what post."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from counterpart.capabilities.partners.rules import post_named
from counterpart.values.refusal import Refusal, shown

SIGN_ON_NAME = 40
"""The most characters that the name of a sign-on may have."""
HERE = ("localhost", "127.0.0.1", "::1")


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


def has_left(terms: SignOnTerms) -> Refusal:
    """Why somebody whose account is closed is not brought back by their organisation."""
    return Refusal(
        code="signon.left",
        what="You were not signed in",
        fact=f"the account that {terms.organisation} signs you in to is closed",
        rule="a closed account is opened again by an administrator, and by nobody’s sign-on",
        next_step="Ask the administrator of your installation.",
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

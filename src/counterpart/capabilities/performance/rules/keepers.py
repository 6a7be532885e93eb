"""Pure: whose an indicator is: its owner, who answers for it, and its manager, who works on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from counterpart.engines.access.roles import COMMISSIONER, May, role_named, those_who
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.rules.template import Template

ACTING = (May.SEND, May.PROPOSE, May.GIVE, May.SIGN)


@dataclass(frozen=True)
class Keeper:
    """An owner or manager as the terms name them, read as far as it can be: a party, and a role at it.

    “provider KPI manager” is the KPI manager of the provider; “Head of Housing”, of no role here and of no party, is
    somebody of the commissioner’s.
    """

    said: str = ""
    party: str = ""
    role: str = ""

    def is_(self, actor: Actor, agreement_id: str, verb: May) -> bool:
        """Whether somebody is meant: by the role that is named, or else by what they may do for the party."""
        return any(
            standing.agreement == agreement_id and standing.role in self._roles(verb) and self._is_of(standing)
            for standing in actor.standings
        )

    def _is_of(self, standing: Standing) -> bool:
        if self.party:
            return standing.party == self.party
        return not self.said or bool(self.role) or standing.side == COMMISSIONER

    def _roles(self, verb: May) -> tuple[str, ...]:
        """The role that is named, where it is one that acts: an auditor only reads. Otherwise all that may."""
        acts = any(self.role in those_who(act) for act in (verb, *ACTING))
        return (self.role,) if acts else those_who(verb)

    def in_words(self, verb: May) -> str:
        """Who that is, as a refusal says it."""
        who = " or ".join(self._roles(verb))
        return f"{who} of the {self.party}" if self.party else who


def keeper(template: Template, said: str) -> Keeper:
    """Who is meant by the owner or manager of an indicator, as its terms write it."""
    text = " ".join(said.split())
    names = sorted(template.parties, key=len, reverse=True)
    party = next((name for name in names if f"{text.casefold()} ".startswith(f"{name.casefold()} ")), "")
    role = role_named(text[len(party) :].lstrip(" ,:"))
    return Keeper(text, party, role.name if role else "")


def reached(template: Template, code: str, others: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Whom a difficulty with an indicator reaches: its manager and its owner, by party and role, and the other parties.

    A party that somebody named is of is reached through them.
    """
    known = template.indicator(code)
    named = [keeper(template, said) for said in (known.manager, known.owner) if said] if known else []
    found = [(one.party, one.role) for one in named if one.party]
    parties = {party for party, _ in found}
    found += [(party, "") for party in others if party not in parties]
    return tuple(dict.fromkeys(found))

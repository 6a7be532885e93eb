"""The table of roles: who may hold which, what each may do, how senior its post is. Pure; every policy reads it.

Sides are those of an agreement's parties (002, Appendix D, Governance 4 and 5); an administrator stands for the
installation and reads nothing of an agreement. Duties that two people must share are told by `access.rules.two_hands`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

COMMISSIONER, PROVIDER, REPRESENTED, INSTALLED = "commissioner", "provider", "represented", "installation"
EVERYBODY = (COMMISSIONER, PROVIDER, REPRESENTED)


class May(StrEnum):
    """What a role may do, by class of verb. What it may read beyond this, its party and side decide."""

    READ = "read all"
    SEND = "send returns"
    ASSURE = "assure returns"
    CLOSE = "close periods"
    SIGN = "sign"
    PROPOSE = "propose"
    APPROVE = "approve"
    GIVE = "give roles"
    AUDIT = "audit"
    REPRESENT = "represent their party"
    ADMINISTER = "administer"


class Seniority(StrEnum):
    """How senior a post is: counterparts are of equal seniority (002, Appendix D, Governance 5.2)."""

    BOARD = "board"
    DIRECTOR = "director"
    MANAGER = "manager"
    OPERATIONAL = "operational"


@dataclass(frozen=True)
class RoleTerms:
    """A role in words: which sides may hold it, what it may do, how senior it is, and whether it must have an end."""

    name: str
    sides: tuple[str, ...]
    may: tuple[May, ...]
    seniority: Seniority
    must_end: bool = False


ADMINISTRATOR = "administrator"
CONTRACT_MANAGER = "contract manager"
_OFFICER = (May.READ, May.SEND, May.ASSURE, May.CLOSE, May.SIGN)
_MANAGER = (*_OFFICER, May.PROPOSE, May.APPROVE, May.GIVE, May.REPRESENT)
_LEAD = (May.READ, May.SIGN, May.PROPOSE, May.APPROVE, May.GIVE, May.REPRESENT)
_READER = (May.READ,)
ROLES = (
    RoleTerms("performance officer", (COMMISSIONER,), _OFFICER, Seniority.OPERATIONAL),
    RoleTerms(CONTRACT_MANAGER, EVERYBODY, _MANAGER, Seniority.MANAGER),
    RoleTerms("finance lead", (COMMISSIONER, PROVIDER), _READER, Seniority.MANAGER),
    RoleTerms("auditor", EVERYBODY, (May.READ, May.AUDIT), Seniority.MANAGER),
    RoleTerms("councillor", (COMMISSIONER,), _READER, Seniority.BOARD),
    RoleTerms("board member", EVERYBODY, _READER, Seniority.BOARD),
    RoleTerms("KPI manager", (PROVIDER,), (May.READ, May.SEND, May.SIGN), Seniority.OPERATIONAL),
    RoleTerms(
        "provider manager",
        (PROVIDER,),
        (May.READ, May.SEND, May.SIGN, May.PROPOSE, May.REPRESENT),
        Seniority.MANAGER,
    ),
    RoleTerms("commissioner lead", (COMMISSIONER,), _LEAD, Seniority.DIRECTOR),
    RoleTerms("provider director", (PROVIDER,), (May.READ, May.SIGN, May.PROPOSE, May.REPRESENT), Seniority.DIRECTOR),
    RoleTerms("tenant representative", (REPRESENTED,), _READER, Seniority.OPERATIONAL),
    RoleTerms("service user representative", (REPRESENTED,), _READER, Seniority.OPERATIONAL),
    RoleTerms("tenant inspector", (REPRESENTED,), _READER, Seniority.OPERATIONAL),
    RoleTerms("observer", EVERYBODY, _READER, Seniority.OPERATIONAL, must_end=True),
    RoleTerms(ADMINISTRATOR, (INSTALLED,), (May.ADMINISTER,), Seniority.MANAGER),
)
"""Every role that policies know. A new one is a line here, and a line in docs/how-to/people-and-roles.md."""

OF_AGREEMENTS = tuple(role.name for role in ROLES if role.name != ADMINISTRATOR)
"""The roles in an agreement, which are also the posts that stand for them."""
_BY_NAME = {role.name.casefold(): role for role in ROLES}
_DUTIES = frozenset({May.SEND, May.ASSURE, May.CLOSE, May.SIGN, May.PROPOSE, May.APPROVE, May.GIVE})
"""What is audited, so that who audits does none of it."""


def role_named(text: str) -> RoleTerms | None:
    """The role of this name, matched without case and spaces at the ends."""
    return _BY_NAME.get(text.strip().casefold())


def those_who(*verbs: May) -> tuple[str, ...]:
    """The names of the roles that may do any of these, in the order of the table."""
    return tuple(role.name for role in ROLES if set(verbs) & set(role.may))


def may_do(role: str, verb: May) -> bool:
    """Whether a role, by its name, may do something."""
    terms = role_named(role)
    return terms is not None and verb in terms.may


def seniority_of(post: str) -> Seniority:
    """How senior a post is; one that the table has no more is operational."""
    terms = role_named(post)
    return terms.seniority if terms else Seniority.OPERATIONAL


def audits_itself(roles: Iterable[str]) -> tuple[str, str] | None:
    """The two of some roles that one person may not hold in one agreement: who audits does nothing that is audited."""
    held = [terms for terms in map(role_named, roles) if terms]
    auditors = [terms.name for terms in held if May.AUDIT in terms.may]
    at_work = [terms.name for terms in held if _DUTIES & set(terms.may)]
    return (auditors[0], at_work[0]) if auditors and at_work else None


def either(names: Iterable[str]) -> str:
    """Names as a sentence lists them: a, b or c."""
    *before, last = names
    return f"{', '.join(before)} or {last}" if before else last

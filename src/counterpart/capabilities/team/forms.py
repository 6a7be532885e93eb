"""What is asked before something is done about the people and parties of an agreement, and what will happen then."""

from datetime import date
from typing import Any, cast

from django import forms

from counterpart.capabilities.team.queries.people import Team
from counterpart.capabilities.team.rules.counterparts import unpaired
from counterpart.capabilities.team.rules.delegation import MOST_DAYS
from counterpart.capabilities.team.rules.members import Member
from counterpart.capabilities.team.rules.subcontractors import DOCUMENT, PRINCIPLES, REASON, SCOPE
from counterpart.engines.access.roles import COMMISSIONER, OF_AGREEMENTS, PROVIDER, May, may_do
from counterpart.engines.access.rules import Actor

MOST_BYTES = 20 * 1024 * 1024
_SELECT = {"class": "govuk-select"}
_TEXT = {"class": "govuk-input govuk-!-width-two-thirds"}
LIKE = "Like 30 November 2026."
Choices = list[tuple[str, str]]


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=f"{help_text} {LIKE}".strip(),
        required=required,
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Name the day.", "invalid": f"Write the day. {LIKE}"},
    )


def _one(label: str, help_text: str = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Select(attrs=_SELECT),
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )


def _line(label: str, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.TextInput(attrs=_TEXT),
        error_messages={"required": "Write it out."},
    )


def _reason(label: str = "Why?") -> forms.CharField:
    return _line(label, REASON, "It is kept in the record, and both sides read it.")


class OfATeam(forms.Form):
    """A form whose choices are the people of an agreement: each chosen by their id, `members` by the same."""

    def __init__(self, *args: Any, team: Team, by: Actor, agreement: str, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.team, self.by, self.on, self.agreement = team, by, on, agreement
        at_work = [member for member in team.members if any(held.on(on) for held in member.own)]
        self.members = {member.person.person: member for member in reversed(at_work)}
        for name, choices in self.choices(at_work).items():
            offered = cast(forms.ChoiceField, self.fields[name])
            offered.choices = [("", "Choose"), *choices]

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        """What can be chosen, by field."""
        return {}

    def member(self, name: str) -> Member:
        """The member whose id was chosen in a field; where ids are joined, the first."""
        person: str = self.cleaned_data[name].partition("|")[0]
        return self.members[person]

    def own_parties(self) -> set[str]:
        return {standing.party for standing in self.by.standings if standing.agreement == self.agreement}


def _named(members: list[Member]) -> Choices:
    return [(m.person.person, f"{m.person.name} ({m.post}, {m.party.name})") for m in members]


class Give(OfATeam):
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="Of somebody who holds a post at one of the parties.",
        max_length=254,
        widget=forms.EmailInput(attrs=_TEXT | {"spellcheck": "false"}),
        error_messages={"required": "Write their address.", "invalid": "Write it like officer@council.example."},
    )
    role = _one("Which role?", "Leave it as it is for the role of their post.", required=False)
    until = _day("Its last day", "An observer needs one; otherwise leave it empty.", required=False)

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        return {"role": [(name, name[0].upper() + name[1:]) for name in OF_AGREEMENTS]}


class End(OfATeam):
    holding = _one("Whose role?")
    last = _day("Its last day", "Leave it empty for today.", required=False)

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        rows = [(m, held) for m in at_work for held in m.own]
        return {
            "holding": [
                (f"{m.person.person}|{held.role}", f"{m.person.name}: {held.role} ({m.party.name})") for m, held in rows
            ]
        }


class Delegate(OfATeam):
    of = _one("Who is absent?")
    to = _one("Who stands in?", "A colleague with a role of their own for the same party.")
    since = _day("First day")
    until = _day("Last day", f"{MOST_DAYS} days from the first, at the most.")

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        own = [member for member in at_work if member.party.name in self.own_parties()]
        return {"of": _named(own), "to": _named(own)}


class Withdraw(OfATeam):
    lent = _one("Which of these?")

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        lent = {
            f"{held.lender.person}|{m.person.person}": f"{m.person.name} stands in for {held.lender.name}"
            for m in self.team.members
            for held in m.held
            if held.lender is not None
        }
        return {"lent": list(lent.items())}


class Represent(OfATeam):
    who = _one("Who represents your party?")
    since = _day("From which day?", "Leave it empty for today.", required=False)

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        able = [
            member
            for member in at_work
            if member.party.name in self.own_parties() and any(may_do(held.role, May.REPRESENT) for held in member.own)
        ]
        return {"who": _named(able)}


class Pair(OfATeam):
    one = _one("Of the commissioner")
    other = _one("Of the provider", "Of the same level: board, director, manager or operational.")

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        free = unpaired(at_work, self.team.pairs)

        def side(name: str) -> Choices:
            ours = [member for member in free if member.party.side == name]
            return [(m.person.person, f"{m.person.name} ({m.seniority} level)") for m in ours]

        return {"one": side(COMMISSIONER), "other": side(PROVIDER)}


class Part(OfATeam):
    pair = _one("Which two?")

    def choices(self, at_work: list[Member]) -> dict[str, Choices]:
        people = {member.membership: member.person.person for member in at_work}
        found = []
        for pair in self.team.pairs:
            stays = people.get(pair.commissioner.membership) or people.get(pair.provider.membership)
            found += [(stays, f"{pair.commissioner.name} and {pair.provider.name}")] if stays else []
        return {"pair": found}


class Propose(OfATeam):
    name = _line("Its name", 200)
    scope = _line("What is it to do?", SCOPE, "In words: what work, for whom, and what not.")
    areas = _line("In which service areas?", 400, "Several with commas between them, such as voids, roofing.")
    reason = _reason("Why this one?")

    def clean_areas(self) -> list[str]:
        text: str = self.cleaned_data["areas"]
        return [area.strip() for area in text.split(",") if area.strip()]


class Reason(forms.Form):
    """Why something is decided about a subcontractor."""

    reason = _reason()


class FlowDown(forms.Form):
    """What shows that principles were passed on: a document, which may be sent, and the principles in it."""

    document = _line("Which document?", DOCUMENT, "Its name, and where it lies if you do not send it.")
    file = forms.FileField(
        label="The document itself",
        help_text="It is kept unchanged under its fingerprint, and both sides can read it. 20 MB at the most.",
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "govuk-file-upload"}),
    )
    principles = forms.MultipleChoiceField(
        label="Which principles does it pass on?",
        choices=[(name, f"{name[0].upper()}{name[1:]}: {says}") for name, says in PRINCIPLES.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes__input"}),
        error_messages={"required": "Choose at least one."},
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given and given.size > MOST_BYTES:
            raise forms.ValidationError("It is larger than 20 MB. Send a smaller file, or name where it lies.")
        return given

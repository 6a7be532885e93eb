"""The page of every offered act: what will happen, a form for what is asked, and the act. Mounted from `OFFERS`."""

import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.door import ACTS
from counterpart.engines.acts.hands import do
from counterpart.engines.acts.offers import OFFERS, Choices, Offer
from counterpart.engines.acts.pages import deed, page
from counterpart.engines.acts.texts import Text
from counterpart.values.refusal import Refused

LONG = 200
"""A text that has room for more letters than this is written in a box of several lines."""
MOST_BYTES = 20 * 1024 * 1024
_SAYS = {"missing": "Write it out, or choose one.", "date_from_datetime_parsing": "Write the day, like 2026-11-30."}


def mounted() -> list[URLPattern]:
    """The page of each act that is offered, each under the act’s own name."""
    return [path(_address(offer), _view(offer), name=offer.act) for offer in OFFERS.values()]


def _address(offer: Offer) -> str:
    return re.sub(r"{(\w+)}", r"<str:\1>", offer.address).removeprefix("/")


def _view(offer: Offer) -> Any:
    @page
    def asked(request: HttpRequest, by: Actor, at: datetime, /, **places: str) -> HttpResponse:
        subject = offer.of(by, at, **places)
        return _shown(request, offer, places, subject, _form(offer, subject, by, at.date()), by)

    @deed
    def done(request: HttpRequest, by: Actor, at: datetime, /, **places: str) -> HttpResponse:
        with acting(by, on=at.date()):
            subject = offer.of(by, at, **places)
            if refusal := ACTS[offer.act].may(by, subject):
                raise Refused(refusal)
            form = _form(offer, subject, by, at.date(), request.POST, request.FILES)
            if not form.is_valid():
                return _shown(request, offer, places, subject, form, by, status=400)
            reply = do(offer, places, form.body, by=by, at=at, file=form.sent_file)
        request.session["said"] = reply.get("says", "")
        return redirect(offer.on.format(**places))

    @require_http_methods(["GET", "POST"])
    def offered(request: HttpRequest, **places: str) -> HttpResponse:
        return done(request, **places) if request.method == "POST" else asked(request, **places)

    offered.__doc__ = f"{offer.title}: read what will happen, then do it."
    offered.__module__ = offer.of.__module__
    return offered


def _shown(
    request: HttpRequest,
    offer: Offer,
    places: Mapping[str, str],
    subject: Any,
    form: "Asking",
    by: Actor,
    *,
    status: int = 200,
) -> HttpResponse:
    refusal = ACTS[offer.act].may(by, subject)
    closed = bool(offer.while_) and subject.state not in offer.while_
    context = {
        "offer": offer,
        "says": offer.said(subject),
        "back": offer.on.format(**places),
        "agreement": places.get("reference"),
        "form": None if refusal or closed else form,
        "refusal": None if closed else refusal,
        "state": subject.state if closed else "",
    }
    return render(request, "offer.html", context, status=status)


class Asking(forms.Form):
    """What an offer asks, as a form. What is sent is judged by the offer’s body, as in the API, and by nothing else."""

    def __init__(self, offer: Offer, choices: Mapping[str, Choices], *args: Any) -> None:
        super().__init__(*args)
        self.of = offer.body
        self.sent_file: Upload | None = None
        for name, info in offer.body.model_fields.items():
            self.fields[name] = _field(info, choices.get(name))
        if offer.file:
            self.fields["file"] = forms.FileField(
                label="The file",
                help_text="It is kept unchanged under its fingerprint. 20 MB at the most.",
                widget=forms.ClearableFileInput(attrs={"class": "govuk-file-upload"}),
            )

    def clean(self) -> dict[str, Any]:
        said = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None, []) and name != "file"
        }
        try:
            self.body = self.of.model_validate(said)
        except ValidationError as error:
            for part in error.errors():
                words = _SAYS.get(part["type"], part["msg"].removeprefix("Value error, "))
                self.add_error(str(part["loc"][0]), f"{words[0].upper()}{words[1:].rstrip('.')}.")
        self._take_in(self.cleaned_data.get("file"))
        return self.cleaned_data

    def _take_in(self, file: Any) -> None:
        if file and file.size > MOST_BYTES:
            self.add_error("file", "It is larger than 20 MB.")
        elif file:
            self.sent_file = Upload(file.name or "", file.read())


def _form(
    offer: Offer,
    subject: Any,
    by: Actor,
    on: date,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
) -> Asking:
    choices = offer.choices(subject, by, on) if offer.choices else {}
    return Asking(offer, choices, data, files)


class Lines(forms.CharField):
    """Several texts, one on each line."""

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def _field(info: FieldInfo, choices: Choices | None) -> forms.Field:
    """The field that asks for one part of a body. None is required of itself: the body judges that."""
    kind, told = _kind(info.annotation, list(info.metadata))
    common: dict[str, Any] = {
        "label": info.title or "",
        "help_text": info.description or "",
        "required": False,
        "initial": None if info.is_required() else info.get_default(call_default_factory=True),
    }
    if get_origin(kind) is list:
        return _several(kind, choices, common)
    options = choices if choices is not None else _options(kind)
    if options is not None:
        widget = forms.Select(attrs={"class": "govuk-select"})
        return forms.ChoiceField(choices=[("", "Choose"), *options], widget=widget, **common)
    if kind is bool:
        return forms.BooleanField(widget=forms.CheckboxInput(attrs={"class": "govuk-checkboxes__input"}), **common)
    if kind is date:
        attrs = {"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
        common["help_text"] = f"{common['help_text']} Like 2026-11-30 or 30 November 2026.".strip()
        formats = ["%Y-%m-%d", "%d %B %Y", "%d/%m/%Y"]
        says = {"invalid": "Write the day, like 30 November 2026."}
        return forms.DateField(
            input_formats=formats, widget=forms.DateInput(attrs=attrs), error_messages=says, **common
        )
    if kind is str and any(isinstance(one, Text) and one.longest > LONG for one in told):
        return forms.CharField(widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 4}), **common)
    width = "govuk-input--width-10" if kind is int else "govuk-!-width-two-thirds"
    return forms.CharField(widget=forms.TextInput(attrs={"class": f"govuk-input {width}"}), **common)


def _several(kind: Any, choices: Choices | None, common: dict[str, Any]) -> forms.Field:
    if choices is not None or (choices := _options(get_args(kind)[0])) is not None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes__input"})
        return forms.MultipleChoiceField(choices=list(choices), widget=widget, **common)
    common["help_text"] = f"{common['help_text']} One on each line.".strip()
    common["initial"] = "\n".join(common["initial"] or [])
    return Lines(widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 4}), **common)


def _kind(annotation: Any, told: list[Any]) -> tuple[Any, list[Any]]:
    """What kind of value is asked for, and what else is said of it: what may be left out is asked for like the rest."""
    if get_origin(annotation) is Annotated:
        kind, *more = get_args(annotation)
        return _kind(kind, [*told, *more])
    if get_origin(annotation) in (Union, types.UnionType):
        wanted = [one for one in get_args(annotation) if one is not type(None)]
        return _kind(wanted[0], told)
    return annotation, told


def _options(kind: Any) -> list[tuple[str, str]] | None:
    """What can be chosen, where the kind itself says so."""
    if get_origin(kind) is Annotated:
        return _options(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return [(str(one), _capital(str(one))) for one in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [(str(one.value), _capital(str(one.value))) for one in kind]
    return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

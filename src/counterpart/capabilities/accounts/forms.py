"""What is asked when a password is set by a link, or a token made."""

from typing import Any

from django import forms

LONGEST = 1000
_NEW = {"class": "govuk-input", "autocomplete": "new-password"}


class NewPassword(forms.Form):
    password = forms.CharField(
        label="New password",
        help_text="12 characters or more. Three random words are good.",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": "Write the password you want."},
    )
    again = forms.CharField(
        label="New password again",
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW),
        error_messages={"required": "Write it again."},
    )

    def clean(self) -> Any:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "This is another one than above. Write the same in both.")
        return given


class Forgotten(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "govuk-input", "autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Write your e-mail address.", "invalid": "Write it like officer@council.example."},
    )


class NewToken(forms.Form):
    label = forms.CharField(
        label="What it is for",
        help_text="By this you will know it, such as “monthly upload”.",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-20"}),
        error_messages={"required": "Write what the token is for."},
    )
    until = forms.DateField(
        label="Its last day",
        help_text="Such as 30/11/2026. Leave it empty for a year from today.",
        required=False,
        input_formats=("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"),
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
        error_messages={"invalid": "Write the day like 30/11/2026."},
    )

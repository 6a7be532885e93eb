"""What is asked when a seal is signed, and when a record is verified."""

from django import forms


class Sign(forms.Form):
    """Nothing binding by one click: the signer says that they have read it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    passphrase = forms.CharField(required=False, max_length=1000, strip=False, widget=forms.PasswordInput)


class Close(forms.Form):
    """Which period, and for a period that is sealed the reason why it gets a further seal."""

    period = forms.CharField(max_length=20, error_messages={"required": "Choose the period to close."})
    restates = forms.CharField(required=False, max_length=500)


class Verify(forms.Form):
    record = forms.FileField(error_messages={"required": "Choose the file of a record."})
    receipt = forms.FileField(required=False)

"""What is asked when a seal is signed, and when a record is verified."""

from django import forms


class Sign(forms.Form):
    """Nothing binding by one click: the signer says that they have read it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    passphrase = forms.CharField(required=False, max_length=1000, strip=False, widget=forms.PasswordInput)


class Verify(forms.Form):
    record = forms.FileField(error_messages={"required": "Choose the file of a record."})
    receipt = forms.FileField(required=False)

"""What a KPI manager sends: a sheet, or what was copied from one."""

import csv
import io
from typing import Any

from django import forms

from counterpart.values.period import period

MOST_BYTES = 20 * 1024 * 1024
PASTED = "pasted.csv"


class Send(forms.Form):
    """A file, or cells copied from a spreadsheet: one of the two."""

    file = forms.FileField(
        label="A sheet",
        help_text="CSV, Excel or Parquet, with the columns indicator, period, and value or numerator and denominator.",
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "govuk-file-upload"}),
    )
    cells = forms.CharField(
        label="Or paste cells copied from a spreadsheet",
        help_text="With their headings in the first line.",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 8}),
    )
    period = forms.CharField(
        label="The period of rows that name none",
        help_text="Like 2010-09, 2010-Q2 or 2010-11. It may be left empty.",
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input govuk-input--width-10"}),
    )
    restates = forms.CharField(
        label="Why, where it corrects what was sent before",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )

    def clean_period(self) -> str:
        said: str = self.cleaned_data["period"]
        try:
            return str(period(said)) if said.strip() else ""
        except ValueError as error:
            raise forms.ValidationError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None

    def clean(self) -> dict[str, Any]:
        file, cells = self.cleaned_data.get("file"), self.cleaned_data.get("cells", "").strip()
        if bool(file) == bool(cells):
            self.add_error("file", "Choose a sheet or paste cells: one of the two.")
        if file and file.size > MOST_BYTES:
            self.add_error("file", "It is larger than 20 MB.")
        return self.cleaned_data

    def sheet(self) -> tuple[str, bytes]:
        """What was sent, as a file: cells are written as CSV, a tab between two as a comma."""
        if file := self.cleaned_data["file"]:
            return file.name, file.read()
        lines = self.cleaned_data["cells"].strip().splitlines()
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(csv.reader(lines, delimiter="\t" if "\t" in lines[0] else ","))
        return PASTED, out.getvalue().encode()

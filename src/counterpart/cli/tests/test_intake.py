"""What is said of a file that is taken in: enough to see that it was not misread."""

from pathlib import Path

import pytest
import typer

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, who
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.cli.agreements import declared, taken_in
from counterpart.values.refusal import Refused

PUBLISHED = b"Payee,Net,Paid,Ward\nHays,1234.50,30/04/2023,North\nMears,-5,01/05/2023,South\n"
MAPPING = (
    "id: anytown\nkind: payments\ncolumns: {supplier: [Payee], amount: [Net], paid_on: [Paid]}\ndates: day first\n"
)


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_rows_total_ends_and_what_the_mapping_did_are_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPART_HOME", str(home))
    (tmp_path / "anytown.yaml").write_text(MAPPING)
    agreement = a_registered_agreement()
    mapping = declared(str(tmp_path / "anytown.yaml"))
    incoming = Incoming("payments", "april.csv", PUBLISHED, dry_run=True, mapping=mapping)
    assert taken_in(agreement.reference, incoming, by=who(KPI_MANAGER), at=LATER) == [
        "april.csv could be taken in: 2 rows. Nothing was stored. Kept as evidence but not read: Ward.",
        "Days are read day first, as declared.",
        "The amounts come to £1,229.50.",
        "The first row: supplier Hays; amount 1234.50; paid_on 2023-04-30.",
        "The last row: supplier Mears; amount -5.00; paid_on 2023-05-01.",
    ]


def test_a_mapping_is_an_id_on_the_shelf_or_a_file(tmp_path: Path) -> None:
    assert declared("sheffield").mapping.id == "sheffield"
    with pytest.raises(Refused, match="There is no mapping “anytown”"):
        declared("anytown")
    with pytest.raises(typer.BadParameter, match="there is no file"):
        declared(str(tmp_path / "none.yaml"))

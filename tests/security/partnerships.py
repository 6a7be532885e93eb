"""Two partnerships in one installation, alike in all they did and in nothing they say. Through acts.

Theirs is full of words that stand nowhere else; ours is that of whoever attacks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.partners.tests.makers import LATER
from counterpart.engines.library.shelf import Pinned, on_the_shelf, pinned

ADMINISTRATOR = "administrator@counterpart.example"
PASSWORD = "three random words here"
POSTS = {
    "performance officer": "council", "contract manager": "council", "finance lead": "council", "auditor": "council",
    "councillor": "council", "KPI manager": "provider", "provider manager": "provider",
    "tenant representative": "tenants",
}  # fmt: skip
YEARS = ("2006-07", "2007-08")


@dataclass(frozen=True)
class Partnership:
    """What one partnership says: every text of it but the seats of the template and the names of acts.

    `closes` are the periods it closes; `value` is what it returned, `key` under what it asks, `moment` when it acts.
    """

    reference: str
    name: str
    council: str
    provider: str
    tenants: str
    mark: str
    area: str
    code: str
    closes: tuple[str, ...]
    value: str
    moment: datetime = LATER

    def email(self, post: str) -> str:
        return f"{post.replace(' ', '-').lower()}@{self.mark}-{POSTS[post]}.example"

    def organisation(self, post: str) -> str:
        return str(getattr(self, POSTS[post]))

    @property
    def organisations(self) -> tuple[str, ...]:
        return (self.council, self.provider, self.tenants)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(self.email(post) for post in POSTS)

    @property
    def terms(self) -> Pinned:
        """From the one template; theirs has an indicator that no other has, and words of its own."""
        text = on_the_shelf("rotherham-almo").text.replace("code: BV 66a", f"code: {self.code}")
        return pinned(text.replace("title: Rent collected", f"title: Rent of {self.mark}"))

    @property
    def key(self) -> str:
        return f"{self.mark}-monday"

    @property
    def file(self) -> str:
        return f"{self.mark}-returns.csv"

    @property
    def returns(self) -> bytes:
        codes = [indicator.code for indicator in self.terms.template.indicators]
        cells = [(code, "", f"{self.value}{place}") for place, code in enumerate(codes)]
        cells.append((self.code, self.area, f"{self.value}99"))
        rows = [
            f"{code},{when},{place},{value},a remark of {self.mark}"
            for when in self.closes
            for code, place, value in cells
        ]
        return ("\n".join(["indicator,period,area,value,comment", *rows]) + "\n").encode()


THEIRS = Partnership(
    reference="ZEPHYR-VALE",
    name="Quillfeather upkeep agreement",
    council="Zephyrvale Borough Council",
    provider="Quillfeather Homes Ltd",
    tenants="Vexley Tenants Voice",
    mark="quillon",
    area="Harrowmere North",
    code="ZQ 71a",
    closes=YEARS,
    value="73.9517",
    moment=LATER + timedelta(minutes=37),
)
OURS = Partnership(
    reference="BRINDLE",
    name="Brindle upkeep agreement",
    council="Brindle Borough Council",
    provider="Oakapple Homes Ltd",
    tenants="Brindle Tenants Voice",
    mark="brindle",
    area="Brindle North",
    code="BV 66a",
    closes=YEARS[1:],
    value="61.4",
)


@dataclass(frozen=True)
class Seeded:
    """A partnership as it stands: its facts, and the ids and digests by which its things are known."""

    of: Partnership
    agreement: AgreementFacts
    job: str
    seal: str
    fingerprint: str
    token: str
    session: str
    subcontractor: str

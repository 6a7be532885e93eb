"""Sets up how organisations sign in their own people (OpenID Connect)."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

app = typer.Typer(help="How organisations sign in their own people.", no_args_is_help=True)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="By what name you know it, in small letters, such as council.")
]


@app.callback()
def _sign_on() -> None:
    """How organisations sign in their own people."""


@app.command("set-up")
def set_up(
    name: Name,
    organisation: Annotated[str, typer.Option(help="Whose people they are.")],
    issuer: Annotated[str, typer.Option(metavar="URL", help="Their provider, as it names itself.")],
    client_id: Annotated[str, typer.Option(help="Under what name the provider knows this site.")],
    domain: Annotated[list[str], typer.Option(help="An e-mail domain of theirs; more than one may be said.")],
    post: Annotated[
        list[str], typer.Option(metavar="VALUE=POST", help="What value of the claim stands for which post.")
    ],
    claim: Annotated[str, typer.Option(help="What the provider tells their groups in.")] = "groups",
    as_: As = None,
    json: Json = False,
) -> None:
    """Let an organisation sign in its own people, each with the post that their group stands for.

    The secret that the provider gave you is not said here: set COUNTERPART_SIGN_ON_NAME_SECRET, or …_SECRET_FILE.
    Set up again under the same name, it stands as said last.

    Example: counterpart sign-on set-up council --organisation "A council" --issuer https://login.council.example
    --client-id counterpart --domain council.example --post "contract-managers=contract manager"
    """

    def work(by: "Actor", at: datetime) -> None:
        from django.conf import settings

        from counterpart.capabilities.accounts.actions import sign_on
        from counterpart.capabilities.accounts.rules.sign_on import SignOnTerms, secret_names
        from counterpart.capabilities.partners import queries

        domains = tuple(dict.fromkeys(part.strip().casefold() for part in domain))
        posts = {value.strip(): named.strip() for value, _, named in (pair.rpartition("=") for pair in post)}
        terms = SignOnTerms(name, organisation, issuer, client_id, domains, claim, posts)
        reply = sign_on.configure_sign_on(queries.installation(), by=by, at=at, terms=terms)
        print(visible(f"People of {reply['organisation']} at {', '.join(domains)} sign in through {issuer}."))
        print(f"Tell the provider that they come back to {settings.SITE}/sign-in/with/{name}/back")
        print(f"Set the secret it gave you as {secret_names(name)[0]}, or a file of it as {secret_names(name)[1]}.")

    home.installed(work, as_=as_, as_json=json)


@app.command("list")
def list_(as_: As = None, json: Json = False) -> None:
    """Which organisations sign in their own people.

    Example: counterpart sign-on list
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts import queries

        told = queries.sign_ons()
        for terms in told:
            posts = ", ".join(f"{value} is {post}" for value, post in terms.posts.items())
            print(visible(f"{terms.name}: {terms.organisation}, {', '.join(terms.domains)}, through {terms.issuer}"))
            print(visible(f"  by {terms.claim}: {posts}"))
        if not told:
            print("No organisation signs in its own people: everybody has a password.")

    home.installed(work, as_=as_, as_json=json)


@app.command()
def end(name: Name, as_: As = None, json: Json = False) -> None:
    """Let an organisation sign in nobody any more. Its people need a password from then on (people invite).

    Example: counterpart sign-on end council
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts.actions import sign_on
        from counterpart.capabilities.partners import queries

        sign_on.end_sign_on(queries.installation(), by=by, at=at, name=name)
        print(visible(f"The sign-on {name} has ended."))

    home.installed(work, as_=as_, as_json=json)

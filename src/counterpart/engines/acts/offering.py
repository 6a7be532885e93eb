"""Declares offers: from each come its page and form, its operation of the API, and what the command line does."""

import inspect
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, get_type_hints

from pydantic import create_model

from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import ASKED, Asking, Upload
from counterpart.engines.acts.door import ACTS
from counterpart.engines.acts.hands import do
from counterpart.engines.acts.offers import OFFERS, Acted, Offer
from counterpart.engines.acts.texts import Body


def offers(*told: Offer) -> None:
    """Offer acts: on their pages, over the API, and on the command line. A room’s `offers.py` says so.

    Raises ValueError for one that is sent a file and needs other hands: a proposal keeps no file.
    """
    for offer in told:
        if offer.file and offer.needs:
            raise ValueError(f"{offer.act} is sent a file, which a proposal would lose")
        OFFERS[offer.act] = offer
        ASKED[offer.act] = Asking(offer.act, offer.path, _asked_by_a_program(offer), Acted)


def _asked_by_a_program(offer: Offer) -> Callable[..., Mapping[str, Any]]:
    """The verb that the API mounts: its places are those of `of`, its body that of the offer."""

    def asked(by: Actor, at: datetime, body: Body, file: Upload | None = None, **places: str) -> Mapping[str, Any]:
        reply = do(offer, places, body, by=by, at=at, file=file)
        return {name: part for name, part in reply.items() if name in Acted.model_fields}

    hints = get_type_hints(offer.of, include_extras=True)
    named = [name for name in inspect.signature(offer.of).parameters if name not in ("by", "at")]
    kinds = (
        {name: hints[name] for name in named}
        | {"body": _known_by_the_act(offer)}
        | ({"file": Upload} if offer.file else {})
    )
    asked.__annotations__ = {"by": Actor, "at": datetime, **kinds}
    asked.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("by", "at", *kinds)]
    )
    asked.__name__ = offer.act.replace(".", "_")
    asked.__doc__ = inspect.getdoc(ACTS[offer.act].verb)
    asked.__module__ = offer.of.__module__
    return asked


def _known_by_the_act(offer: Offer) -> type[Body]:
    """The body under the name of the act, by which programs know it: ClockExtended."""
    name = "".join(part.capitalize() for part in re.split("[._]", offer.act))
    return create_model(
        name, __base__=offer.body, __doc__=f"What is asked: {offer.title[:1].lower()}{offer.title[1:]}."
    )

"""A page is somebody's reading: it knows who asks, and sees what they may see, at one moment."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.now import now

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Actor, datetime, P], HttpResponse]


def page(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page to be read: the view gets who asks and the moment, inside one snapshot. Others are asked to sign in."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        at = now()
        by = actor_of(request.user, on=at.date())
        with acting(by, on=at.date(), snapshot=True):
            return view(request, by, at, *args, **kwargs)

    return shown


def deed(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that acts: the view gets who asks and the moment, and opens no transaction but its acts'."""

    @wraps(view)
    def done(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        at = now()
        return view(request, actor_of(request.user, on=at.date()), at, *args, **kwargs)

    return done

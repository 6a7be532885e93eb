"""Settings under which the site has one page more, /bare: one query and one template, the floor of every page."""

from typing import Any

from counterpart.web.settings import *  # noqa: F403

ROOT_URLCONF = __name__


def __getattr__(name: str) -> Any:
    """The addresses, made when they are asked for: settings are read before there are models."""
    from counterpart.web import urls

    if name == "urlpatterns":
        from django.urls import path

        return [path("bare", _bare), *urls.urlpatterns]
    if name.startswith("handler"):
        return getattr(urls, name)
    raise AttributeError(name)


def _bare(request: Any) -> Any:
    from django.http import HttpResponse
    from django.template import engines

    from counterpart.engines.access.models import Organisation

    page = engines["django"].from_string(
        "{% extends 'base.html' %}{% block content %}<ul>{% for one in all %}<li>{{ one.name }}</li>{% endfor %}</ul>"
        "{% endblock %}"
    )
    return HttpResponse(page.render({"all": list(Organisation.objects.order_by("name")[:20])}, request))

"""The addresses of the API: what the rooms declare, its description, and the pages of documentation."""

from typing import Any

from django.urls import path

from counterpart.web.api import pages
from counterpart.web.api.mounting import mounted
from counterpart.web.rooms import register_acts, register_api

register_acts()
register_api()
API = mounted()
_patterns, _app, _name = API.urls
_own: list[Any] = [
    path("openapi.json", pages.description(API), name="openapi"),
    path("docs", pages.documentation(API), name="docs"),
]
api = ([*_own, *_patterns], _app, _name)

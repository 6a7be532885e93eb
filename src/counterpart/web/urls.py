"""Every room's pages, and the API, mounted from the one list."""

from django.urls import include, path

from counterpart.web.api.urls import api
from counterpart.web.offers import mounted
from counterpart.web.rooms import PAGES

urlpatterns = [
    path("", include("counterpart.web.accounts.urls")),
    *mounted(),
    *(path("", include(f"counterpart.capabilities.{room}.urls")) for room in PAGES),
    path("api/v1/", api),
]
handler400 = "counterpart.web.errors.not_readable"
handler403 = "counterpart.web.errors.not_allowed"
handler404 = "counterpart.web.errors.not_found"
handler500 = "counterpart.web.errors.broken"
handler429 = "counterpart.web.accounts.throttle.respond"

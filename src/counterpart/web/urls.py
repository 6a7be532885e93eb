"""Every room's pages, mounted from the one list."""

from django.urls import include, path

from counterpart.web.rooms import PAGES

urlpatterns = [path("", include(f"counterpart.capabilities.{room}.urls")) for room in PAGES]
handler404 = "counterpart.web.errors.not_found"
handler500 = "counterpart.web.errors.broken"

"""Addresses: pages of each app, the API, health."""

from importlib import import_module

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz, readyz
from config.openapi import OpenAPIDocument

API = ("volunteers.api.urls", "families.api.urls", "matching.api.urls")
PAGES = ("programmes.pages.urls", "volunteers.pages.urls", "families.pages.urls", "matching.pages.urls")


def _landed(name: str) -> bool:
    try:
        import_module(name)
    except Exception:  # noqa: BLE001 - pages are being written
        return False
    return True


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("beheer/", admin.site.urls),
    path("api/v1/openapi.json", OpenAPIDocument.as_view()),
    *(path("api/v1/", include(name)) for name in API if _landed(name)),
    *(path("", include(name)) for name in PAGES if _landed(name)),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.fault"

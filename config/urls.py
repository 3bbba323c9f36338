"""Addresses: pages of each app, the API, health."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import demo_post
from config.health import healthz, readyz
from config.openapi import OpenAPIDocument
from config.security_txt import PATH as SECURITY_TXT
from config.security_txt import security_txt

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path(SECURITY_TXT, security_txt, name="security-txt"),
    path("demo/post", demo_post.mails, name="demo-post"),
    path("demo/post/<str:name>", demo_post.mail, name="demo-post-mail"),
    path("api/v1/openapi.json", OpenAPIDocument.as_view()),
    path("api/v1/", include("volunteers.api.urls")),
    path("api/v1/", include("families.api.urls")),
    path("api/v1/", include("matching.api.urls")),
    path("", include("outbox.pages.urls")),
    path("", include("programmes.pages.urls")),
    # After the log-in of the pages, which stands in for its own.
    path("beheer/", admin.site.urls),
    # Before the registers, whose last addresses take any word for a step.
    path("", include("matching.pages.urls")),
    path("", include("volunteers.pages.urls")),
    path("", include("families.pages.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.fault"

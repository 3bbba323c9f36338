"""Addresses: pages of each app, the API, health."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

urlpatterns: list[URLPattern | URLResolver] = [path("beheer/", admin.site.urls)]

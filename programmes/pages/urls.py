"""Addresses of the first page, log-in and help."""

from django.urls import path

from programmes.pages import language, login, start

urlpatterns = [
    path("", start.start, name="start"),
    path("inloggen", login.log_in, name="login"),
    path("uitloggen", login.log_out, name="logout"),
    path("taal", language.switch_language, name="language"),
    path("hulp", start.assistance, name="help"),
]

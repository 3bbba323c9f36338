"""Addresses of the first page, log-in and help."""

from django.urls import path

from programmes.pages import language, login, sheets, start, views

urlpatterns = [
    path("", start.start, name="start"),
    path("inloggen", login.log_in, name="login"),
    path("uitloggen", login.log_out, name="logout"),
    path("taal", language.switch_language, name="language"),
    path("werk/inlezen/<slug:register>", sheets.way, name="work-import"),
    path("hulp", start.assistance, name="help"),
    path("werk/weergaven/<slug:register>/bewaren", views.save, name="work-view-save"),
    path("werk/weergaven/<int:pk>/verwijderen", views.delete, name="work-view-delete"),
    path("werk/kolommen/<slug:register>", views.columns, name="work-columns"),
]

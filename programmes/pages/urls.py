"""Addresses of log-in, language, spreadsheets, saved views, and texts for parents."""

from django.urls import path

from programmes.pages import (
    address,
    language,
    link_log_in,
    login,
    parent_leaflet,
    passkeys,
    sheets,
    text_approvals,
    views,
)

urlpatterns = [
    path("inloggen", login.log_in, name="login"),
    path("beheer/login/", login.log_in_again),
    path("inloggen/link/<str:secret>", link_log_in.log_in_by_link, name="log-in-link"),
    path("inloggen/passkey", passkeys.log_in, name="passkey-log-in"),
    path("inloggen/passkey/vraag", passkeys.log_in_options, name="passkey-options"),
    path("mijn/passkeys", passkeys.my_passkeys, name="my-passkeys"),
    path("mijn/passkeys/vraag", passkeys.registration_options, name="my-passkey-options"),
    path("mijn/passkeys/toevoegen", passkeys.add, name="my-passkey-add"),
    path("mijn/passkeys/<int:pk>/verwijderen", passkeys.remove, name="my-passkey-remove"),
    path("uitloggen", login.log_out, name="logout"),
    path("taal", language.switch_language, name="language"),
    path("folder/<slug:language>", parent_leaflet.leaflet, name="parent-leaflet"),
    path("werk/teksten", text_approvals.texts, name="work-texts"),
    path("werk/teksten/<slug:text>/<slug:language>", text_approvals.text, name="work-text"),
    path("werk/inlezen/<slug:register>", sheets.way, name="work-import"),
    path("meedoen/adres", address.look_up_address, name="sign-up-address"),
    path("werk/weergaven/<slug:register>/bewaren", views.save, name="work-view-save"),
    path("werk/weergaven/<int:pk>/verwijderen", views.delete, name="work-view-delete"),
    path("werk/kolommen/<slug:register>", views.columns, name="work-columns"),
]

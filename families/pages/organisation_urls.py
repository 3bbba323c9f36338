"""Addresses of organisations, of who works there, and of an invitation."""

from django.urls import path

from families.pages import invitation, organisation_access, organisations

urlpatterns = [
    path("werk/organisaties", organisations.organisations, name="work-organisations"),
    path("werk/organisaties/nieuw", organisations.new_organisation, name="work-organisation-new"),
    path("werk/organisaties/<int:pk>", organisation_access.organisation, name="work-organisation"),
    path(
        "werk/organisaties/<int:pk>/wijzigen", organisations.edit_organisation, name="work-organisation-edit"
    ),
    path(
        "werk/organisaties/<int:pk>/uitnodigen",
        organisation_access.invite,
        name="work-organisation-invite",
    ),
    path(
        "werk/organisaties/<int:pk>/uitnodigen/<int:account>",
        organisation_access.invite_again,
        name="work-organisation-again",
    ),
    path(
        "werk/organisaties/<int:pk>/toegang/<int:account>",
        organisation_access.end,
        name="work-organisation-end",
    ),
    path("uitnodiging/<str:secret>", invitation.begin, name="invitation"),
]

"""Addresses of the register of families, for coordinators and for social workers."""

from django.urls import path

from families.pages import (
    duplicates,
    family_form,
    family_list,
    family_page,
    organisation_urls,
    own_changes,
    own_families,
    referral_urls,
    sheet_import,
)

urlpatterns = [
    *sheet_import.urlpatterns,
    *organisation_urls.urlpatterns,
    *referral_urls.urlpatterns,
    path("werk/dubbel", duplicates.duplicates, name="work-duplicates"),
    path("werk/dubbel/<int:pk>/<slug:outcome>", duplicates.decide, name="work-duplicate-decide"),
    path("werk/gezinnen", family_list.families, name="work-families"),
    path("werk/gezinnen/export", family_list.families_export, name="work-families-export"),
    path("werk/gezinnen/<int:pk>", family_page.family, name="work-family"),
    path("werk/gezinnen/<int:pk>/wijzigen", family_form.edit_family, name="work-family-edit"),
    path("werk/gezinnen/<int:pk>/<slug:step>", family_page.family_step, name="work-family-step"),
    path("mijn-gezinnen", own_families.my_families, name="my-families"),
    path("mijn-gezinnen/<int:pk>", own_families.my_family, name="my-family"),
    path("mijn-gezinnen/<int:pk>/veranderd", own_changes.my_family_changed, name="my-family-changed"),
    path("mijn-gezinnen/<int:pk>/afmelden", own_changes.my_family_leaves, name="my-family-leave"),
]

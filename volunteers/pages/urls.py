"""Addresses of the register of volunteers."""

from django.urls import path

from volunteers.pages import duo_page, sheet_import, volunteer_form, volunteer_list, volunteer_page

urlpatterns = [
    *sheet_import.urlpatterns,
    path("werk/voorlezers", volunteer_list.volunteers, name="work-volunteers"),
    path("werk/voorlezers/export", volunteer_list.volunteers_export, name="work-volunteers-export"),
    path("werk/voorlezers/nieuw", volunteer_form.new_volunteer, name="work-volunteer-new"),
    path("werk/voorlezers/<int:pk>", volunteer_page.volunteer, name="work-volunteer"),
    path("werk/voorlezers/<int:pk>/wijzigen", volunteer_form.edit_volunteer, name="work-volunteer-edit"),
    path("werk/voorlezers/<int:pk>/duo", duo_page.form_duo, name="work-duo"),
    path("werk/voorlezers/<int:pk>/duo/einde", duo_page.dissolve_duo, name="work-duo-dissolve"),
    path("werk/voorlezers/<int:pk>/bevestigen", volunteer_page.confirm, name="work-volunteer-confirm"),
    path("werk/voorlezers/<int:pk>/<slug:step>", volunteer_page.volunteer_step, name="work-volunteer-step"),
]

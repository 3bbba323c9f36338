"""Addresses of the register of volunteers."""

from django.urls import path

from volunteers.pages import (
    duo_page,
    own_urls,
    sheet_import,
    sign_ups,
    signup,
    signup_confirm,
    signup_outside,
    signup_send,
    signup_when,
    volunteer_form,
    volunteer_list,
    volunteer_page,
)

urlpatterns = [
    *sheet_import.urlpatterns,
    *own_urls.urlpatterns,
    path("meedoen", signup.begin, name="sign-up"),
    path("meedoen/opnieuw", signup.again, name="sign-up-again"),
    path("meedoen/nog-niet", signup_outside.too_young, name="sign-up-too-young"),
    path("meedoen/gemeente", signup_outside.elsewhere, name="sign-up-elsewhere"),
    path("meedoen/controleren", signup_send.check, name="sign-up-check"),
    path("meedoen/bedankt", signup_send.done, name="sign-up-done"),
    path("meedoen/bevestigen/<str:secret>", signup_confirm.confirm_sign_up, name="sign-up-confirm"),
    path("meedoen/<int:number>", signup.step, name="sign-up-step"),
    path("meedoen/4/past", signup_when.sign_up_fit, name="sign-up-fit"),
    path("werk/aanmeldingen", sign_ups.sign_ups, name="work-sign-ups"),
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

"""Addresses of the register of volunteers."""

from django.urls import path

from volunteers.pages import register

urlpatterns = [
    path("werk/voorlezers", register.volunteers, name="work-volunteers"),
    path("werk/voorlezers/<int:pk>", register.volunteer, name="work-volunteer"),
    path("werk/voorlezers/<int:pk>/bevestigen", register.confirm, name="work-volunteer-confirm"),
    path("werk/voorlezers/<int:pk>/<slug:step>", register.volunteer_step, name="work-volunteer-step"),
]

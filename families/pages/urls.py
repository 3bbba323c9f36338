"""Addresses of the register of families, for coordinators and for social workers."""

from django.urls import path

from families.pages import own_families, referral, register

urlpatterns = [
    path("werk/gezinnen", register.families, name="work-families"),
    path("werk/gezinnen/<int:pk>", register.family, name="work-family"),
    path("werk/gezinnen/<int:pk>/<slug:step>", register.family_step, name="work-family-step"),
    path("mijn-gezinnen", own_families.my_families, name="my-families"),
    path("mijn-gezinnen/<int:pk>", own_families.my_family, name="my-family"),
    path("gezin-aanmelden", referral.refer_family, name="refer-family"),
]

"""Addresses of the registration of a family."""

from django.urls import path

from families.pages import referral, referral_check
from programmes.pages import address

urlpatterns = [
    path("werk/gezinnen/nieuw", referral.begin, name="work-family-new"),
    path("gezin-aanmelden", referral.begin, name="refer-family"),
    path("gezin-aanmelden/opnieuw", referral.again, name="refer-family-again"),
    path("gezin-aanmelden/eerst-de-ouders", referral.first_the_parents, name="refer-family-first"),
    path(
        "gezin-aanmelden/adres",
        address.look_up_address,
        {"asks_street": False},
        name="refer-family-address",
    ),
    path("gezin-aanmelden/4", referral_check.check, name="refer-family-check"),
    path("gezin-aanmelden/<int:number>", referral.step, name="refer-family-step"),
    path("gezin-aanmelden/<int:number>/bewaren", referral.save_quietly, name="refer-family-save"),
]

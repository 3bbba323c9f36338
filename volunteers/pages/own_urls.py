"""Addresses of the pages on which volunteers look after their own data."""

from django.urls import path

from volunteers.pages import (
    own_availability,
    own_details,
    own_download,
    own_duo,
    own_erase,
    own_pause,
)

urlpatterns = [
    path("mijn/gegevens", own_details.my_data, name="my-data"),
    path("mijn/gegevens/<slug:part>", own_details.my_data_part, name="my-data-part"),
    path("mijn/momenten", own_availability.my_availability, name="my-availability"),
    path("mijn/pauze", own_pause.my_pause, name="my-pause"),
    path("mijn/pauze/einde", own_pause.my_return, name="my-return"),
    path("mijn/downloaden", own_download.my_download, name="my-download"),
    path("mijn/wissen", own_erase.my_erase, name="my-erase"),
    path("gewist", own_erase.erased, name="erased"),
    path("mijn/samen", own_duo.my_duo, name="my-duo"),
    path("meedoen/samen/<str:secret>", own_duo.duo_invitation, name="duo-invitation"),
]

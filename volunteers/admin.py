"""The register of volunteers, to look at: numbers, states and dates."""

from django.contrib import admin

from programmes.admin.records import RecordAdmin
from volunteers.models import Certificate, Duo, SignUpDraft, SpokenLanguage, Volunteer, VolunteerWindow


@admin.register(Volunteer)
class VolunteerAdmin(RecordAdmin):
    list_display = ("id", "region", "district", "state", "capacity", "means", "training", "registered_at")
    list_filter = ("state", "region", "training")


admin.site.register((Certificate, SignUpDraft, SpokenLanguage, VolunteerWindow), RecordAdmin)


@admin.register(Duo)
class DuoAdmin(RecordAdmin):
    list_display = ("id", "first_id", "second_id", "since", "ended_at")

"""Regions, their neighbourhoods and referrers, postcodes and holidays."""

from django.contrib import admin

from programmes.admin.records import RecordAdmin
from programmes.models import District, Organisation, Postcode, Region, SchoolHoliday


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "holiday_zone", "contact_name", "contact_phone", "next_training_on")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "quarter", "region", "inhabitants")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("code", "name")


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "region")
    list_filter = ("region", "kind")
    list_select_related = ("region",)
    search_fields = ("name",)


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(admin.ModelAdmin):
    list_display = ("name", "start", "end", "zone", "kind", "status")
    list_filter = ("zone", "kind")
    date_hierarchy = "start"


@admin.register(Postcode)
class PostcodeAdmin(RecordAdmin):
    """Public data: brought in by `manage.py import_postcodes`."""

    search_fields = ("code", "place")

"""Arrangements of registers and sheets that are being read in: who and when, never what is in them."""

from django.contrib import admin

from programmes.admin.records import RecordAdmin
from programmes.models import ColumnChoice, SavedView, Sheet, SheetRow

for model in (ColumnChoice, SavedView, Sheet, SheetRow):
    admin.site.register(model, RecordAdmin)

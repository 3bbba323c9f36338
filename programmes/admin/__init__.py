"""The administration pages: accounts, places and programmes are kept here, records are only looked at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin import accounts, history, places, programme, workplace

__all__ = ["accounts", "history", "places", "programme", "workplace"]

admin.site.site_header = _("DoorleesExpress: administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("Accounts, places and programmes")

"""The administration pages: accounts, places and programmes are kept here, records are only looked at."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programmes.admin import accounts, history, places, programme, workplace

# Of the library we use one table, and that one holds keys that nobody has to see.
admin.site.unregister([EmailAddress, Authenticator])

__all__ = ["accounts", "history", "places", "programme", "workplace"]

admin.site.site_header = _("DoorleesExpress: administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("Accounts, places and programmes")

"""Messages, to look at, and to send again what was not delivered."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.domain import deliver
from outbox.models import Message
from programmes.admin.records import RecordAdmin
from programmes.models import User


@admin.register(Message)
class MessageAdmin(RecordAdmin):
    list_display = (
        "id",
        "kind",
        "channel",
        "region",
        "subject_id",
        "state",
        "not_before",
        "attempts",
        "sent_at",
    )
    list_filter = ("state", "channel", "kind", "region")
    actions = ("send_again",)

    @admin.action(description=_("Send again what was not delivered"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        by = request.user if isinstance(request.user, User) else None
        number = deliver.send_again(messages=queryset, by=by, now=timezone.now())
        self.message_user(request, _("%(number)s messages wait to be sent again.") % {"number": number})

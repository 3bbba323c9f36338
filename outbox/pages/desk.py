"""Texts and letters that a coordinator sends, and mails that did not arrive."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from outbox.domain import desk
from outbox.domain.destination import is_personal
from outbox.models import Message
from programmes.domain.access import Action
from programmes.pages.doors import PageRequest, for_whom_may

LONGEST_NUMBER = 18


@for_whom_may(Action.MATCHES_WRITE)
def messages_by_hand(request: PageRequest) -> HttpResponseBase:
    return render(
        request, "outbox/desk.html", {"waiting": desk.waiting(actor=request.actor, now=timezone.now())}
    )


@for_whom_may(Action.MATCHES_WRITE)
def print_letters(request: PageRequest) -> HttpResponseBase:
    sheets = desk.sheets(actor=request.actor, now=timezone.now())
    context = {"sheets": sheets, "items": [sheet.item for sheet in sheets], "today": timezone.localdate()}
    return render(request, "outbox/letters.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def text(request: PageRequest, pk: int) -> HttpResponseBase:
    """Show one text with its link. The link is made here, so a plain look at the list makes none."""
    try:
        item = desk.to_text(number=pk, actor=request.actor, now=timezone.now())
    except Message.DoesNotExist as error:
        raise Http404 from error
    words = desk.write_text(item=item, now=timezone.now())
    # Of the telephone itself: no address of ours, nothing that is kept.
    address = f"sms:{item.address.phone}?body={quote(words)}"
    context = {"item": item, "words": words, "address": address, "is_personal": is_personal(item.message)}
    return render(request, "outbox/text.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def mark_sent(request: PageRequest) -> HttpResponseBase:
    """Note what was sent: the one that was pressed, or all that the page showed."""
    numbers = {_number(word) for word in request.POST.getlist("message")[: desk.MOST]}
    done = desk.mark_sent(numbers=numbers, actor=request.actor, now=timezone.now())
    words = ngettext("%(n)s message is noted as sent.", "%(n)s messages are noted as sent.", done)
    messages.success(request, words % {"n": done})
    return redirect("work-messages")


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def try_again(request: PageRequest, pk: int) -> HttpResponseBase:
    if desk.try_again(number=pk, actor=request.actor, by=request.user, now=timezone.now()):
        messages.success(request, _("The message is being sent again."))
    return redirect("work-messages")


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def put_away(request: PageRequest, pk: int) -> HttpResponseBase:
    if desk.put_away(number=pk, actor=request.actor, now=timezone.now()):
        messages.success(request, _("The message is off the list."))
    return redirect("work-messages")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < LONGEST_NUMBER else 0

"""Reading together by invitation: a link to share, and the page behind it."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.domain.access import Action
from programmes.domain.links import LinkPurpose, LinkSpentError
from programmes.domain.refusal import Refusal
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told
from programmes.pages.personal_link import link_gone, personal_link
from volunteers.domain import duos, invitations
from volunteers.domain.queries import own_or_none
from volunteers.models import Volunteer
from volunteers.pages.own_page import own_volunteer
from volunteers.pages.signup_draft import carry_invitation


@for_whom_may(Action.VOLUNTEERS_WRITE)
def my_duo(request: PageRequest) -> HttpResponseBase:
    """Show with whom they read, or make a link; its secret is on this answer only."""
    record = own_volunteer(request)
    link = ""
    if request.method == "POST":
        try:
            secret = invitations.invite(volunteer=record, by=request.user, now=timezone.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            link = settings.PUBLIC_URL + reverse("duo-invitation", args=[secret])
    duo = duos.duo_of(record)
    context = {
        "volunteer": record,
        "partner": (duo.second if duo.first_id == record.pk else duo.first) if duo else None,
        "link": link,
        "mail": _mail(link),
        "is_open": invitations.is_open(by=request.user, now=timezone.now()),
    }
    return render(request, "volunteers/own/duo.html", context)


@personal_link
def duo_invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show who invites; a press on the button signs up with it, or says yes as a reader."""
    inviter = invitations.inviter_of(secret, now=timezone.now())
    if inviter is None:
        return link_gone(request, purpose=LinkPurpose.DUO)
    reader = own_or_none(getattr(request, "actor", None))
    if request.method == "POST" and reader != inviter:
        return _taken_up(request, secret, inviter, reader)
    context = {"inviter": inviter, "is_self": reader == inviter, "is_reader": reader is not None}
    return render(request, "volunteers/own/invitation.html", context)


def _taken_up(
    request: HttpRequest, secret: str, inviter: Volunteer, reader: Volunteer | None
) -> HttpResponseBase:
    if reader is None:
        answer = redirect("sign-up")
        carry_invitation(request, answer, inviter)
        return answer
    try:
        with told(request, done=_("You two read together now.")):
            invitations.accept(secret=secret, volunteer=reader, now=timezone.now())
    except LinkSpentError:
        return link_gone(request, purpose=LinkPurpose.DUO)
    return redirect("my-duo")


def _mail(link: str) -> str:
    """Write subject and words of a mail that their own program sends."""
    words = {
        "subject": _("Shall we read together?"),
        "body": _("I read with children of a family, an hour a week. Do you come along? %(link)s")
        % {"link": link},
    }
    return urlencode(words, quote_via=quote)

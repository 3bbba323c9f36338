"""One organisation: what was agreed, who works there, whom to invite, whose access ends."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from families.domain import organisations as register
from outbox.domain import invitations, organisation_access
from outbox.domain.invited import invited
from programmes.domain.access import Action
from programmes.domain.refusal import InvalidInput, Refusal
from programmes.models import Organisation, User
from programmes.pages import refused
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.entering import enter_again, entered_lately
from programmes.pages.notes import told

SENT = _("The invitation is on its way. The link in it works for 14 days.")


class InviteForm(forms.Form):
    """Whom to write to."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address of their work"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


@for_whom_may(Action.REFERRERS_WRITE)
def organisation(request: PageRequest, pk: int) -> HttpResponseBase:
    return _page(request, _organisation(request, pk), InviteForm())


@require_POST
@for_whom_may(Action.REFERRERS_WRITE)
def invite(request: PageRequest, pk: int) -> HttpResponseBase:
    record, form = _organisation(request, pk), InviteForm(request.POST)
    if not entered_lately(request):
        return enter_again(request, reverse("work-organisation", args=[pk]))
    if not form.is_valid():
        return _page(request, record, form)
    try:
        invitations.invite(organisation=record, by=request.user, now=timezone.now(), **form.cleaned_data)
    except (InvalidInput, Refusal) as refusal:
        refused.show(refusal, form)
        return _page(request, record, form)
    messages.success(request, str(SENT))
    return redirect("work-organisation", pk)


@require_POST
@for_whom_may(Action.REFERRERS_WRITE)
def invite_again(request: PageRequest, pk: int, account: int) -> HttpResponseBase:
    record = _organisation(request, pk)
    if not entered_lately(request):
        return enter_again(request, reverse("work-organisation", args=[pk]))
    person = _one_of([one.account for one in invited(record, now=timezone.now())], account)
    with told(request, done=SENT):
        invitations.invite_again(organisation=record, account=person, by=request.user, now=timezone.now())
    return redirect("work-organisation", pk)


@require_POST
@for_whom_may(Action.REFERRERS_WRITE)
def end(request: PageRequest, pk: int, account: int) -> HttpResponseBase:
    """End a role or an invitation; who is no longer there was ended already."""
    record = _organisation(request, pk)
    if not entered_lately(request):
        return enter_again(request, reverse("work-organisation", args=[pk]))
    here = [*register.people_of(record), *(one.account for one in invited(record, now=timezone.now()))]
    person = _one_of(here, account)
    with told(request, done=_("Access has ended. Open pages of this person stop working at once.")):
        organisation_access.end_access(
            organisation=record, account=person, by=request.user, now=timezone.now()
        )
    return redirect("work-organisation", pk)


def _organisation(request: PageRequest, pk: int) -> Organisation:
    return get_object_or_404(register.visible_to(request.actor), pk=pk)


def _one_of(people: list[User], number: int) -> User:
    """Find somebody among those of this organisation: any other number is as if missing."""
    return get_object_or_404(User.objects.filter(pk__in=[one.pk for one in people]), pk=number)


def _page(request: PageRequest, record: Organisation, form: InviteForm) -> HttpResponseBase:
    [agreed] = register.agreed(register.visible_to(request.actor).filter(pk=record.pk))
    context = {
        "agreed": agreed,
        "organisation": record,
        "people": register.people_of(record),
        "invited": invited(record, now=timezone.now()),
        "form": form,
        "fresh": entered_lately(request),
    }
    return render(request, "families/organisation.html", context)

"""The link in the mail: a look at it changes nothing, the button confirms the address."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from programmes.domain.links import LinkPurpose, LinkSpentError
from programmes.domain.promises import call_before
from programmes.pages.personal_link import link_gone, personal_link
from volunteers.domain.confirming import Standing, confirm, standing


@personal_link
def confirm_sign_up(request: HttpRequest, secret: str) -> HttpResponseBase:
    stands = standing(secret, now=timezone.now())
    if stands is None:
        return link_gone(request, purpose=LinkPurpose.CONFIRM_EMAIL)
    if not stands.works:
        return _confirmed(request, stands)
    if request.method != "POST":
        return render(request, "volunteers/signup/confirm.html", {"region": stands.volunteer.region})
    try:
        confirm(secret=secret, now=timezone.now())
    except LinkSpentError:
        # Another press of theirs was quicker: the page says how it stands now.
        return redirect(request.path)
    return _confirmed(request, Standing(stands.volunteer, works=True))


def _confirmed(request: HttpRequest, stands: Standing) -> HttpResponseBase:
    region = stands.volunteer.region
    training = region.next_training_on
    context = {
        "region": region,
        "just_now": stands.works,
        "call_before": call_before(localdate()),
        "training": training if training and training >= localdate() else None,
    }
    return render(request, "volunteers/signup/confirmed.html", context)

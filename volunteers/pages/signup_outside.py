"""Where the sign-up stops, or takes another way: under 18, or from a municipality that does not take part."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.models import Region
from programmes.states import ProgrammeState
from volunteers.domain import drafts
from volunteers.pages.signup_draft import draft_of
from volunteers.pages.signup_steps import CHECK, FROM_CHECK, address_after, address_of

TRAVEL = 2


class RegionForm(forms.Form):
    """In which municipality somebody wants to read who lives elsewhere."""

    region = forms.ChoiceField(
        label=_("Where do you want to read?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a municipality that takes part.")},
    )

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(item.slug, item.name) for item in regions]
        if len(regions) == 1:
            field.initial = regions[0].slug


@require_safe
def too_young(request: HttpRequest) -> HttpResponseBase:
    draft = draft_of(request)
    if draft is None or draft.sent_at is not None or draft.answers.get("person", {}).get("adult", True):
        return redirect("sign-up")
    return render(request, "volunteers/signup/too_young.html")


def elsewhere(request: HttpRequest) -> HttpResponseBase:
    draft = draft_of(request)
    if draft is None or draft.sent_at is not None or "travel" not in draft.answers:
        return redirect("sign-up")
    given = request.POST if request.method == "POST" else request.GET
    change = given.get(FROM_CHECK) == CHECK
    if request.method == "POST" and request.POST.get("go") == "back":
        return redirect(address_of(TRAVEL, change=change))
    regions = list(Region.objects.filter(programmes__state=ProgrammeState.OPEN).distinct().order_by("name"))
    form = RegionForm(request.POST if request.method == "POST" else None, regions=regions)
    if request.method == "POST" and form.is_valid():
        answers = {**draft.answers["travel"], "region": form.cleaned_data["region"]}
        drafts.save_step(draft=draft, step="travel", answers=answers, now=timezone.now())
        return redirect(address_after(TRAVEL, draft, change=change))
    context = {
        "form": form,
        "regions": regions,
        "municipality": draft.answers["travel"]["municipality"],
        "change": change,
    }
    return render(request, "volunteers/signup/elsewhere.html", context)

"""All that is due, per kind; and which rules hold in a region."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from matching.domain.todo import Pair, Rule, Watch, found_by, found_of, pairs_to_look_at, watch
from matching.domain.todo.switches import switch
from matching.pages.todo_lines import Line, lines
from matching.pages.todo_words import WORDS
from programmes.domain.access import Action, Scope
from programmes.models import Region
from programmes.pages.doors import PageRequest, for_whom_may
from programmes.pages.notes import told

PAGE_SIZE = 50
OF_EACH = 10


@dataclass(frozen=True)
class Kind:
    """A link of the filter: a rule and how much it found."""

    value: str
    name: str
    count: int
    chosen: bool


class RulesForm(forms.Form):
    """The rules that hold in one region."""

    rules = forms.MultipleChoiceField(
        label=_("Put on the list"),
        choices=Rule.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@for_whom_may(Action.MATCHES_WRITE)
def todo(request: PageRequest) -> HttpResponseBase:
    seen = watch(request.actor, today=localdate()).part(skip=0, most=OF_EACH)
    among = pairs_to_look_at(seen)
    found = found_by(seen, among=among)
    chosen = next((item for item in found if item.rule == request.GET.get("kind")), None)
    if chosen:
        page = _page(chosen.total, request.GET.get("page", "1"))
        shown = _of_kind(seen, chosen.rule, among, page)
    else:
        page, shown = None, lines(seen, (task for item in found for task in item.tasks))
    context = {
        "lines": shown,
        "page": page,
        "total": chosen.total if chosen else sum(item.total for item in found),
        "kinds": [
            Kind(item.rule, str(WORDS[item.rule].name), item.total, item is chosen)
            for item in found
            if item.total or item is chosen
        ],
        "chosen": chosen,
        "regions": [(region, _rules_form(region)) for region in seen.regions],
    }
    return render(request, "matching/todo.html", context)


@require_POST
@for_whom_may(Action.MATCHES_WRITE)
def switch_rules(request: PageRequest, pk: int) -> HttpResponseBase:
    regions = Region.objects.filter(pk__in=request.actor.targets(Action.MATCHES_WRITE, Scope.REGION))
    region = get_object_or_404(regions, pk=pk)
    form = RulesForm(request.POST, prefix=_prefix(region))
    if not form.is_valid():
        raise Http404
    with told(request, done=_("Kept. The list follows these rules from now on.")):
        switch(region=region, on=form.cleaned_data["rules"], by=request.user, now=timezone.now())
    return redirect("work-todo")


def _page(total: int, number: str) -> Page[int]:
    return Paginator(range(total), PAGE_SIZE).get_page(number)


def _of_kind(seen: Watch, rule: Rule, among: list[Pair], page: Page[int]) -> list[Line]:
    part = seen.part(skip=(page.number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return lines(seen, found_of(rule, part, among=among).tasks)


def _rules_form(region: Region) -> RulesForm:
    held = [rule for rule in Rule.values if rule not in region.todo_rules_off]
    return RulesForm(initial={"rules": held}, prefix=_prefix(region))


def _prefix(region: Region) -> str:
    return f"region-{region.pk}"

"""The sign-up of a volunteer on a phone: one question a page, each kept when it is answered."""

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programmes.pages.asking import Questions
from volunteers.domain import drafts
from volunteers.models import SignUpDraft
from volunteers.pages.signup_draft import draft_of, drop_key, keep_key, keep_longer
from volunteers.pages.signup_steps import (
    CHECK,
    FROM_CHECK,
    NUMBERS,
    STEPS,
    address_after,
    address_of,
    asked,
    first_open,
)

LOST = "kwijt"
# Fields that go along with every page and that nobody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "go", FROM_CHECK})


@require_safe
def begin(request: HttpRequest) -> HttpResponseBase:
    """Start, or ask whoever started before whether they go on."""
    draft = draft_of(request)
    if draft is not None and draft.sent_at is not None:
        return redirect("sign-up-done")
    if draft is None or not any(step.name in draft.answers for step in STEPS):
        return redirect(address_of(1))
    still = first_open(draft)
    on = address_of(still) if still else reverse("sign-up-check")
    return render(request, "volunteers/signup/resume.html", {"on": on})


@require_POST
def again(request: HttpRequest) -> HttpResponseBase:
    """Erase what was filled in on this device."""
    draft = draft_of(request)
    if draft is not None:
        drafts.forget(draft=draft)
    response = redirect(address_of(1) if request.POST.get("go") == "on" else "start")
    drop_key(response)
    return response


def step(request: HttpRequest, number: int) -> HttpResponseBase:
    if number not in NUMBERS:
        raise Http404
    draft = draft_of(request)
    if draft is not None and draft.sent_at is not None:
        return redirect("sign-up-done")
    still = first_open(draft) if draft is not None else 1
    if still is not None and number > still:
        # Without a draft there is nothing to go on with: the page says so.
        return redirect(address_of(still) if draft is not None else f"{address_of(1)}?{LOST}=1")
    draft = draft or SignUpDraft(answers={})
    data = request.POST if request.method == "POST" else None
    questions = asked(number, data, draft)
    if data is not None and "stay" not in data:
        answer = _answered(request, number, questions, draft, data)
        if answer is not None:
            return answer
    return _shown(request, number, questions, draft)


def _shown(request: HttpRequest, number: int, questions: Questions, draft: SignUpDraft) -> HttpResponseBase:
    context = {
        "step": questions,
        "number": number,
        "numbers": NUMBERS,
        "total": len(STEPS),
        "change": _comes_from_check(request),
        "draft": draft,
        "region": drafts.region_of(draft),
        "lost": LOST in request.GET,
    }
    return render(request, questions.template, context)


def _answered(
    request: HttpRequest, number: int, questions: Questions, draft: SignUpDraft, data: QueryDict
) -> HttpResponseBase | None:
    """Keep what was answered and go on, or back; None when the page has to be shown again."""
    change = _comes_from_check(request)
    goes_back = data.get("go") == "back"
    if questions.is_valid():
        kept, key = _kept(draft)
        drafts.save_step(draft=kept, step=questions.name, answers=questions.answers(), now=timezone.now())
        onward = address_after(number, kept, change=change)
        return _with_key(request, redirect(_before(number, change=change) if goes_back else onward), key)
    if not goes_back:
        return None
    response = redirect(_before(number, change=change))
    typed = {name: values for name, values in data.lists() if name not in NOT_TYPED and any(values)}
    if not typed:
        return response
    kept, key = _kept(draft)
    drafts.save_typed(draft=kept, step=questions.name, typed=typed, now=timezone.now())
    return _with_key(request, response, key)


def _kept(draft: SignUpDraft) -> tuple[SignUpDraft, str]:
    """Give the draft itself, and the key of one that is made now: a look at a page makes none."""
    return (draft, "") if draft.pk else drafts.start(now=timezone.now())


def _with_key(request: HttpRequest, response: HttpResponseRedirect, key: str) -> HttpResponseBase:
    if key:
        keep_key(response, key)
    else:
        keep_longer(request, response)
    return response


def _before(number: int, *, change: bool) -> str:
    if change:
        return reverse("sign-up-check")
    return reverse("start") if number == 1 else address_of(number - 1)


def _comes_from_check(request: HttpRequest) -> bool:
    given = request.POST if request.method == "POST" else request.GET
    return given.get(FROM_CHECK) == CHECK

"""Template tags of the page shell, known to every template."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context, Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language

from families.domain import queries as families
from families.states import FamilyState
from programmes.domain.access import Action, Scope
from programmes.models import User
from programmes.values import district_name
from programmes.values.languages import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

register = Library()
DAYS_IN_WEEK = 7
SESSION_WARNING = 300


@register.simple_tag(takes_context=True)
def here(context: Context, name: str, *, exact: bool = False) -> SafeString:
    """Mark the item of the menu under which the present page lies."""
    request: HttpRequest = context["request"]
    address = reverse(name)
    if request.path == address:
        return format_html(' aria-current="{}"', "page")
    if not exact and request.path.startswith(f"{address}/"):
        return format_html(' aria-current="{}"', "true")
    return SafeString()


@register.simple_tag(takes_context=True)
def waiting_families(context: Context) -> int:
    """Count the families that wait in the reader's regions."""
    rows = families.visible_to(context["request"].actor, Action.FAMILIES_READ)
    return rows.filter(state=FamilyState.WAITING).count()


@register.simple_tag(takes_context=True)
def refers_families(context: Context) -> bool:
    """Tell whether the reader registers families for an organisation, and so has a list of them."""
    actor = getattr(context["request"], "actor", None)
    return actor is not None and bool(actor.targets(Action.STATUS_READ, Scope.ORGANISATION))


@register.simple_tag
def session_warning_after() -> str:
    """Give the seconds after which a page warns that its session ends in five minutes."""
    return str(settings.SESSION_COOKIE_AGE - SESSION_WARNING)


@register.filter
def initials(user: User) -> str:
    """Give the first letters of the first and last name."""
    words = str(user).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.inclusion_tag("forms/error_summary.html")
def error_summary(*asked: "BaseForm | BaseFormSet[BaseForm] | list[BaseForm]") -> dict[str, Any]:
    """List what is wrong in these forms (or lists of forms), with links to the fields, as on the page."""
    forms = one_by_one(asked)
    return {"forms": [form for form in forms if form.is_bound and form.errors]}


def one_by_one(asked: "Iterable[Any]") -> "list[BaseForm]":
    """Take forms out of lists and form sets, in their order."""
    nested = [one_by_one(item) if isinstance(item, BaseFormSet | list | tuple) else [item] for item in asked]
    return [form for forms in nested for form in forms]


@register.filter
def anchor(field: BoundField) -> str:
    """Give the id that a link of the error summary goes to."""
    return field.auto_id if field.use_fieldset else field.id_for_label


@register.filter
def language_in_words(code: str) -> str:
    """Name a language in the reader's language."""
    language = languages().get(code)
    return language.name(get_language() or "nl") if language else code


@register.filter
def languages_in_words(codes: list[str]) -> str:
    """Name several languages, with commas."""
    return ", ".join(language_in_words(code) for code in codes)


@register.filter
def weeks_since(day: date | None) -> int:
    """Count whole weeks from a day until today."""
    return (localdate() - day).days // DAYS_IN_WEEK if day else 0


@register.filter
def weeks(days: int) -> int:
    """Count whole weeks in a number of days."""
    return days // DAYS_IN_WEEK


@register.filter
def quality(score: int) -> int:
    """Show a quality of 0 to 1000 as points of a hundred."""
    return round(score / 10)


@register.filter
def first_word(text: str) -> str:
    """Take the first word: how a person is greeted."""
    return text.split(maxsplit=1)[0] if text.split() else ""


@register.filter
def short_name(district: object) -> str:
    """Shorten a district of several neighbourhoods to its first: a column has no room for all."""
    return district_name.short_name(str(district))


@register.filter
def postcode(code: str) -> str:
    """Write a postcode with its space: 5211 AB."""
    return f"{code[:4]} {code[4:]}".strip()

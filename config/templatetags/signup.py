"""What the pages of the sign-up say besides the questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.templatetags.pages import one_by_one
from families.domain.asked_languages import asked_most
from programmes.models import Region
from volunteers.pages.signup_languages import LanguageForm

register = Library()
MOST_LINES = 14


@dataclass(frozen=True)
class LanguageLine:
    """A language as the page shows it."""

    form: LanguageForm
    is_asked: bool


@register.simple_tag
def any_errors(asked: Iterable[Any]) -> bool:
    """Tell whether something is wrong in these forms."""
    return any(form.is_bound and form.errors for form in one_by_one(asked))


@register.simple_tag
def language_lines(lines: list[LanguageForm], region: Region | None) -> list[LanguageLine]:
    """Give the usual languages, and those that many families of the region speak."""
    asked = asked_most(region) if region else ()
    there = {line.code for line in lines}
    more = [LanguageForm(code) for code in asked if code not in there]
    room = max(MOST_LINES - len(lines), 0)
    return [LanguageLine(line, line.code in asked) for line in (*lines, *more[:room])]


@register.simple_tag
def said(value: object) -> SafeString:
    """Write an answer again: a sentence, or several below each other."""
    if not isinstance(value, list | tuple):
        return format_html("{}", value)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in value)))

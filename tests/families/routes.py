"""Every address of pages and API, from the URL configuration; which of them are about a family, and how.

An address with a number, a word or a secret in it needs a row here: a new one without fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

ADMINISTRATION = "beheer/"
API = "api/"


@dataclass(frozen=True)
class Route:
    """An address as the URL configuration has it."""

    name: str
    text: str

    @property
    def takes_arguments(self) -> bool:
        return "<" in self.text

    @property
    def is_api(self) -> bool:
        return self.text.startswith(API)


def routes() -> list[Route]:
    """List all addresses outside the administration, which has its own rights."""
    return list(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(pattern.name or "", text)
        elif text != ADMINISTRATION:
            yield from _routes(pattern.url_patterns, text)


def _about(kind: str, names: str, /, **words: str) -> dict[str, dict[str, str]]:
    return {name: {"pk": kind, **words} for name in names.split()}


ABOUT_A_FAMILY: dict[str, dict[str, str]] = {
    **_about(
        "family",
        "family-detail family-status family-withdraw family-withdraw-consent family-confirm-consent"
        " family-ask-urgency family-confirm-urgency family-plan-intake family-complete-intake"
        " family-start-waiting family-hold"
        " my-family my-family-changed my-family-leave family-answer"
        " work-family work-family-edit work-possible-pairs-family",
    ),
    **_about("family", "work-family-step", step="=waiting"),
    **_about(
        "match",
        "match-detail match-accept match-decline match-introduce match-start match-pause match-resume"
        " match-complete match-end"
        " work-match work-visits work-match-guide work-match-next my-visits my-proposal",
    ),
    **_about("match", "work-match-step", step="=decline"),
    **_about("match", "my-answer", step="=no"),
    **_about("match", "work-milestone", kind="=click"),
    **_about("match", "work-visit my-visit my-visit-saved", visit="visit"),
    "match-visits": {"match": "match"},
    **_about(
        "run",
        "matching-run-detail matching-run-cancel matching-run-publish matching-run-stop"
        " work-run work-run-stop work-run-cancel work-run-again work-run-settings work-run-repeat"
        " work-review work-review-rows work-review-export work-approve-all work-review-many"
        " work-change work-changes-clear work-recompute work-run-unplaced work-run-map work-run-map-data"
        " work-run-compare work-send work-sent work-take-back-all",
    ),
    **_about("run", "work-proposal", proposal="proposal"),
    **_about("run", "work-decide", proposal="proposal", act="=goedkeuren"),
    **_about("run", "work-change-remove", change="change"),
    **_about("run", "work-run-unplaced-change work-run-unplaced-reason", unplaced="unplaced"),
    **_about("run", "work-take-back", match="match"),
    **{f"matching-run-{part}": {"run": "run"} for part in ("proposals", "unplaced", "advice", "comparison")},
    **_about("proposal", "proposal-detail proposal-approve proposal-unapprove proposal-drop"),
    **_about("override", "pin-detail ban-detail work-run-override-end work-override-end"),
    "work-pair-decide": {"family": "family", "volunteer": "volunteer", "kind": "=vastzetten"},
    **_about("message", "work-message-text work-message-again work-message-called"),
    **_about("duplicate", "work-duplicate-decide", outcome="=same"),
    **_about(
        "sheet",
        "work-import-families-sheet work-import-families-columns work-import-families-process"
        " work-import-families-stop work-import-families-wrong",
    ),
}
"""By name of the route: each argument with the kind of record whose number it is, or ``=`` and a word."""

_OF_A_VOLUNTEER = (
    "volunteer-detail volunteer-accept volunteer-confirm-email volunteer-decline volunteer-dissolve-duo"
    " volunteer-form-duo volunteer-leave volunteer-make-available volunteer-plan-interview"
    " volunteer-record-certificate volunteer-refuse-certificate volunteer-request-certificate volunteer-rest"
    " work-volunteer work-volunteer-edit work-volunteer-confirm work-volunteer-step work-duo"
    " work-duo-dissolve work-possible-pairs-volunteer work-question my-data-part sign-up-step"
    " my-passkey-remove work-import-volunteers-sheet work-import-volunteers-columns"
    " work-import-volunteers-process work-import-volunteers-stop work-import-volunteers-wrong"
)
_BY_ITS_SECRET = (
    "log-in-link sign-up-confirm duo-invitation invitation my-proposal-link my-proposal-link-answer"
    " visit-link visit-link-visit visit-link-saved calendar-feed family-answer-link family-answer-link-step"
)
_OF_THE_WORK = (
    "demo-post-mail parent-leaflet work-text work-import work-view-save work-view-delete work-columns"
    " work-todo-rules"
)
_OF_AN_OWN_DRAFT = "refer-family-step refer-family-save"
_OF_AN_ORGANISATION = (
    "work-organisation work-organisation-edit work-organisation-invite work-organisation-again"
    " work-organisation-end"
)
ABOUT_NO_FAMILY = {
    name: why
    for names, why in (
        (_OF_A_VOLUNTEER, "of a volunteer, who has rights of their own"),
        (_BY_ITS_SECRET, "opened by whoever has the secret, and only for its purpose"),
        (_OF_THE_WORK, "settings and words, without people"),
        (_OF_AN_OWN_DRAFT, "the number is that of a step; the draft is that of who is logged in"),
        (_OF_AN_ORGANISATION, "of an organisation and who works there"),
    )
    for name in names.split()
}
"""Addresses with arguments that lead to no family, and why."""

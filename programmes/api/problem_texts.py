"""What each status says: a code for programs, a title, and what to do about it."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Text(NamedTuple):
    """Code, title and sentence of one status."""

    code: str
    title: "StrOrPromise"
    detail: "StrOrPromise"


TEXTS = {
    400: Text("malformed", _("This cannot be right"), _("Change what is named below and send it again.")),
    401: Text(
        "not-authenticated",
        _("Who are you?"),
        _("Log in, or send a valid key in the header Authorization: Bearer KEY."),
    ),
    403: Text(
        "not-confirmed", _("Not confirmed"), _("Load the page again, so that your browser gets a new form.")
    ),
    404: Text("not-found", _("Not found"), _("There is nothing here, or nothing that you may see.")),
    405: Text(
        "method-not-allowed",
        _("Not this way"),
        _("Use one of the methods that the header Allow lists."),
    ),
    406: Text(
        "not-acceptable", _("No such format"), _("Accept application/json: answers have no other form.")
    ),
    409: Text("conflict", _("Not possible now"), _("Look at what is now true and decide again.")),
    412: Text(
        "changed-meanwhile",
        _("Changed meanwhile"),
        _("Somebody changed this after you read it. Read it again and repeat your change."),
    ),
    413: Text("too-large", _("Too large"), _("Send at most 1 MB.")),
    415: Text("unsupported-media-type", _("No such format"), _("Send application/json in UTF-8.")),
    422: Text(
        "key-used-otherwise",
        _("Key used otherwise"),
        _("This Idempotency-Key came with another body before. Use a new key."),
    ),
    428: Text(
        "if-match-required",
        _("Which version?"),
        _("Send the header If-Match with the ETag of the version that you change."),
    ),
    429: Text("too-many-requests", _("Too many requests"), _("Wait as long as the header Retry-After says.")),
    500: Text(
        "our-fault", _("Our fault"), _("Something failed here. Tell us the reference if it happens again.")
    ),
    503: Text("unavailable", _("Not available"), _("We cannot reach our data. Try again in a moment.")),
}

"""Parts of the quality, rules, and refusals of a publication."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PARTS: "dict[str, StrOrPromise]" = {
    "travel": pgettext_lazy("part of the quality of a pair", "Travel"),
    "language": pgettext_lazy("part of the quality of a pair", "Language"),
    "slot": pgettext_lazy("part of the quality of a pair", "Moments"),
    "age": pgettext_lazy("part of the quality of a pair", "Age"),
    "experience": pgettext_lazy("part of the quality of a pair", "Experience"),
}
RULES: "dict[str, StrOrPromise]" = {
    "programme": _("The reader or the family does not take part in this programme, or no child's age fits."),
    "state": _("The reader is not available any more, or the family no longer waits."),
    "certificate": _("The certificate of conduct or the training ends before the last planned visit."),
    "distance": _(
        "The home is farther than the reader wants to travel, or nearer than the programme allows."
    ),
    "language": _("The reader does not speak the language that the family asked for."),
    "slot": _("There is no moment that suits both."),
    "place": _("There is no place that suits both."),
    "children": _("The number or the ages of the children do not suit the reader."),
    "restriction": _("Something at home is what the reader cannot be with."),
    "ban": _("These two are together already, or it was decided not to pair them."),
    "capacity": _("The reader has no place left."),
}
REFUSALS: "dict[str, StrOrPromise]" = {
    **RULES,
    "duo": _("Who goes along with the reader has changed meanwhile. Start a new matching run."),
    "moment": _("The chosen moment does not suit both any more. Start a new matching run."),
    "clash": _("The reader has another visit at or near this moment. Start a new matching run."),
    "family-has-readers": _("This family has been proposed to a reader meanwhile."),
    "consent": _("The parents' consent is not in force. Record it first."),
    "changed-meanwhile": _("Somebody decided about this proposal in the meantime. Look again."),
    "not-a-draft": _("This proposal was sent or dropped already."),
    "not-found": _("This run has no such proposal."),
    "not-sent": _("This proposal was not sent."),
}
PASSED_OVER: "dict[str, StrOrPromise]" = {
    **RULES,
    "competition": _("Other families came first."),
    "nobody": _("There are no readers yet."),
    "unknown": _("There was no time to work it out."),
}

"""How long families usually wait, in one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.domain.usual_waiting import Usual


def in_words(usual: Usual) -> str:
    """Write the range; without an end where too many still wait."""
    if usual.high is None:
        return _longer(usual) % {"low": usual.low}
    if usual.low == usual.high:
        return _about(usual) % {"n": usual.high}
    return _between(usual) % {"low": usual.low, "high": usual.high}


def until_reader(usual: Usual) -> str:
    """Write how long it usually takes until there is a reader, for who registers a family."""
    if usual.high is None:
        return _("Often more than %(low)s weeks until there is a reader.") % {"low": usual.low}
    if usual.low == usual.high:
        return _("Usually about %(n)s weeks until there is a reader.") % {"n": usual.high}
    return _("Usually %(low)s to %(high)s weeks until there is a reader.") % {
        "low": usual.low,
        "high": usual.high,
    }


def _between(usual: Usual) -> str:
    if usual.district:
        return _("Families in this district usually wait %(low)s to %(high)s weeks.")
    return _("Families in this municipality usually wait %(low)s to %(high)s weeks.")


def _about(usual: Usual) -> str:
    number = usual.low
    if usual.district:
        return ngettext(
            "Families in this district usually wait about %(n)s week.",
            "Families in this district usually wait about %(n)s weeks.",
            number,
        )
    return ngettext(
        "Families in this municipality usually wait about %(n)s week.",
        "Families in this municipality usually wait about %(n)s weeks.",
        number,
    )


def _longer(usual: Usual) -> str:
    if usual.district:
        return _("Many families in this district wait longer than %(low)s weeks.")
    return _("Many families in this municipality wait longer than %(low)s weeks.")

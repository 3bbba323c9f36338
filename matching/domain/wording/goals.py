"""The order of goals of a run, in words: one list for the coordinator's page and for everybody's."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.solver.pairing import Rules


@dataclass(frozen=True)
class Goal:
    """One goal: a later one never costs anything of an earlier one.

    Attributes
    ----------
    has_choice
        Whether a coordinator chooses what it means in a run.
    """

    name: str
    meaning: str
    has_choice: bool = False


def goals(rules: Rules) -> tuple[Goal, ...]:
    """List the goals in the reader's language, the first one first, with what they mean under these rules."""
    steps = ngettext(
        "Waiting time is compared in steps of %(days)s day. Within one step the best fitting pair decides.",
        "Waiting time is compared in steps of %(days)s days. Within one step the best fitting pair decides.",
        rules.band_days,
    )
    urgency = _("A coordinator gives the reason, and a second person has to confirm it.")
    number = _("An outcome that helps one family more always goes before one that fits better.")
    fitting = _("Travel, language, moments, age and experience give points. The table below says how many.")
    changes = _("Of two outcomes that are equally good, we take the one that changes least.")
    return (
        Goal(_("Pinned pairs"), _("A coordinator may hold a reader and a family together, with a reason.")),
        Goal(_("Families with confirmed urgency"), urgency),
        Goal(_("As many families as possible"), number),
        Goal(_("Who waits longest"), steps % {"days": rules.band_days}),
        Goal(_("The best fitting pairs"), fitting, has_choice=True),
        Goal(_("As few changes as possible"), changes),
    )

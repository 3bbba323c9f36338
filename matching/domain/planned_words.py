"""What a smallest change means for whom it concerns: one sentence before anything is saved."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.domain.smallest_change import Plan
from matching.domain.wording.moments import in_full
from matching.domain.wording.recruits import name_of_language
from matching.solver.pairing import PLACES
from programmes.models import Place

NAME_OF_PLACE = dict(Place.choices)


def whom(plan: Plan) -> str:
    """Name who has to agree."""
    return plan.family.reference if plan.of_family else plan.volunteer.first_name


def effect(plan: Plan) -> str:
    """Say what will be different, in figures or moments."""
    facts = {"name": whom(plan)}
    if plan.rule == "slot":
        return _slot(plan, facts)
    if plan.rule == "place":
        place = str(NAME_OF_PLACE[PLACES[plan.amount]]).lower()
        return _("With %(name)s visits may then also be here: %(place)s.") % {**facts, "place": place}
    if plan.rule == "language":
        language = name_of_language(plan.family.required_language)
        return _("%(name)s then no longer asks for a reader who speaks %(language)s.") % {
            **facts,
            "language": language,
        }
    return _of_reader(plan, facts)


def _slot(plan: Plan, facts: dict[str, str]) -> str:
    moment = in_full(plan.slots, minutes=plan.family.programme.visit_minutes)
    if plan.of_family:
        return _("%(name)s can then also receive a reader on %(moment)s.") % {**facts, "moment": moment}
    return _("%(name)s can then also read on %(moment)s.") % {**facts, "moment": moment}


def _of_reader(plan: Plan, facts: dict[str, str]) -> str:
    changes, reader = plan.changes, plan.volunteer
    if plan.rule == "distance":
        return _("%(name)s then travels up to %(new)s instead of %(old)s minutes.") % {
            **facts,
            "new": changes["max_minutes"],
            "old": reader.max_minutes,
        }
    if plan.rule == "capacity":
        return _("%(name)s then takes up to %(new)s families instead of %(old)s.") % {
            **facts,
            "new": changes["capacity"],
            "old": reader.capacity,
        }
    number = changes["max_children"]
    sentence = ngettext(
        "%(name)s then takes up to %(n)s child, of %(low)s to %(high)s years.",
        "%(name)s then takes up to %(n)s children, of %(low)s to %(high)s years.",
        number,
    )
    return sentence % {**facts, "n": number, "low": changes["age_from"], "high": changes["age_to"]}

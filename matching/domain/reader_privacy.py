"""What matching keeps about who reads: matches, visits and questions, without anything of the family."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.domain.acquaintance import ACQUAINTED
from matching.domain.own_answer import Standing, standing_of
from matching.domain.wording.moments import in_full
from matching.models import Match, Milestone, Override, PendingChange, Question, Visit
from matching.states import ENDED_MATCH_STATES
from programmes.domain.privacy import Chapter, Fact, Obstacle, Part, Person, contribute, facts_of

NO_WORDS = "–"  # noqa: RUF001 - an en dash stands where words were erased
# Numbers of places inside the register say nothing to the reader; the moment is told in words.
INSIDE = ("id", "seat", "partner_seat", "reader_number", "option")
OF_THE_FAMILY = ("family_accepted_at",)


def register() -> None:
    """Let matching tell and erase what it keeps about a reader."""
    contribute(Part("matching", chapters_of, obstacles_of, erase, stays_of))


def chapters_of(person: Person) -> list[Chapter]:
    """Tell matches, visits, talks and questions; each visit and talk names its match by number."""
    matches = list(matches_of(person).select_related("programme", "region").order_by("pk"))
    own = matches_of(person).values("pk")
    visits = Visit.objects.filter(match__in=own).order_by("match", "on")
    talks = Milestone.objects.filter(match__in=own).order_by("match", "on")
    asked = Question.objects.filter(volunteer=person.volunteer)
    return [
        Chapter("matches", gettext_lazy("Matches"), [_match_facts(match) for match in matches]),
        Chapter("visits", gettext_lazy("Visits"), [_under_match(visit) for visit in visits]),
        Chapter("talks", gettext_lazy("Talks about a match"), [_under_match(talk) for talk in talks]),
        Chapter("questions", gettext_lazy("Questions"), [facts_of(row, leave_out=("id",)) for row in asked]),
    ]


def obstacles_of(person: Person) -> list[Obstacle]:
    """Give the matches that have to end first, each with whom to call about it."""
    going = matches_of(person).exclude(state__in=ENDED_MATCH_STATES)
    return [Obstacle("matches-open", _first(match)) for match in going.select_related("guide", "region")]


def erase(person: Person) -> None:
    """Take out what was written: notes of visits, questions, reasons; every number and date stays."""
    Visit.objects.filter(match__in=matches_of(person).values("pk")).exclude(note="").update(note="")
    Question.objects.filter(volunteer=person.volunteer).delete()
    Override.objects.filter(volunteer=person.volunteer).update(reason=NO_WORDS)
    either = Q(volunteer=person.volunteer) | Q(with_volunteer=person.volunteer)
    PendingChange.objects.filter(either).update(reason=NO_WORDS)


@dataclass(frozen=True)
class HeldMoment:
    """The fixed moment of an open match in words, whom to ask about it, and whether both agreed to it."""

    when: str
    name: str
    is_agreed: bool


def held_moments_of(person: Person) -> list[HeldMoment]:
    """List the moments that stay whatever the reader changes: an open match holds them (quality N19)."""
    going = matches_of(person).exclude(state__in=ENDED_MATCH_STATES).order_by("pk")
    return [
        HeldMoment(
            in_full(match.option, minutes=match.programme.visit_minutes),
            _whom_to_ask(match),
            is_agreed=match.state in ACQUAINTED,
        )
        for match in going.select_related("programme", "guide", "region")
    ]


def stays_of(person: Person) -> list[tuple[str, int]]:
    """Count what stays for the reports, once it says nothing about the person any more."""
    visits = Visit.objects.filter(match__in=matches_of(person).values("pk")).count()
    matches = matches_of(person).count()
    return [
        (ngettext("match, by number", "matches, by number", matches), matches),
        (ngettext("visit: day and minutes", "visits: day and minutes", visits), visits),
    ]


def matches_of(person: Person) -> QuerySet[Match]:
    """Narrow to the matches in which somebody reads or goes along."""
    return Match.objects.filter(Q(volunteer=person.volunteer) | Q(partner=person.volunteer))


def _match_facts(match: Match) -> list[Fact]:
    when = in_full(match.option, minutes=match.programme.visit_minutes)
    number = Fact("match", _("Match"), match.pk, str(match.pk))
    moment = Fact("option", _("Moment"), list(match.option), when)
    # Why it ended is told of their own no: any other reason may be the family's.
    reasons = () if standing_of(match) is Standing.SAID_NO else ("end_reason",)
    return [number, moment, *facts_of(match, leave_out=(*INSIDE, *OF_THE_FAMILY, *reasons))]


def _under_match(row: Visit | Milestone) -> list[Fact]:
    number = Fact("match", _("Match"), row.match_id, str(row.match_id))
    return [number, *facts_of(row, leave_out=("id",))]


def _first(match: Match) -> str:
    person = _whom_to_ask(match)
    if match.region.contact_phone:
        sentence = _("End your match first: call %(name)s, %(phone)s. After that you can erase your data.")
        return sentence % {"name": person, "phone": match.region.contact_phone}
    return _("End your match first: call %(name)s. After that you can erase your data.") % {"name": person}


def _whom_to_ask(match: Match) -> str:
    who = match.guide.name if match.guide else match.region.contact_name
    return who.split(maxsplit=1)[0] if who.split() else _("your coordinator")

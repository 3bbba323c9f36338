"""The words of what is due: one line for one task, one line for many of a kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from matching.domain.todo import Rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Words:
    """A short name for filters, and the words of one line."""

    name: "StrOrPromise"
    title: "StrOrPromise"
    detail: "StrOrPromise"
    button: "StrOrPromise"


LAST_VISIT = _("Last visit on %(day)s.")
WORDS: dict[Rule, Words] = {
    Rule.UNANSWERED: Words(
        _("No answer"),
        _("Proposal runs out: %(person)s and family %(family)s"),
        _("No answer since %(day)s. Without one the family goes back to the waiting list."),
        _("Ask for the answer"),
    ),
    Rule.MEETING: Words(
        _("First meeting"),
        _("Plan first meeting: %(person)s and family %(family)s"),
        _("Both said yes on %(day)s."),
        _("Plan"),
    ),
    Rule.ONE_LEFT: Words(
        _("One of two left"),
        _("One of the two left: %(person)s and family %(family)s"),
        _("Their match is still open. Tell the other, and record a no or end it."),
        _("View"),
    ),
    Rule.QUESTION: Words(
        _("Questions"),
        _("%(person)s asked something"),
        _("Asked on %(day)s. Nobody answered yet."),
        pgettext_lazy("verb", "Answer"),
    ),
    Rule.CALL_PARENTS: Words(
        _("Parents to call"),
        _("Call the parents of family %(family)s"),
        _("They asked for a call on %(day)s, about %(person)s. They answer after it."),
        pgettext_lazy("verb", "Call"),
    ),
    Rule.TELL_PARENTS: Words(
        _("Parents to call back"),
        _("Tell the parents of family %(family)s"),
        _("They said yes to %(person)s, but it came to nothing on %(day)s. We promised them a call."),
        pgettext_lazy("verb", "Call"),
    ),
    Rule.QUIET: Words(
        _("No visits"),
        _("%(weeks)s weeks without a visit: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Get in touch"),
    ),
    Rule.MISSED: Words(
        _("Visits missed"),
        _("Three visits missed: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Get in touch"),
    ),
    Rule.CLICK: Words(
        _("Does it click?"),
        _("Does it click? %(person)s and family %(family)s"),
        _("Ask both how the first visit was."),
        _("Record the answer"),
    ),
    Rule.START_TALK: Words(
        _("Start talks"),
        _("Start talk: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Record the talk"),
    ),
    Rule.WEEK_5_CALL: Words(
        _("Calls in week 5"),
        _("Call in week 5: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Record the talk"),
    ),
    Rule.LIBRARY_VISIT: Words(
        _("Library visits"),
        _("Library visit in week 10: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Record the visit"),
    ),
    Rule.END_TALK: Words(
        _("End talks"),
        _("End talk: %(person)s and family %(family)s"),
        LAST_VISIT,
        _("Record the talk"),
    ),
    Rule.CERTIFICATE: Words(
        _("Certificate (VOG) not there"),
        _("Record certificate (VOG) of %(person)s"),
        _("Requested on %(day)s. With it, %(person)s takes part in the next run."),
        _("Record certificate"),
    ),
    Rule.RENEWAL: Words(
        _("Certificate (VOG) ends"),
        _("Certificate (VOG) of %(person)s ends"),
        _("Valid until %(due)s."),
        _("Ask for a new one"),
    ),
    Rule.FIRST_CALL: Words(
        _("Families to call"),
        _("Call family %(family)s for the first time"),
        _("Registered on %(day)s. No intake is planned yet."),
        _("Plan"),
    ),
    Rule.INTAKE: Words(
        _("Intakes"),
        _("Intake of family %(family)s"),
        _("Registered on %(day)s, and not on the waiting list yet."),
        _("Go on"),
    ),
    Rule.INTAKE_DAY: Words(
        _("Intakes to decide on"),
        _("How was the intake of family %(family)s?"),
        _("It was planned on %(day)s."),
        pgettext_lazy("verb", "Decide"),
    ),
    Rule.DUPLICATE: Words(
        _("Registered twice?"),
        _("Family %(family)s may have been registered twice"),
        _("Noticed on %(day)s. Compare both, and decide."),
        pgettext_lazy("verb", "Decide"),
    ),
    Rule.INTERVIEW: Words(
        _("First calls"),
        _("Call %(person)s"),
        _("Signed up on %(day)s and not invited yet."),
        _("Plan"),
    ),
    Rule.UNDECIDED: Words(
        _("Interviews"),
        _("Decide about %(person)s"),
        _("The interview was on %(day)s."),
        pgettext_lazy("verb", "Decide"),
    ),
    Rule.UNTRAINED: Words(
        _("Trainings"),
        _("Was %(person)s at the training?"),
        _("It was on %(day)s."),
        _("Record the training"),
    ),
    Rule.COMPLETE: Words(
        _("Ready to begin"),
        _("Make %(person)s available"),
        _("Everything is there since %(day)s."),
        _("Make available"),
    ),
    Rule.LONG_WAIT: Words(
        _("Long waits"),
        _("Family %(family)s waits %(weeks)s weeks"),
        _("On the waiting list since %(day)s."),
        _("View"),
    ),
    Rule.PASSED_OVER: Words(
        _("Passed over twice"),
        _("Family %(family)s was passed over twice"),
        _("Write down why, so that you can explain it."),
        _("Write the reason"),
    ),
    Rule.HOLD: Words(
        _("Look again"),
        _("Look at family %(family)s again"),
        _("On hold until %(day)s."),
        _("View"),
    ),
    Rule.BY_HAND: Words(
        _("Texts and letters"),
        _("Text or letter to send: %(person)s"),
        _("Ready since %(day)s."),
        _("Send"),
    ),
    Rule.UNDELIVERED: Words(
        _("Messages not delivered"),
        _("Message not delivered: %(person)s"),
        _("Written on %(day)s. Call, and check the e-mail address."),
        _("View"),
    ),
    Rule.URGENCY: Words(
        _("Urgency to confirm"),
        _("Urgency asked for family %(family)s"),
        _("A colleague asked it on %(day)s. A second person decides with them."),
        _("Decide"),
    ),
}
GROUPS: "dict[Rule, StrOrPromise]" = {
    Rule.UNANSWERED: ngettext_lazy(
        "%(n)s proposal without an answer", "%(n)s proposals without an answer", "n"
    ),
    Rule.MEETING: ngettext_lazy("%(n)s first meeting to plan", "%(n)s first meetings to plan", "n"),
    Rule.ONE_LEFT: ngettext_lazy("%(n)s match of which one left", "%(n)s matches of which one left", "n"),
    Rule.QUESTION: ngettext_lazy(
        "%(n)s question without an answer", "%(n)s questions without an answer", "n"
    ),
    Rule.CALL_PARENTS: ngettext_lazy(
        "%(n)s family asked to be called first", "%(n)s families asked to be called first", "n"
    ),
    Rule.TELL_PARENTS: ngettext_lazy(
        "%(n)s family was promised a call", "%(n)s families were promised a call", "n"
    ),
    Rule.QUIET: ngettext_lazy("%(n)s pair without visits", "%(n)s pairs without visits", "n"),
    Rule.MISSED: ngettext_lazy("%(n)s pair that missed visits", "%(n)s pairs that missed visits", "n"),
    Rule.CLICK: ngettext_lazy("%(n)s pair: does it click?", "%(n)s pairs: does it click?", "n"),
    Rule.START_TALK: ngettext_lazy("%(n)s start talk", "%(n)s start talks", "n"),
    Rule.WEEK_5_CALL: ngettext_lazy("%(n)s call in week 5", "%(n)s calls in week 5", "n"),
    Rule.LIBRARY_VISIT: ngettext_lazy(
        "%(n)s library visit in week 10", "%(n)s library visits in week 10", "n"
    ),
    Rule.END_TALK: ngettext_lazy("%(n)s end talk", "%(n)s end talks", "n"),
    Rule.CERTIFICATE: ngettext_lazy(
        "%(n)s certificate (VOG) is not there yet", "%(n)s certificates (VOG) are not there yet", "n"
    ),
    Rule.RENEWAL: ngettext_lazy("%(n)s certificate (VOG) to renew", "%(n)s certificates (VOG) to renew", "n"),
    Rule.INTAKE: ngettext_lazy("%(n)s intake takes long", "%(n)s intakes take long", "n"),
    Rule.FIRST_CALL: ngettext_lazy("%(n)s family to call first", "%(n)s families to call first", "n"),
    Rule.INTAKE_DAY: ngettext_lazy("%(n)s intake to decide on", "%(n)s intakes to decide on", "n"),
    Rule.DUPLICATE: ngettext_lazy(
        "%(n)s family may have been registered twice", "%(n)s families may have been registered twice", "n"
    ),
    Rule.INTERVIEW: ngettext_lazy("%(n)s new volunteer to call", "%(n)s new volunteers to call", "n"),
    Rule.UNDECIDED: ngettext_lazy("%(n)s interview to decide on", "%(n)s interviews to decide on", "n"),
    Rule.UNTRAINED: ngettext_lazy("%(n)s training to record", "%(n)s trainings to record", "n"),
    Rule.COMPLETE: ngettext_lazy(
        "%(n)s volunteer can be made available", "%(n)s volunteers can be made available", "n"
    ),
    Rule.LONG_WAIT: ngettext_lazy(
        "%(n)s family waits longer than 12 weeks", "%(n)s families wait longer than 12 weeks", "n"
    ),
    Rule.PASSED_OVER: ngettext_lazy(
        "%(n)s family was passed over twice", "%(n)s families were passed over twice", "n"
    ),
    Rule.HOLD: ngettext_lazy("%(n)s family to look at again", "%(n)s families to look at again", "n"),
    Rule.BY_HAND: ngettext_lazy("%(n)s text or letter to send", "%(n)s texts and letters to send", "n"),
    Rule.UNDELIVERED: ngettext_lazy("%(n)s message not delivered", "%(n)s messages not delivered", "n"),
    Rule.URGENCY: ngettext_lazy("Urgency asked for %(n)s family", "Urgency asked for %(n)s families", "n"),
}

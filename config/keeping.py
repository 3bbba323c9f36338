"""How long what is about people stays: one line for each clock, with the setting and the task behind it.

`personal_data` writes the table of `docs/reference/personal-data.md` from these lines, and a test fails
when a table with personal fields has none. A clock whose task is not on the schedule says so by itself.
"""

from dataclasses import dataclass

from django.conf import settings

from outbox.domain import invited
from programmes.api import claims
from programmes.domain import links, throttling

HOURS_A_DAY = 24
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True)
class Clock:
    """What goes after how long.

    Attributes
    ----------
    tables
        Labels of the models whose records, or whose words, go by it.
    how_long
        With the moment that it is counted from.
    source
        The setting, or the constant in the code, that says how long.
    task
        What does it: a name on the schedule; empty where an act of a person does.
    """

    what: str
    tables: tuple[str, ...]
    how_long: str
    source: str
    task: str = ""

    @property
    def runs(self) -> bool:
        """Whether it goes by itself in this installation."""
        return self.task in scheduled() and (not self.source.isupper() or hasattr(settings, self.source))


def scheduled() -> set[str]:
    """Give the names of the tasks that run by the clock."""
    return {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def clocks() -> tuple[Clock, ...]:
    """List every clock, with the figures of this installation."""
    return (*_before_somebody_takes_part(), *_of_people(), *_of_files_and_keys(), *_of_the_work())


def _before_somebody_takes_part() -> tuple[Clock, ...]:
    return (
        Clock(
            "A sign-up that was not sent",
            ("volunteers.SignUpDraft",),
            f"{settings.DRAFT_KEPT_DAYS} days after it was last saved",
            "DRAFT_KEPT_DAYS",
            "volunteers.tidy",
        ),
        Clock(
            "A sign-up whose e-mail address was not confirmed, with its account",
            ("volunteers.Volunteer", "volunteers.SignUpDraft", "programmes.User"),
            f"{settings.SIGN_UP_ERASE_DAYS} days after it was sent",
            "SIGN_UP_ERASE_DAYS",
            "volunteers.tidy",
        ),
        Clock(
            "A registration of a family that was not sent",
            ("families.ReferralDraft",),
            f"{settings.REFERRAL_DRAFT_KEPT_DAYS} days after it was last saved",
            "REFERRAL_DRAFT_KEPT_DAYS",
            "families.forget_drafts",
        ),
        Clock(
            "An account that was invited and never used",
            ("programmes.User",),
            f"{invited.KEPT.days} days after the invitation",
            "outbox/domain/invited.py",
            "outbox.forget_invitations",
        ),
    )


def _of_people() -> tuple[Clock, ...]:
    of_reader = ("volunteers.Volunteer", "volunteers.Certificate", "programmes.User", "matching.Question")
    of_family = ("families.Family", "families.Child", "families.Home", "families.Consent")
    return (
        Clock(
            "A reader who asks for it: words go, counts stay",
            (*of_reader, "matching.Override", "matching.PendingChange", "matching.Visit"),
            "at once",
            "volunteers/domain/erasing.py",
        ),
        Clock(
            "A reader who left or was declined",
            of_reader,
            f"{getattr(settings, 'VOLUNTEER_KEPT_DAYS', 365)} days after that",
            "VOLUNTEER_KEPT_DAYS",
            "programmes.clear_retention",
        ),
        Clock(
            "A family that closed or withdrew",
            (*of_family, "matching.PassedOver", "matching.Override", "matching.PendingChange"),
            f"{getattr(settings, 'FAMILY_KEPT_DAYS', 365)} days after that",
            "FAMILY_KEPT_DAYS",
            "programmes.clear_retention",
        ),
        Clock(
            "Lines of the access log (numbers, acts and moments)",
            ("programmes.AccessLog",),
            f"{getattr(settings, 'ACCESS_LOG_YEARS', 5)} years",
            "ACCESS_LOG_YEARS",
            "programmes.clear_retention",
        ),
    )


def _of_files_and_keys() -> tuple[Clock, ...]:
    return (
        Clock(
            "What stood in a spreadsheet that was read in",
            ("programmes.Sheet", "programmes.SheetRow"),
            f"{settings.SHEET_KEPT_HOURS} hours after it was uploaded",
            "SHEET_KEPT_HOURS",
            "volunteers.recover_sheets",
        ),
        Clock(
            "A personal link that no longer works (a hash)",
            ("programmes.PersonalLink",),
            f"{links.KEPT.days} days after it ended",
            "programmes/domain/links.py",
            "programmes.forget_counts",
        ),
        Clock(
            "Counts of requests by address (a keyed hash)",
            ("programmes.RequestCount",),
            f"{throttling.KEPT.days} days",
            "programmes/domain/throttling.py",
            "programmes.forget_counts",
        ),
        Clock(
            "References to answers that may be asked again",
            ("programmes.IdempotencyKey",),
            f"{claims.KEPT.days * HOURS_A_DAY} hours, cleared when the same caller comes again",
            "programmes/api/claims.py",
        ),
        Clock(
            "Keys of the API (a hash)",
            ("programmes.ApiToken",),
            "works for a year at most; its row stays until an administrator deletes it",
            "programmes/domain/tokens.py",
        ),
    )


def _of_the_work() -> tuple[Clock, ...]:
    return (
        Clock(
            "A log-in",
            ("sessions.Session",),
            f"{settings.SESSION_COOKIE_AGE // SECONDS_AN_HOUR} hours without use; its row (no name) stays",
            "SESSION_COOKIE_AGE",
        ),
        Clock(
            "Columns of a piece of a run, under numbers",
            ("matching.RunComponent",),
            "when the run has ended",
            "matching/domain/components.py",
        ),
        Clock(
            "What a run was computed from, under numbers, places rounded",
            ("matching.Snapshot",),
            "no clock: it proves why a pair was proposed",
            "matching/models/run.py",
        ),
        Clock(
            "Views of a register that a colleague kept, with the words searched for",
            ("programmes.SavedView",),
            "with the account, or when its owner deletes it",
            "programmes/domain/views.py",
        ),
    )

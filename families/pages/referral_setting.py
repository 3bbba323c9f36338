"""Within what a registration is filled in: on whose behalf, what was answered so far, on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from families.domain.referrer import Sender, senders
from families.models import ReferralDraft
from programmes.domain.access import Actor
from programmes.models import Programme, Region

CONSENT, CHILDREN, WHERE = "consent", "children", "where"
VISIT_MINUTES = 60


@dataclass(frozen=True)
class Setting:
    """What the questions of a step need to know.

    Attributes
    ----------
    senders
        On whose behalf the reader can register; never empty for who may open these pages.
    answers
        By step.
    """

    senders: Sequence[Sender]
    answers: Mapping[str, Any]
    day: date

    @cached_property
    def sender(self) -> Sender:
        """The one that was chosen, else the first."""
        chosen = self.answers.get(CONSENT, {}).get("sender")
        return next((one for one in self.senders if one.key == chosen), self.senders[0])

    @property
    def region(self) -> Region:
        """The municipality in which the family is registered."""
        return self.sender.region

    @cached_property
    def programme(self) -> Programme | None:
        """What the children are of an age for, once that is known."""
        slug = self.answers.get(CHILDREN, {}).get("programme", "")
        return Programme.objects.filter(slug=slug, regions=self.region).first() if slug else None

    @property
    def visit_minutes(self) -> int:
        """How long a visit takes."""
        return self.programme.visit_minutes if self.programme else VISIT_MINUTES


def setting_of(actor: Actor, draft: ReferralDraft, *, day: date) -> Setting:
    """Put together what the pages of a draft need."""
    return Setting(senders(actor), draft.answers, day)

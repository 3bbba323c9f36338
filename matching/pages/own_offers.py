"""What a volunteer can change after a no, what fits the reason best in front."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.states import DeclineReason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Offer:
    """A link: what one can do, and where."""

    label: "StrOrPromise"
    page: str


MOMENTS = Offer(_("Change my moments"), "my-availability")
TRAVEL = Offer(_("Change how far I travel"), "my-data")
PAUSE = Offer(_("Stop for a while"), "my-pause")
_BEST = {DeclineReason.NOT_NOW: [PAUSE, MOMENTS], DeclineReason.TOO_FAR: [TRAVEL, MOMENTS]}


def offers_after(reason: str) -> list[Offer]:
    """Offer to change the moments or to pause; nobody has to."""
    return _BEST.get(DeclineReason(reason), [MOMENTS, PAUSE]) if reason else [MOMENTS, PAUSE]

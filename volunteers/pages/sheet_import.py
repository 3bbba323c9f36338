"""Reading a spreadsheet of volunteers into the register."""

from django.utils.translation import gettext_lazy as _

from programmes.domain.access import Action
from programmes.pages.sheets import SheetPages, patterns
from volunteers.domain.sheet import VOLUNTEER_SHEETS

urlpatterns = patterns(
    SheetPages(
        kind=VOLUNTEER_SHEETS,
        action=Action.VOLUNTEERS_WRITE,
        name="work-import-volunteers",
        back="work-volunteers",
        record="work-volunteer",
        title=_("Read in volunteers"),
    ),
    "werk/voorlezers/inlezen",
)

"""Reading a spreadsheet of families into the register."""

from django.utils.translation import gettext_lazy as _

from families.domain.sheet import FAMILY_SHEETS
from programmes.domain.access import Action
from programmes.pages.sheets import SheetPages, patterns

urlpatterns = patterns(
    SheetPages(
        kind=FAMILY_SHEETS,
        action=Action.FAMILIES_INTAKE,
        name="work-import-families",
        back="work-families",
        record="work-family",
        title=_("Read in families"),
    ),
    "werk/gezinnen/inlezen",
)

"""Tables that all three registers stand on."""

from programmes.models.account import Role, RoleAssignment, User
from programmes.models.credential import ApiToken, IdempotencyKey
from programmes.models.history import AccessLog, StateChange
from programmes.models.link import LinkPurpose, PersonalLink
from programmes.models.organisation import Organisation
from programmes.models.programme import Programme
from programmes.models.region import District, Place, Postcode, Region, SchoolHoliday
from programmes.models.request_count import RequestCount
from programmes.models.sheet import RowKind, Sheet, SheetRow
from programmes.models.text_approval import TextApproval
from programmes.models.window import AvailabilityWindow
from programmes.models.workplace import ColumnChoice, Register, SavedView

__all__ = [
    "AccessLog",
    "ApiToken",
    "AvailabilityWindow",
    "ColumnChoice",
    "District",
    "IdempotencyKey",
    "LinkPurpose",
    "Organisation",
    "PersonalLink",
    "Place",
    "Postcode",
    "Programme",
    "Region",
    "Register",
    "RequestCount",
    "Role",
    "RoleAssignment",
    "RowKind",
    "SavedView",
    "SchoolHoliday",
    "Sheet",
    "SheetRow",
    "StateChange",
    "TextApproval",
    "User",
]

"""The register of families."""

from families.models.child import Child
from families.models.consent import Consent
from families.models.draft import ReferralDraft
from families.models.duplicate import PossibleDuplicate
from families.models.family import Family
from families.models.home import Home, HomeWindow

__all__ = ["Child", "Consent", "Family", "Home", "HomeWindow", "PossibleDuplicate", "ReferralDraft"]

"""Which version of a text somebody agrees to: one for the pages that show it and the forms that ask."""

PRIVACY_VERSION = "2026-1"
RULES_VERSION = "2026-1"

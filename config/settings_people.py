"""Settings of what we keep of people and for how long, and when we remind them."""

import os

# --- Sign-ups: unconfirmed ones get one reminder and are erased; drafts go sooner ---------------------------
SIGN_UP_REMIND_DAYS = int(os.environ.get("SIGN_UP_REMIND_DAYS", "2"))
SIGN_UP_ERASE_DAYS = int(os.environ.get("SIGN_UP_ERASE_DAYS", "30"))
# Nobody fills in the sign-up faster than this; a program does, and is asked to press once more.
SIGN_UP_MIN_SECONDS = int(os.environ.get("SIGN_UP_MIN_SECONDS", "10"))
DRAFT_KEPT_DAYS = int(os.environ.get("DRAFT_KEPT_DAYS", "7"))
# A registration of a family that is filled in step by step and not sent yet.
REFERRAL_DRAFT_KEPT_DAYS = int(os.environ.get("REFERRAL_DRAFT_KEPT_DAYS", "30"))
# --- Certificates, trainings, rest --------------------------------------------------------------------------
RENEWAL_AHEAD_MONTHS = int(os.environ.get("RENEWAL_AHEAD_MONTHS", "3"))
REST_AT_MOST_DAYS = int(os.environ.get("REST_AT_MOST_DAYS", "366"))

"""Settings of the work behind the pages: the queue, matching runs, spreadsheets, messages."""

import os

from celery.schedules import crontab

# --- Messages -------------------------------------------------------------------------------
# Somebody waits for the link to log in, so this is often; a round without messages is one query.
MESSAGE_EVERY_SECONDS = float(os.environ.get("MESSAGE_EVERY_SECONDS", "5"))
# How long a worker may hold one message; when it dies, the message waits this long.
MESSAGE_LEASE_SECONDS = float(os.environ.get("MESSAGE_LEASE_SECONDS", "300"))
MESSAGE_FIRST_PAUSE_SECONDS = float(os.environ.get("MESSAGE_FIRST_PAUSE_SECONDS", "60"))
MESSAGE_HOLD_MINUTES = 10

# --- Queue --------------------------------------------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": os.environ.get("QUEUE_PREFIX", ""),
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    # Of a publisher: the sweep finds what did not get on the queue, nobody waits for it.
    "max_retries": 0,
    "visibility_timeout": 3600,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "expire-matches": {"task": "matching.expire_matches", "schedule": 900.0, "options": {"expires": 900}},
    "remind-readers": {"task": "matching.remind", "schedule": 900.0, "options": {"expires": 900}},
    "recover-runs": {"task": "matching.recover_runs", "schedule": 15.0, "options": {"expires": 15}},
    "deliver-due-messages": {
        "task": "outbox.deliver_due",
        "schedule": MESSAGE_EVERY_SECONDS,
        "options": {"expires": MESSAGE_EVERY_SECONDS},
    },
    "forget-invitations": {
        "task": "outbox.forget_invitations",
        "schedule": 86_400.0,
        "options": {"expires": 86_400},
    },
    "recover-family-sheets": {
        "task": "families.recover_sheets",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "look-again-at-families": {
        "task": "families.look_again",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget-referral-drafts": {
        "task": "families.forget_drafts",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "recover-volunteer-sheets": {
        "task": "volunteers.recover_sheets",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "forget-counts": {"task": "programmes.forget_counts", "schedule": 3600.0, "options": {"expires": 3600}},
    "tidy-volunteers": {"task": "volunteers.tidy", "schedule": 3600.0, "options": {"expires": 3600}},
    # In the morning, since people read what they get; UTC, so 9 or 10 o'clock in the Netherlands.
    "remind-volunteers": {
        "task": "volunteers.remind",
        "schedule": crontab(hour=8, minute=7),
        "options": {"expires": 36_000},
    },
    "beat-mark": {"task": "matching.mark_heartbeat", "schedule": 15.0, "options": {"expires": 15}},
}

# --- A matching run -------------------------------------------------------------------------
RUN_LEASE_SECONDS = int(os.environ.get("RUN_LEASE_SECONDS", "30"))
RUN_HEARTBEAT_SECONDS = int(os.environ.get("RUN_HEARTBEAT_SECONDS", "10"))
RUN_ATTEMPTS = 3
RUN_TIME_LIMIT_SECONDS = int(os.environ.get("RUN_TIME_LIMIT_SECONDS", "300"))
# After its time limit a computation gives what it has; one that says nothing is ended this much later.
RUN_GRACE_SECONDS = 60
# Of the grace: explaining an outcome takes no longer, and leaves out what does not get done.
EXPLAIN_SECONDS = int(os.environ.get("EXPLAIN_SECONDS", "10"))
# Who asked for a run that takes longer than this gets a mail when it has ended.
RUN_MAIL_AFTER_SECONDS = int(os.environ.get("RUN_MAIL_AFTER_SECONDS", "60"))
RUN_MEMORY_LIMIT_BYTES = 2 * 1024**3
# A run with more possible pairs than this is divided into pieces of about so many, and free workers help.
RUN_DIVIDE_ABOVE_PAIRS = int(os.environ.get("RUN_DIVIDE_ABOVE_PAIRS", "40000"))
RUN_PIECE_PAIRS = int(os.environ.get("RUN_PIECE_PAIRS", "10000"))
PRICE_TIME_LIMIT_SECONDS = 5
# --- Spreadsheets that are read in ------------------------------------------------------------
SHEET_LEASE_SECONDS = 60
SHEET_STEP_SECONDS = 600
SHEET_ATTEMPTS = 3
SHEET_KEPT_HOURS = 24
SHEETS_PER_HOUR = 10
# A proposal expires this many days after the end of the day before which it was to be answered.
REPLY_GRACE_DAYS = int(os.environ.get("REPLY_GRACE_DAYS", "0"))
# Readers are reminded this many days before the day for the answer; the clock writes to them in these hours.
REPLY_REMIND_DAYS = int(os.environ.get("REPLY_REMIND_DAYS", "3"))
MESSAGES_FROM_HOUR = int(os.environ.get("MESSAGES_FROM_HOUR", "9"))
MESSAGES_UNTIL_HOUR = int(os.environ.get("MESSAGES_UNTIL_HOUR", "20"))

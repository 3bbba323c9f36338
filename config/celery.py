"""The Celery application: a queue of ids; the database holds everything else."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("doorlees")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

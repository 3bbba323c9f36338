"""How this installation is put together: imports all, imported by none."""

from config.celery import app as celery_app

__all__ = ["celery_app"]

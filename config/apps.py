"""Page shell, style sheet and form renderer as a Django app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Templates and static files that every page shares."""

    name = "config"

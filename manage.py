#!/usr/bin/env python
"""Django's command line; with no database or queue given, it brings its own."""

import os
import sys

from config.embedded import exported, state_folder
from config.refusal import CannotStartError


def main() -> None:
    """Run one command beside the services it needs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - asks for no settings when only help is asked

    try:
        with exported(state_folder()):
            execute_from_command_line(sys.argv)
    except CannotStartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

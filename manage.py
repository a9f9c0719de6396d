"""Django's own commands, for developers. People who run a library use `oseredok` (see `oseredok --help`)."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oseredok.settings")
    execute_from_command_line(sys.argv)

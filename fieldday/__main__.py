"""`python -m fieldday COMMAND …`: every Fieldday command, in the prepared environment."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fieldday.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fieldday", *sys.argv[1:]])


if __name__ == "__main__":
    main()

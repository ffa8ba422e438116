"""`python -m fieldday COMMAND …`: every Fieldday command, in the prepared environment."""

import gc
import os
import sys

from django.core.management import ManagementUtility, get_commands, load_command_class


class Utility(ManagementUtility):
    """Django's, whose `help` lists our own commands, each with its sentence; the others run unlisted."""

    def main_help_text(self, commands_only: bool = False) -> str:
        own = {name: app for name, app in sorted(get_commands().items()) if str(app).startswith("fieldday.")}
        if commands_only:
            return "\n".join(own)
        width = max(map(len, own))
        lines = [f"  {name:{width}}  {load_command_class(app, name).help}" for name, app in own.items()]
        return "\n".join(["Commands (help COMMAND tells its options):", *lines])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fieldday.config.settings")
    gc.set_threshold(20_000, 20, 20)  # commands make hundreds of thousands of objects, but hardly a cycle to collect
    Utility(["fieldday", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()

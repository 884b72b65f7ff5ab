"""The command ``jalon``: one verb per file, found by listing this folder."""

from __future__ import annotations

import importlib
import pkgutil

import click

from survey.private_files import keep_from_others


def commands() -> dict[str, click.Command]:
    """Every verb by its name."""
    found: dict[str, click.Command] = {}
    for module in pkgutil.iter_modules(__path__):
        command: click.Command = importlib.import_module(f"{__name__}.{module.name}").command
        found[command.name or module.name] = command
    return found


class Verbs(click.Group):
    """A group that imports a verb's file only when it is called or listed."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All verbs in alphabetical order."""
        return sorted(commands())

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The verb called ``name``."""
        known = {module.name for module in pkgutil.iter_modules(__path__)}
        file_name = name.replace("-", "_")
        file_name = file_name if file_name in known else f"{file_name}_"
        if file_name not in known:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{file_name}").command
        return command


@click.group(cls=Verbs)
@click.version_option(package_name="jalon")
def main() -> None:
    """Jalon: what did the support change in people's lives?"""
    keep_from_others()

"""A group of commands with a command that runs where none is named: `sandbox reach FROM TO`."""

from __future__ import annotations

from typer._click.core import Context  # the base class takes this one
from typer.core import TyperGroup

DEFAULT = "flow"
"""The command that runs where the first argument is no command's name."""


class DefaultCommandGroup(TyperGroup):
    """Runs `flow` where the first argument is no command's name and no request for help."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Insert the default command before arguments that name none."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

"""Let a group of commands have one that is meant where none is named."""

from typing import Any, Final

from typer.core import TyperGroup

DEFAULT: Final = "states"


class DefaultGroup(TyperGroup):
    """Run the command `DEFAULT` where the first word names no command of the group."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the default command before arguments that name none."""
        named = bool(args) and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named or not args else [DEFAULT, *args])

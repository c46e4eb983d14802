"""Gather the commands: ``detente COMMAND …``."""

from typing import Annotated

import typer

import detente
from detente.cli.actors import actors
from detente.cli.brief import brief
from detente.cli.code import code
from detente.cli.collect import collect
from detente.cli.demo import demo
from detente.cli.export import export
from detente.cli.ingest import ingest
from detente.cli.judge import judge
from detente.cli.mcp import mcp
from detente.cli.measure import measure
from detente.cli.outlook import outlook
from detente.cli.serve import serve
from detente.cli.show import show
from detente.cli.state import state
from detente.cli.watch import watch

app = typer.Typer(
    name="detente",
    help="Read the news as a foreign-policy expert does, and show the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    code, collect, ingest, measure, judge, watch, state, brief, export, serve, mcp, demo,
):  # fmt: skip
    app.command()(command)
app.add_typer(show, name="show")
app.add_typer(actors, name="actors")
app.add_typer(outlook, name="outlook")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Read the news as a foreign-policy expert does, and show the evidence."""


def main() -> None:
    """Run the command that the arguments name."""
    app()

"""Commands ``actors …``: review, look up and add the people of the book."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import edge
from detente.cli.edge import Format, read_day

actors = typer.Typer(
    help="Look up people with their offices; review and add those whom the texts introduce.",
    no_args_is_help=True,
)


@actors.command()
@edge.stops_cleanly
def learned(
    *,
    least: Annotated[int, typer.Option(min=1, help="Documents at least that introduce one.")] = 1,
    store: edge.StoreOption = None,
    form: edge.FormatOption = Format.TABLE,
) -> None:
    """List people whom the texts introduce and the book does not know, the most frequent first.

    With --format csv it is the file that `detente actors add` reads, once it is reviewed.
    """
    from detente.actors.load import load_book
    from detente.cli.people import learned_people
    from detente.cli.table import write_rows

    book = load_book(edge.settings_with().added_actors)
    with edge.open_for_reading(store) as opened:
        rows = learned_people(opened, book, least=least)
    columns = ("name", "state", "title", "sector", "seen", "first_seen", "last_seen", "evidence")
    write_rows(rows, form, columns=columns)


@actors.command()
@edge.stops_cleanly
def show(
    name: Annotated[str, typer.Argument(help="Full name in any order, or a name of a body.")],
    *,
    on: Annotated[
        dt.date | None,
        typer.Option(parser=read_day, metavar="YYYY-MM-DD", help="Day; today by default."),
    ] = None,
    state: Annotated[str, typer.Option(help="State, where several people bear the name.")] = "",
    form: edge.FormatOption = Format.TABLE,
) -> None:
    """Show who that is on a day: state, sector and office, and all offices with their days."""
    from detente.actors.load import load_book
    from detente.cli.people import shown_person
    from detente.cli.table import write_record
    from detente.ontology.states import state_named

    book = load_book(edge.settings_with().added_actors)
    code = state_named(state).code if state else ""
    write_record(shown_person(name, on or edge.today(), code, book), form)


@actors.command()
@edge.stops_cleanly
def add(
    path: Annotated[Path, typer.Argument(help="CSV file of people.", metavar="FILE.csv")],
) -> None:
    """Add people and offices to the book: all rows of the file, or none if one cannot be used.

    They are kept in detente-actors.csv, or where `actors` in detente.toml or DETENTE_ACTORS says.
    """
    from detente.actors.additions import add_file
    from detente.actors.load import shipped_people

    target = edge.settings_with().actors
    count, additions = add_file(path, target, shipped_people())
    print(f"{count} rows added to {target}; it holds {len(additions.people)} people")
    for line in additions.closed:
        print(f"  {line}")


@actors.command()
@edge.stops_cleanly
def refresh(
    *,
    endpoint: Annotated[str, typer.Option(help="Address of the SPARQL service.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, change nothing.")] = False,
) -> None:
    """Bring the offices up to date from Wikidata; needs a network."""
    from detente.actors.additions import add_rows
    from detente.actors.load import load_book, shipped_people
    from detente.actors.refresh import compare, query_since
    from detente.sources.sparql import WIKIDATA, ask

    settings, today = edge.settings_with(), edge.today()
    answer = ask(query_since(today - dt.timedelta(days=1)), endpoint=endpoint or WIKIDATA)
    found = compare(load_book(settings.added_actors), answer, today)
    for line in found.lines:
        print(line)
    print(f"{found.agreed} of {found.compared} offices agree, {len(found.rows)} are new")
    for reason, count in found.left.most_common():
        print(f"  not taken: {reason}: {count}", file=sys.stderr)
    if found.rows and not dry_run:
        count, _ = add_rows(Path("the answer"), found.rows, settings.actors, shipped_people())
        print(f"{count} rows added to {settings.actors}")

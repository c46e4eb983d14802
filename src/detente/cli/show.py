"""Commands ``show …``: look up what the store holds."""

from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli.edge import (
    Format,
    FormatOption,
    QuietOption,
    StoreOption,
    open_for_reading,
    stops_cleanly,
)
from detente.cli.period import FromOption, ToOption

IdArgument = Annotated[str, typer.Argument(help="Its id, or the beginning of it.", metavar="ID")]

show = typer.Typer(
    help="Look up events, quotes, a document, or what was rejected.", no_args_is_help=True
)


@show.command()
@stops_cleanly
def event(id: IdArgument, store: StoreOption = None, form: FormatOption = Format.TABLE) -> None:  # noqa: A002
    """Show an event with the sentence it rests on and where that stands."""
    from detente.cli.lookup import actor_line, record_of
    from detente.cli.table import write_record

    with open_for_reading(store) as opened:
        found = record_of(opened, "events", id)
        document = record_of(opened, "documents", found.evidence.document_id)
    shown = asdict(found)
    for side in ("actors", "recipients"):
        if form is not Format.JSON:
            shown[side] = [actor_line(actor) for actor in shown[side]]
    shown["evidence"] = found.evidence.quote if form is not Format.JSON else shown["evidence"]
    where = {name: getattr(document, name) for name in ("title", "publisher", "url")}
    write_record({**shown, "document": document.id, **where}, form)


@show.command()
@stops_cleanly
def events(
    states: Annotated[
        list[str] | None, typer.Argument(help="Only events with all of them.")
    ] = None,
    document: Annotated[str, typer.Option(help="Only events of this document.")] = "",
    first: FromOption = None,
    last: ToOption = None,
    limit: Annotated[int, typer.Option(help="Events at most, the latest.")] = 50,
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List events by day, with their parties and the sentence they rest on."""
    from detente.cli.lookup import events_with
    from detente.cli.table import write_rows
    from detente.ontology.states import state_named

    codes = [state_named(name).code for name in states or []]
    with open_for_reading(store) as opened:
        rows = events_with(opened, codes, document=document, first=first, last=last, limit=limit)
    columns = ("day", "precision", "status", "root", "actors", "recipients", "sentence")
    write_rows(rows, form, columns=columns)


@show.command()
@stops_cleanly
def document(id: IdArgument, store: StoreOption = None, form: FormatOption = Format.TABLE) -> None:  # noqa: A002
    """Show a document with its text and the ids of its events."""
    from detente.cli.lookup import record_of
    from detente.cli.table import write_record

    with open_for_reading(store) as opened:
        found = record_of(opened, "documents", id)
        events = opened.table("events")
        own = events.filter(events.evidence.document_id == found.id).order_by("id").select("id")
        ids = opened.arrow(own)["id"].to_pylist()
    write_record({**asdict(found), "events": ids}, form)


@show.command()
@stops_cleanly
def quotes(
    speaker: Annotated[
        str, typer.Argument(help="Part of the speaker's name, or the code of a state.")
    ] = "",
    limit: Annotated[int, typer.Option(help="Quotes at most, the latest.")] = 50,
    store: StoreOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List direct quotes by day, with who speaks."""
    from detente.cli.lookup import quotes_of
    from detente.cli.table import write_rows

    with open_for_reading(store) as opened:
        rows = quotes_of(opened, speaker, limit=limit)
    write_rows(rows, form, columns=("day", "speaker", "words"))


@show.command()
@stops_cleanly
def rejections(
    store: StoreOption = None, quiet: QuietOption = False, form: FormatOption = Format.TABLE
) -> None:
    """Show what could not be used, by reason, with examples; each input once."""
    from detente.cli.lookup import rejected_by_reason
    from detente.cli.table import write_rows

    with open_for_reading(store) as opened:
        rows = rejected_by_reason(opened)
    if quiet:
        rows = [row for row in rows if row["counts as"] == "problem"]
    if rows or not quiet:
        write_rows(rows, form, columns=("count", "counts as", "stage", "reason", "examples"))

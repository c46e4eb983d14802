"""Commands ``outlook resolve`` and ``outlook score``: what came of forecasts."""

from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli.edge import (
    Format,
    FormatOption,
    StoreOption,
    open_for_reading,
    settings_with,
    stops_cleanly,
    today,
)

QuietHere = Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")]


@stops_cleanly
def resolve(
    *, store: StoreOption = None, quiet: QuietHere = False, form: FormatOption = Format.TABLE
) -> None:
    """Count what came of the forecasts whose time is over; each is counted once and stays.

    A forecast is over when the store holds reports of 30 days after its last day. Forecasts under
    a condition stay open.
    """
    from detente.cli.table import write_rows
    from detente.outlook.ledger import resolve as resolved
    from detente.store.store import open_store

    with open_store(settings_with(store).store, write=True) as opened:
        outcomes = resolved(opened, now=today())
        waiting = opened.count(opened.table("forecasts")) - opened.count(opened.table("outcomes"))
        said = {one.id: one for one in opened.rows("forecasts")} if outcomes else {}
    if quiet:
        return
    rows = []
    for one in outcomes:
        forecast = said[one.id]
        named = ("first", "second", "target", "start", "stop", "method", "mean", "probability")
        rows.append({**{n: getattr(forecast, n) for n in named}, **asdict(one)})
    columns = ("first", "second", "target", "start", "stop", "method", "mean", "count", "volume")
    write_rows(rows, form, columns=columns)
    if form is Format.TABLE:
        print(f"{len(outcomes)} resolved now, {waiting} open")


@stops_cleanly
def score(
    *, store: StoreOption = None, quiet: QuietHere = False, form: FormatOption = Format.TABLE
) -> None:
    """Score the resolved forecasts against the baselines stored beside them.

    Lower is better but for skill: the share by which CRPS lies below that of a baseline.
    """
    from detente.cli.table import write_rows
    from detente.outlook.baselines import LIKE_LAST_YEAR
    from detente.outlook.ledger import standings

    with open_for_reading(store) as opened:
        found = standings(opened) if opened.has("outcomes") else []
    if quiet:
        return
    rows = [asdict(one) for one in found]
    if form is Format.TABLE:
        for row in rows:
            row["skill"] = row["skill"].get(LIKE_LAST_YEAR)
            row["brier_skill"] = row["brier_skill"].get(LIKE_LAST_YEAR)
    write_rows(rows, form)

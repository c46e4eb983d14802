"""Commands ``outlook``: say what may come between two states, or whom a state meets next."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.default_group import DEFAULT, DefaultGroup
from detente.cli.edge import Format, FormatOption, StoreOption, settings_with, stops_cleanly
from detente.cli.ledger import resolve, score
from detente.cli.period import AsOfOption

if TYPE_CHECKING:
    import datetime as dt

    from detente.store.store import Store

outlook = typer.Typer(
    cls=DefaultGroup,
    no_args_is_help=True,
    help="Say what may come, with probabilities, and score what was said.",
    epilog="detente outlook JPN USA is short for detente outlook states JPN USA.",
)
outlook.command("resolve")(resolve)
outlook.command("score")(score)


@outlook.command(DEFAULT)
@stops_cleanly
def states(
    first: Annotated[str, typer.Argument(help="A state: code or name.")],
    second: Annotated[str | None, typer.Argument(help="Another state; not with --next.")] = None,
    *,
    store: StoreOption = None,
    horizon: Annotated[
        str, typer.Option(metavar="DAYS", help="How far ahead: 1d to 365d.")
    ] = "90d",
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="What to count: a side, quad class or root, 'consult: security' by issue."
        ),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--if", help="'NAME leads STATE from YYYY-MM-DD'; may be repeated."),
    ] = None,
    chance: Annotated[
        list[float] | None,
        typer.Option(min=0, max=1, help="Your probability of that --if; once for each."),
    ] = None,
    next_root: Annotated[
        str | None, typer.Option("--next", help="Rank whom the state deals with next by this root.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many to rank with --next.")] = 10,
    as_of: AsOfOption = None,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Store what is said, so that it can be scored.")
    ] = True,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell the day it is made.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say how many acts two states will have in the coming days, as a distribution.

    With --if: how that differs under a condition. With --next: whom a state deals with next.
    """
    from detente.cli import outlook_words as words
    from detente.cli.outlook_options import checked, days_of, targets_of
    from detente.ontology.states import state_named
    from detente.outlook.ask import ask, ask_if, ask_next
    from detente.outlook.ledger import keep as kept
    from detente.store.store import open_store

    days, one = days_of(horizon), state_named(first).code
    roots = checked(second, next_root=next_root, what_if=what_if, chance=chance)
    with open_store(settings_with(store).store, write=keep and not roots) as opened:
        made_on = _made_on(opened, as_of, quiet=quiet)
        if roots:
            words.show_next(ask_next(opened, one, roots, made_on=made_on, top=top), form)
            return
        other = state_named(second or "").code
        if what_if:
            answer = ask_if(
                opened, one, other, what_if, made_on=made_on, days=days, chances=chance or ()
            )
            kept(opened, answer.forecasts if keep else ())
            words.show_what_if(answer, form, quiet=quiet)
            return
        told = ask(opened, one, other, made_on=made_on, days=days, targets=targets_of(target))
        kept(opened, (*told.forecasts, *told.baselines) if keep else ())
        words.show_answer(told, form)


def _made_on(store: "Store", as_of: "dt.date | None", *, quiet: bool) -> "dt.date":
    from detente.outlook.ask import last_known

    made_on = as_of or last_known(store)
    if not quiet and as_of is None:
        print(f"by what was known on {made_on}; --as-of chooses another day", file=sys.stderr)
    return made_on

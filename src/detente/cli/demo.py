"""Command ``demo``: from the demo corpus to a brief on Japan and the United States."""

import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from detente.cli.edge import Format, settings_with, stops_cleanly, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.brief.claims import Brief, Claim

FIRST, SECOND = "JPN", "USA"
START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)
OFFICIAL: Final = ("state visit", "official visit")
"""Kinds of contact, as the claims of a brief number them, that the summary tells as a visit."""


@stops_cleanly
def demo(out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("out")) -> None:
    """Code 551 dispatches of our own and write a brief on Japan and the United States."""
    from detente.brief.compose import compose
    from detente.brief.render import to_html, to_markdown
    from detente.cli.brief import write
    from detente.cli.table import write_record
    from detente.run.local import code_paths
    from detente.run.progress import Silent, TerminalProgress
    from detente.run.summary import summarise
    from detente.store.store import open_store

    path = out / "demo.duckdb"
    for old in out.glob(f"{path.name}*"):
        old.unlink()
    with ExitStack() as open_things:
        store = open_things.enter_context(open_store(path, write=True))
        with ExitStack() as bar:
            progress = bar.enter_context(TerminalProgress()) if sys.stderr.isatty() else Silent()
            workers = settings_with().processes
            run = code_paths([corpus()], store, now=today(), workers=workers, progress=progress)
        summary = summarise(store, run)
        brief = compose(store, FIRST, SECOND, start=START, stop=STOP)
    write(out / "japan_usa.html", to_html(brief))
    write(out / "japan_usa.md", to_markdown(brief))
    write_record(summary.figures(), Format.TABLE)
    print("\n".join(findings_of(brief)))
    print(f"\nThe brief: {(out / 'japan_usa.html').resolve()}")


def findings_of(brief: "Brief") -> "Iterator[str]":
    """Give the visit, the first meetings and the contacts out of office, then what stands out.

    They are found by what the claims say of themselves in kind and numbers, not by their words;
    one that is not there is said to be missing.
    """
    from detente.brief.claims import Kind

    sections = {section.key: section.claims for section in brief.sections}
    headlines, calendar = sections["headlines"], sections["calendar"]
    told = {
        "Official visit": [one for one in calendar if one.numbers.get("contact") in OFFICIAL],
        "First meeting of its kind": _of(headlines, Kind.FIRST_MEETING),
        "Contact with somebody out of office": _of(headlines, Kind.OUT_OF_OFFICE),
    }
    for title, claims in told.items():
        yield f"\n{title}"
        if not claims:
            yield f"- No {title[0].lower()}{title[1:]} was found."
        for claim in claims:
            yield from _lines(claim)
    yield "\nWhat else stands out"
    for claim in headlines:
        if claim.kind not in (Kind.FIRST_MEETING, Kind.OUT_OF_OFFICE):
            yield from _lines(claim)


def _of(claims: "tuple[Claim, ...]", kind: str) -> "list[Claim]":
    return [claim for claim in claims if claim.kind == kind]


def _lines(claim: "Claim") -> "Iterator[str]":
    """Give the sentence and where it is from; for a visit also the words that name it so."""
    yield f"- {claim.label}: {claim.text}" if claim.label else f"- {claim.text}"
    named = claim.numbers.get("contact") in OFFICIAL
    for source in claim.sources[: 2 if named else 1]:
        yield f"    “{source.quote}”"
        where = (source.title, source.publisher, source.url)
        yield f"    {' · '.join(part for part in where if part)}"


def corpus() -> Path:
    """Give the folder of the demo corpus: beside the source tree, or in the package.

    Raises
    ------
    InputError
        If it is in neither place.
    """
    import detente
    from detente.errors import InputError

    package = Path(detente.__file__).parent
    places = (package.parents[1] / "examples" / "dispatches", package / "dispatches")
    for place in places:
        if place.is_dir():
            return place
    raise InputError(f"the demo corpus is not there; looked in {' and '.join(map(str, places))}")

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
MEETINGS: Final = ("visit", " met ")
"""Words of the brief by which its calendar tells visits and meetings from other events."""


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
    """Give what stands out, then visits and meetings; each with its clearest sentence."""
    for section in brief.sections:
        if section.key in ("headlines", "calendar"):
            yield f"\n{section.title}"
        for claim in section.claims:
            meets = section.key == "calendar" and any(word in claim.text for word in MEETINGS)
            if section.key == "headlines" or meets:
                yield from _lines(claim)


def _lines(claim: "Claim") -> "Iterator[str]":
    source = claim.sources[0]
    yield f"- {claim.label}: {claim.text}" if claim.label else f"- {claim.text}"
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

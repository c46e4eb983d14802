"""List what there is to read: files and folders, always in the same order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from detente.records import Rejection, rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKED = ".gz"
ARCHIVE = ".zip"
MEDIA = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}


def kind_of(name: str) -> str | None:
    """Tell by a file's name what it holds, looking through ``.gz``; None if it is unknown.

    Examples
    --------
    >>> kind_of("a/b.JSONL.gz"), kind_of("x.zip"), kind_of("photo.jpg")
    ('jsonl', 'zip', None)
    """
    if name.lower().endswith(ARCHIVE):
        return "zip"
    return MEDIA.get(PurePosixPath(name.lower().removesuffix(PACKED)).suffix)


def is_hidden(name: str) -> bool:
    """Tell whether any part of a path is hidden, or is what a Mac adds to archives."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def files_under(paths: Iterable[str | Path]) -> Iterator[Path | Rejection]:
    """List the readable files of paths as given, folders sorted by name, with what is left out."""
    for path in paths:
        given = Path(path)
        try:
            if given.is_dir():
                if not any(given.iterdir()):
                    yield rejection(str(path), "sources", "empty folder", "holds no file")
                yield from _folder(given)
            elif not given.exists():
                yield rejection(str(path), "sources", "not found", "no such file or folder")
            else:
                yield from _file(given, named=True)
        except (OSError, ValueError) as error:
            yield rejection(str(path), "sources", "unreadable file", str(error))


def _folder(folder: Path) -> Iterator[Path | Rejection]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield rejection(str(folder), "sources", "unreadable file", str(error))
        return
    for entry in entries:
        if is_hidden(entry.name):
            yield _note(entry, "hidden file", "not read")
        elif entry.is_symlink() and entry.is_dir():
            yield _note(entry, "linked folder", "not followed")
        elif entry.is_dir():
            yield from _folder(entry)
        else:
            yield from _file(entry, named=False)


def _file(path: Path, *, named: bool) -> Iterator[Path | Rejection]:
    if not path.exists():
        yield rejection(str(path), "sources", "not found", "the link leads nowhere")
    elif not path.is_file():
        yield rejection(str(path), "sources", "unsupported file type", "not a regular file")
    elif kind_of(path.name) is None:
        detail = f"{path.suffix or 'no suffix'}; read are {', '.join(MEDIA)}, .zip, .gz"
        yield rejection(
            str(path), "sources", "unsupported file type", detail, counts_as_problem=named
        )
    else:
        yield path


def _note(path: Path, reason: str, detail: str) -> Rejection:
    return rejection(str(path), "sources", reason, detail, counts_as_problem=False)

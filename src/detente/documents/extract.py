"""Find the article in a web page; the only room that knows trafilatura."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

LARGEST_PAGE = 5_000_000  # characters of HTML that are looked at; what is larger is no article


class Extracted(NamedTuple):
    """Hold the article of a page, and what the page says of it."""

    text: str
    title: str | None
    byline: str | None
    published: str | None  # ISO date
    publisher: str | None
    url: str | None


def extract(page: str, *, now: dt.date) -> Extracted | None:
    """Find the article of an HTML page; None if there is none.

    Comments, menus and tables are left out; the date is what the page declares, no other.

    Parameters
    ----------
    page : str
        HTML, whole or broken.
    now : date
        Day of the run; later dates in the page are passed over.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Article

    try:
        found = bare_extraction(
            page[:LARGEST_PAGE],
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": now.isoformat(),
            },
        )
    except (LxmlError, ValueError, RecursionError):
        return None
    if not isinstance(found, Article) or not (found.text or "").strip():
        return None
    return Extracted(
        text=found.text or "",
        title=found.title,
        byline=found.author,
        published=found.date,
        publisher=found.sitename or found.hostname,
        url=found.url,
    )

"""What is found in web pages."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.extract import extract

NOW = dt.date(2024, 6, 1)
PARAGRAPHS = [
    f"The ministers of Chile and Norway met for the {nth} time and spoke about fisheries at length."
    for nth in ("first", "second", "third", "fourth")
]
PAGE = """<html><head><title>Treaty signed | Example News</title>
<meta property="og:title" content="Treaty signed"><meta name="author" content="Ann Example">
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-04-10T09:00:00Z">
<link rel="canonical" href="https://news.example.org/treaty"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Treaty signed</h1>{}</article>
<aside><a href="/x">Most read</a></aside><footer>Imprint</footer></body></html>"""
ARTICLE = PAGE.format("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS))


def test_finds_the_article_and_what_the_page_says_of_it() -> None:
    found = extract(ARTICLE, now=NOW)
    assert found is not None
    assert all(paragraph in found.text for paragraph in PARAGRAPHS)
    assert "Most read" not in found.text
    assert "Imprint" not in found.text
    assert (found.title, found.byline, found.publisher) == (
        "Treaty signed",
        "Ann Example",
        "Example News",
    )
    assert found.published == "2024-04-10"
    assert found.url == "https://news.example.org/treaty"


def test_searches_no_date_in_the_words() -> None:
    page = "<html><body><article><p>{}</p></article></body></html>"
    found = extract(page.format(f"On 3 May 2019 it rained. {' '.join(PARAGRAPHS)}"), now=NOW)
    assert found is not None
    assert found.published is None


def test_reads_a_page_that_breaks_off() -> None:
    found = extract(ARTICLE[: ARTICLE.index("fourth")], now=NOW)
    assert found is not None
    assert PARAGRAPHS[0] in found.text


@pytest.mark.parametrize("page", ["", "<", "<html></html>", "<p></p>", "\x00\x01", "<div>" * 5_000])
def test_finds_nothing_in_a_page_without_article(page: str) -> None:
    assert extract(page, now=NOW) is None


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<>/abp div=\"'&;!-", max_size=200))
def test_survives_any_broken_page(page: str) -> None:
    extract(page, now=NOW)

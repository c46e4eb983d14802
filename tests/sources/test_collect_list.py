from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.sources.asking import Bounds
from detente.sources.collect_list import FOLDER, KEYS, NUMBERS, TABLES, Listed, read_list
from detente.sources.feeds import Entry
from detente.sources.fetch import Manners

WHOLE = """
contact = "news@example.org"
folder = "kept"
pause_s = 2.5
tries = 2
most_bytes = 2_000_000
allow_private = true

[[feeds]]
url = "https://Harbour.example/rss"
publisher = "Harbour Wire"
[[feeds]]
url = "https://other.example/atom"

[[pages]]
url = "https://example.org/a"
publisher = "Ministry"
title = "Joint statement"
published = 2024-04-10

[[lists]]
file = "urls.txt"
publisher = "Archive"

[[archives]]
file = "crawl.warc.gz"
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "urls.txt").touch()
    (tmp_path / "crawl.warc.gz").touch()

    def written(text: str):
        path = tmp_path / "feeds.toml"
        path.write_text(text)
        return path

    return written


def test_reads_all_there_is(write, tmp_path) -> None:
    wanted = read_list(write(WHOLE))
    assert wanted.folder == tmp_path / "kept"
    assert wanted.manners == Manners(
        contact="news@example.org",
        pause_s=2.5,
        tries=2,
        bounds=Bounds(most_bytes=2_000_000, allow_private=True),
    )
    assert wanted.feeds == (
        Listed(place="https://harbour.example/rss", publisher="Harbour Wire"),
        Listed(place="https://other.example/atom"),
    )
    assert wanted.pages == (
        Entry(
            url="https://example.org/a",
            publisher="Ministry",
            title="Joint statement",
            published="2024-04-10",
        ),
    )
    assert wanted.lists == (Listed(place=str(tmp_path / "urls.txt"), publisher="Archive"),)
    assert wanted.archives == (Listed(place=str(tmp_path / "crawl.warc.gz")),)


def test_needs_a_contact_only_where_somebody_is_asked(write, tmp_path) -> None:
    wanted = read_list(write('[[archives]]\nfile = "crawl.warc.gz"'))
    assert wanted.folder == tmp_path / "collected"
    with pytest.raises(InputError, match="contact is missing"):
        read_list(write('[[lists]]\nfile = "urls.txt"'))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("contct = 'a@b'", "unknown key 'contct'; did you mean contact, connect_s?"),
        ("contact = 3", "contact is 3; expected is a mail or web address"),
        ("contact = 'me'", "contact is 'me'; expected is a mail or web address"),
        ('contact = "a@b\\r\\nX: y"', "expected is a mail or web address"),
        ("folder = 1", "folder is 1; expected is a path"),
        ("allow_private = 'no'", "allow_private is 'no'; expected is true or false"),
        ("pause_s = -1", "pause_s is -1; expected is a number from 0 to 3,600"),
        ("pause_s = nan", "pause_s is nan"),
        ("tries = 1.5", "tries is 1.5; expected is a whole number from 1 to 10"),
        ("tries = true", "tries is True"),
        ("feeds = 'https://a.example/'", "expected are tables [[feeds]]"),
        ("[feeds]\nurl = 'https://a.example/'", "expected are tables [[feeds]]"),
        ("[[feeds]]\npublisher = 'A'", "feeds 1: url is missing"),
        ("[[feeds]]\nurl = 'ftp://a'", "feeds 1: 'ftp://a' is no http or https address"),
        ("[[feeds]]\nurl = 7", "feeds 1: url is 7; expected is a text"),
        ("[[feeds]]\nurl = 'http://a/'\npublsher = 'x'", "feeds 1: unknown key 'publsher'; did"),
        ("[[feeds]]\nurl = 'http://a/'\npublisher = ''", "feeds 1: publisher is ''; expected"),
        ("[[pages]]\nurl = 'http://a/'\npublished = 3", "pages 1: published is 3; expected is"),
        ("[[lists]]\nfile = 'absent.txt'", "absent.txt is no file"),
        ("[[archives]]\nfile = '\\u0000'", "is no file"),
        (f"[[archives]]\nfile = '{'a' * 5000}'", "is no file"),
        (
            "[[feeds]]\nurl = 'http://a/'\n[[feeds]]\nurl = 'http://a/'",
            "feeds 2: http://a/ stands already under feeds 1",
        ),
        ("", "nothing is listed; expected is one of [[feeds]], [[pages]], [[lists]], [[archives]]"),
    ],
)
def test_says_what_is_wrong(text, problem, write) -> None:
    with pytest.raises(InputError) as caught:
        read_list(write(text))
    first, *lines = str(caught.value).splitlines()
    assert first.endswith("feeds.toml: nothing was fetched")
    assert any(problem in line for line in lines), lines


def test_says_all_that_is_wrong_one_line_each(write) -> None:
    text = "pause_s = 'x'\ncolour = 1\n[[feeds]]\n[[feeds]]\nurl = 'x'\n[[lists]]\nfile = 'x'"
    with pytest.raises(InputError) as caught:
        read_list(write(text))
    assert len(str(caught.value).splitlines()) == 1 + 6  # one of them: no contact


@pytest.mark.parametrize("text", ["[[feeds]", "a = ", "contact = 'a\nb'", "a = 1\na = 2"])
def test_says_that_it_is_no_toml(text, write) -> None:
    with pytest.raises(InputError, match="cannot be read as TOML: "):
        read_list(write(text))


def test_says_that_there_is_no_list(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_list(tmp_path / "feeds.toml")
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        read_list(tmp_path)


def test_the_example_of_the_docs_is_a_list(write, tmp_path) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "collect-news.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.S)
    (tmp_path / "addresses.txt").touch()
    (tmp_path / "crawl-2023.warc.gz").touch()
    wanted = read_list(write(example))
    assert len(wanted.feeds) == 2
    assert wanted.pages[0].published == "2024-04-10"


def test_every_key_is_documented_with_its_default() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "collect-news.md"
    rows = re.findall(r"^\| `(\w+)` \| .* \| (?:`?([\w.]+)`? )?\|$", page.read_text("utf-8"), re.M)
    told = dict(rows)
    assert set(told) == set(KEYS) - set(TABLES)
    manners = Manners(contact="")
    for name in NUMBERS:
        assert float(told[name]) == getattr(manners, name, getattr(manners.bounds, name, None))
    assert told["folder"] == FOLDER

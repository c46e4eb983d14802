from __future__ import annotations

import pytest

from detente.records import Rejection
from detente.sources.feeds import Entry
from detente.sources.urls import read_urls


def test_reads_one_address_a_line_and_rejects_what_is_none(tmp_path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("\ufeff# ours\n\nHTTP://example.org\r\n  https://example.org/ä \nnonsense\n")
    *entries, bad = read_urls(path, publisher="Harbour Wire")
    assert entries == [
        Entry(url="http://example.org/", publisher="Harbour Wire"),
        Entry(url="https://example.org/%C3%A4", publisher="Harbour Wire"),
    ]
    assert (bad.source, bad.reason) == (f"{path}#5", "bad address")


@pytest.mark.parametrize(
    ("content", "reason"), [(b"\0" * 100, "binary content"), (b"a" * 100_000, "bad address")]
)
def test_odd_files_raise_nothing(content, reason, tmp_path) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(content)
    (one,) = read_urls(path)
    assert isinstance(one, Rejection)
    assert one.reason == reason


def test_says_that_a_file_cannot_be_read(tmp_path) -> None:
    (one,) = read_urls(tmp_path)
    assert one.reason == "unreadable file"

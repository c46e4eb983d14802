"""Files brought within reach: plain, packed, cut short, damaged."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.formats.opening import BESIDE, Opened, digest_of, files_in, is_plain, opened
from detente.records import Rejection
from detente.sources.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

DRAW = random.Random(1)
TEXT = "".join(f"{number}\t{DRAW.random()}\n" for number in range(20_000)).encode()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


@pytest.fixture
def room(tmp_path) -> Path:
    folder = tmp_path / "room"
    folder.mkdir()
    return folder


@pytest.fixture
def opening(tmp_path, room):
    """Give what one file of those bytes opens as, with the content of each."""

    def give(name: str, content: bytes, limits: Limits | None = None):
        path = tmp_path / name
        path.write_bytes(content)
        found = [
            (one, one.path.read_bytes() if isinstance(one, Opened) else b"")
            for one in opened(path, room, limits)
        ]
        assert not list(room.iterdir())
        return found

    return give


@pytest.mark.parametrize(
    ("name", "content", "place", "origin"),
    [
        ("a.tab", TEXT, "a.tab", "a.tab"),
        ("a.tab.gz", gzip.compress(TEXT), "a.tab.gz", "a.tab"),
        ("a.packed", gzip.compress(TEXT), "a.packed", "a.packed"),
        ("a.zip", zipped(("b.tab", TEXT)), "a.zip!b.tab", "b.tab"),
        ("a.zip", zipped(("in/b.tab", TEXT)), "a.zip!in/b.tab", "b.tab"),
        ("a.csv", zipped(("b.tab", TEXT)), "a.csv!b.tab", "b.tab"),
        ("a.gz", gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]), "a.gz", "a"),
    ],
)
def test_opens_plain_and_packed_files(tmp_path, opening, name, content, place, origin) -> None:
    ((one, body),) = opening(name, content)
    assert body == TEXT
    assert one.place == str(tmp_path / place)
    assert one.origin == tmp_path / origin
    assert one.cut is None
    assert one.size <= len(content)


def test_opens_the_members_of_an_archive_in_order_of_their_names(opening) -> None:
    content = zipped(("b", b"2\n"), ("a", b"1\n"), (".hidden", b"3\n"), ("__MACOSX/a", b"4\n"))
    assert [(one.place[-2:], body) for one, body in opening("a.zip", content)] == [
        ("!a", b"1\n"),
        ("!b", b"2\n"),
    ]


@pytest.mark.parametrize("name", ["cut.gz", "cut.zip", "no_directory.zip", "bad_directory.zip"])
def test_reads_what_is_cut_short_as_far_as_it_goes(opening, name) -> None:
    packed = gzip.compress(TEXT) if name.endswith("gz") else zipped(("b.tab", TEXT))
    content = {
        "cut.gz": packed[: len(packed) // 2],
        "cut.zip": packed[: len(packed) // 2],
        "no_directory.zip": packed[:-30],
        "bad_directory.zip": packed[:-40] + bytes(40),
    }[name]
    ((one, body),) = opening(name, content)
    assert one.cut
    assert TEXT.startswith(body)
    assert body.endswith(b"\n")
    assert len(body) > len(TEXT) // 3


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.zip", b"no archive", "unreadable zip"),
        ("a.zip", b"PK\x03\x04", "unreadable zip"),
        ("a.zip", zipped(), "empty file"),
        ("a.zip", zipped((".hidden", b"1\n")), "empty file"),
        ("a.zip", zipped(("b", TEXT), method=zipfile.ZIP_STORED)[:5000], "unreadable zip"),
        ("a.gz", gzip.compress(TEXT)[:20], "unreadable file"),
        ("a.gz", b"\x1f\x8b" + bytes(100), "unreadable file"),
    ],
)
def test_refuses_what_gives_nothing(opening, name, content, reason) -> None:
    ((one, _),) = opening(name, content)
    assert isinstance(one, Rejection)
    assert one.reason == reason
    assert one.counts_as_problem


def test_reads_the_other_members_of_an_archive_with_a_damaged_one(opening) -> None:
    content = bytearray(zipped(("a", TEXT), ("b", b"2\n")))
    content[2000:2100] = bytes(100)
    first, (second, body) = opening("a.zip", bytes(content))
    assert getattr(first[0], "cut", None) or isinstance(first[0], Rejection)
    assert (second.place[-2:], body) == ("!b", b"2\n")


def test_stops_where_a_file_expands_too_far(opening) -> None:
    limits = Limits(member_bytes=200_000)
    ((one, body),) = opening("a.gz", gzip.compress(TEXT), limits)
    assert "expands too far" in one.cut
    assert len(body) <= 200_000


@pytest.mark.parametrize("kind", ["lzma", "name"])
def test_refuses_a_damaged_archive_without_stopping(opening, kind) -> None:
    name = "é.tab"
    method = zipfile.ZIP_LZMA if kind == "lzma" else zipfile.ZIP_DEFLATED
    content = bytearray(zipped((name, TEXT), method=method))
    where = content.index(name.encode()) + (60 if kind == "lzma" else 0)
    content[where : where + 1] = b"\xff"
    opening("a.zip", bytes(content))


DAMAGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=30)


@pytest.mark.parametrize("packed", [zipped(("a", TEXT[:3000])), gzip.compress(TEXT[:3000])])
@settings(max_examples=100, deadline=None, derandomize=True)
@given(damages=DAMAGES, stop=st.integers(1, 3000))
def test_raises_nothing_whatever_is_damaged(tmp_path_factory, packed, damages, stop) -> None:
    folder = tmp_path_factory.getbasetemp()
    content = bytearray(packed)
    for place, value in damages:
        content[place % len(content)] = value
    (folder / "any.zip").write_bytes(content[:stop])
    for one in opened(folder / "any.zip", folder):
        assert isinstance(one, Opened | Rejection)


@pytest.mark.parametrize(
    ("content", "plain", "quoted"),
    [
        ("a\tb\nc\td\n", True, True),
        ("a\r\nb\r\n", True, True),
        ("a\n\nb\n", False, False),
        ("\na\n", False, False),
        ("\r\na\r\n", False, False),
        ("a\r\n\r\nb", False, False),
        ("a\rb\n", False, False),
        ("a\r", False, False),
        ("a\x01\n", False, False),
        ('"a\nb",c\n', True, False),
        ('"a",b\n', True, True),
        ('a"b\nc\n', True, False),
        ("x" * (1 << 20) + '"\n"\n', True, False),
        ("x" * ((1 << 20) - 1) + "\n\n", False, False),
        ("x" * ((1 << 20) - 1) + "\r\ny\r\n", True, True),
    ],
)
def test_tells_files_whose_lines_are_rows(tmp_path, content, plain, quoted) -> None:
    (tmp_path / "a").write_bytes(content.encode())
    assert is_plain(tmp_path / "a") == plain
    assert is_plain(tmp_path / "a", quoted=True) == quoted


def test_lists_files_of_folders_by_name_without_hidden_ones_and_lists_of_names(tmp_path) -> None:
    for name in ("b", "a", "sub/c", ".hidden/d", *BESIDE):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [one.name for one in files_in([tmp_path, str(tmp_path / "b")])]
    assert found == ["a", "b", "c", "b"]


def test_says_what_is_not_there_and_what_is_empty(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    found = list(files_in([tmp_path / "absent", tmp_path / "empty"]))
    assert Counter(one.reason for one in found) == {"not found": 1, "empty folder": 1}


def test_tells_files_by_their_bytes(tmp_path) -> None:
    for name, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / name).write_bytes(content)
    first, second, third = (digest_of(tmp_path / name) for name in "abc")
    assert first == second != third
    assert len(first) == 32

"""What `read_paths` reads, and what it says of input that it cannot read."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import Page, Rejection
from detente.sources.files import FieldNames, Limits, read_paths, size_of

if TYPE_CHECKING:
    from pathlib import Path

STORY = "Norway and Chile signed a treaty on fisheries in Oslo."
ACCENTS = "The café owner met the Señora from Curaçao."


def read(*paths: Path, **options: object) -> tuple[list[Page], list[Rejection]]:
    entries = list(read_paths(paths, **options))  # type: ignore[arg-type]
    pages = [entry for entry in entries if isinstance(entry, Page)]
    return pages, [entry for entry in entries if isinstance(entry, Rejection)]


def only_rejection(path: Path, **options: object) -> Rejection:
    pages, rejections = read(path, **options)
    assert not pages
    (rejection,) = rejections
    return rejection


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def row(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.txt", "txt"),
        ("a.md", "md"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.txt.gz", "txt"),
        ("a.html.gz", "html"),
    ],
)
def test_reads_one_file_as_one_page(tmp_path: Path, name: str, media: str) -> None:
    content = STORY.encode()
    path = write(tmp_path / name, gzip.compress(content) if name.endswith("gz") else content)
    assert read(path) == ([Page(source=str(path), media=media, body=STORY)], [])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", row(text=STORY, date="2024-04-10", headline="T", link="u", id=7, outlet="P")),
        ("a.ndjson", row(body=STORY, pubdate="2024-04-10", title="T", url="u", id=7, source="P")),
        ("a.json", row(content=STORY, date="2024-04-10", title="T", url="u", id=7, publisher="P")),
        ("a.csv", f'text,DATE,title,url,id,source\n"{STORY}",2024-04-10,T,u,7,P\n'.encode()),
        ("a.csv", f'text;date;title;url;id;source\n"{STORY}";2024-04-10;T;u;7;P\n'.encode()),
        (
            "a.tsv",
            f"text\tdate\ttitle\turl\tid\tsource\n{STORY}\t2024-04-10\tT\tu\t7\tP\n".encode(),
        ),
    ],
)
def test_finds_the_fields_of_a_row_by_their_usual_names(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (page,), rejections = read(write(tmp_path / name, content))
    assert not rejections
    assert page.body == STORY
    assert (page.published, page.title, page.url) == ("2024-04-10", "T", "u")
    assert (page.key, page.publisher) == ("7", "P")


def test_takes_field_names_that_the_user_gives(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", row(text="not this", Story=STORY))
    (page,), _ = read(path, fields=FieldNames(text=("story",)))
    assert page.body == STORY


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"id": None, "name": "NTB"}, "NTB"), (["Ann", "Bo"], "Ann, Bo"), ("", None), (True, None)],
)
def test_reads_nested_values_as_text(tmp_path: Path, value: object, expected: str | None) -> None:
    (page,), _ = read(write(tmp_path / "a.jsonl", row(text=STORY, author=value)))
    assert page.byline == expected


def test_numbers_rows_by_their_line_and_names_members(tmp_path: Path) -> None:
    rows = b"\n" + row(text="first") + row(text="second")
    path = write(tmp_path / "a.zip", zipped({"in/b.jsonl": rows}))
    pages, _ = read(path)
    assert [page.source for page in pages] == [f"{path}!in/b.jsonl#2", f"{path}!in/b.jsonl#3"]


def test_reads_quoted_line_breaks_in_csv_as_one_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'text,id\n"one\ntwo",1\nthree,2\n')
    pages, rejections = read(path)
    assert [(page.body, page.source[-2:]) for page in pages] == [
        ("one\ntwo", "#2"),
        ("three", "#4"),
    ]
    assert not rejections


def test_recognises_html_in_rows(tmp_path: Path) -> None:
    pages, _ = read(write(tmp_path / "a.jsonl", row(text=f"<p>{STORY}</p>") + row(text=STORY)))
    assert [page.media for page in pages] == ["html", "txt"]


def test_reads_folders_in_order_and_notes_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/z.txt", "b/a.txt", ".hidden.txt", "photo.jpg"):
        write(tmp_path / name, name)
    pages, notes = read(tmp_path)
    assert [page.body for page in pages] == ["b/a.txt", "b/z.txt", "c.txt"]
    assert [(note.reason, note.counts_as_problem) for note in notes] == [
        ("hidden file", False),
        ("hidden file", False),
        ("unsupported file type", False),
    ]


def test_reads_archives_in_archives_to_one_level(tmp_path: Path) -> None:
    third = zipped({"deep.txt": b"deep"})
    second = zipped({"inner.txt": STORY.encode(), "third.zip": third})
    members = {"b.txt.gz": gzip.compress(b"packed"), "a.zip": second, "x.png": b"", "._b": b""}
    pages, rejections = read(write(tmp_path / "a.zip", zipped(members)))
    assert [page.body for page in pages] == [STORY, "packed"]
    assert {note.reason: note.counts_as_problem for note in rejections} == {
        "nested too deep": True,
        "unsupported file type": False,
        "hidden file": False,
    }


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_finds_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    content = {
        "a.jsonl": json.dumps({"text": ACCENTS}, ensure_ascii=False) + "\n",
        "a.csv": f"text,id\n{ACCENTS},1\n",
    }.get(name, ACCENTS)
    (page,), rejections = read(write(tmp_path / name, content.encode(encoding)))
    assert page.body == ACCENTS
    assert not rejections


def test_believes_the_encoding_that_html_declares(tmp_path: Path) -> None:
    html = '<html><head><meta charset="windows-1251"></head><p>Президент</p>'
    (page,), _ = read(write(tmp_path / "a.html", html.encode("cp1251")))
    assert page.body == html


def test_reads_a_text_in_another_script(tmp_path: Path) -> None:
    text = "Президент встретился с премьер-министром Японии во вторник в Токио. " * 5
    (page,), _ = read(write(tmp_path / "a.txt", text.encode("cp1251")))
    assert page.body == text


BINARY = bytes(range(256)) * 8


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n\t\n", "empty file"),
        ("a.jsonl", b"\n\n", "empty file"),
        ("a.json", b"[]", "empty file"),
        ("a.csv", b"text,id\n", "empty file"),
        ("a.zip", zipped({}), "empty file"),
        ("a.txt", BINARY, "binary content"),
        ("a.jsonl", BINARY, "binary content"),
        ("a.txt", b"%PDF-1.7 and so on", "binary content"),
        ("a.txt", gzip.compress(b"no gz in its name"), "binary content"),
        ("a.txt.gz", gzip.compress(STORY.encode())[:-9], "unreadable gzip"),
        ("a.txt.gz", b"not packed at all", "unreadable gzip"),
        ("a.zip", zipped({"a.txt": STORY.encode()})[:-30], "unreadable zip"),
        ("a.zip", b"PK\x03\x04 but no archive", "unreadable zip"),
        ("a.json", b'{"text": ', "unreadable json"),
        ("a.jsonl", b'{"text": \n', "bad line"),
        ("a.jsonl", b'["a list"]\n', "bad line"),
        ("a.jsonl", row(summary=STORY), "row without text"),
        ("a.jsonl", row(text="  "), "row without text"),
        ("a.jsonl", row(text=None), "row without text"),
        ("a.csv", b"name,size\na,1\n", "wrong columns"),
        ("a.csv", b"text,id\na,1,2\n", "bad line"),
        ("a.pdf", b"whatever", "unsupported file type"),
    ],
)
def test_rejects_what_it_cannot_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    rejection = only_rejection(write(tmp_path / name, content))
    assert rejection.reason == reason
    assert rejection.stage == "sources"
    assert rejection.counts_as_problem
    assert rejection.source.startswith(str(tmp_path / name))


def test_rejects_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert only_rejection(tmp_path / "none.txt").reason == "not found"


def test_rejects_an_empty_folder(tmp_path: Path) -> None:
    assert only_rejection(tmp_path).reason == "empty folder"


def test_rejects_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "none.txt")
    assert only_rejection(tmp_path).reason == "not found"


def test_reads_on_behind_a_bad_line(tmp_path: Path) -> None:
    content = row(text="one") + b'{"text": "cut\n' + row(text="three")
    pages, (rejection,) = read(write(tmp_path / "a.jsonl", content))
    assert [page.body for page in pages] == ["one", "three"]
    assert (rejection.reason, rejection.source[-2:]) == ("bad line", "#2")


def test_keeps_the_rows_before_a_break_in_a_gzip(tmp_path: Path) -> None:
    rows = b"".join(row(text=f"{n} {n * n} {n**3}") for n in range(20_000))
    path = write(tmp_path / "a.jsonl.gz", gzip.compress(rows)[:-5_000])
    pages, (rejection,) = read(path)
    assert 10_000 < len(pages) < 20_000
    assert rejection.reason == "unreadable gzip"


def test_reads_the_good_members_of_a_zip_with_a_broken_one(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": b"first " * 99, "b.txt": b"second"}))
    packed[packed.find(b"a.txt") + 8] ^= 0xFF
    pages, (rejection,) = read(write(tmp_path / "a.zip", bytes(packed)))
    assert [page.body for page in pages] == ["second"]
    assert rejection.reason == "unreadable zip"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rejects_a_line_that_is_too_long_and_reads_on(tmp_path: Path, name: str) -> None:
    long = "x" * 300_000
    content = {
        "a.jsonl": row(text="one") + row(text=long) + row(text="three"),
        "a.csv": f"text\none\n{long}\nthree\n".encode(),
    }[name]
    pages, (rejection,) = read(write(tmp_path / name, content), limits=Limits(line_bytes=200_000))
    assert [page.body for page in pages] == ["one", "three"]
    assert rejection.reason == "line too long"


def test_holds_no_line_that_is_too_long(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + row(text="end")
    )
    tracemalloc.start()
    pages, (rejection,) = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [page.body for page in pages] == ["end"]
    assert rejection.reason == "line too long"
    assert peak < 45_000_000


def test_rejects_a_text_that_is_too_large(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "a" * 2_000)
    assert only_rejection(path, limits=Limits(text_bytes=1_000)).reason == "too large"


@pytest.mark.parametrize(
    "limits",
    [
        Limits(member_bytes=1_000_000),
        Limits(total_bytes=1_000_000),
        Limits(ratio=50, ratio_from=1_000_000),
    ],
)
@pytest.mark.parametrize("name", ["a.zip", "a.jsonl.gz"])
def test_stops_at_a_file_that_expands_too_far(tmp_path: Path, name: str, limits: Limits) -> None:
    bomb = b"\n" * 5_000_000
    content = zipped({"a.jsonl": bomb}) if name == "a.zip" else gzip.compress(bomb)
    assert (
        only_rejection(write(tmp_path / name, content), limits=limits).reason == "expands too far"
    )


def test_streams_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for number in range(60_000):
            stream.write(row(text=f"{number} " + STORY * 5))
    tracemalloc.start()
    count = sum(1 for _ in read_paths([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 5_000_000


def test_reports_every_byte_on_disk_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "b.jsonl.gz", gzip.compress(row(text=STORY) * 5_000))
    write(tmp_path / "c.zip", zipped({"x.txt": STORY.encode(), "y.jpg": b"123"}))
    write(tmp_path / "d.txt.gz", b"broken")
    write(tmp_path / "e.jpg", b"not read")
    reported: list[int] = []
    list(read_paths([tmp_path], on_bytes=reported.append))
    assert sum(reported) == size_of([tmp_path])
    assert all(count > 0 for count in reported)


def test_gives_the_same_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.bin"):
        write(tmp_path / name, name)
    assert list(read_paths([tmp_path])) == list(read_paths([tmp_path]))


@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=400),
    name=st.sampled_from(
        ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.txt.gz", "a.zip"]
    ),
)
def test_never_raises_and_never_is_silent(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = write(tmp_path_factory.mktemp("any") / name, content)
    assert list(read_paths([path]))


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
        min_size=1,
        max_size=5,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_gives_back_the_texts_of_json_lines(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], encoding: str
) -> None:
    body = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    path = write(tmp_path_factory.mktemp("any") / "a.jsonl", body.encode(encoding))
    assert [page.body for page in read(path)[0]] == texts

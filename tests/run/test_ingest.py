"""Event data of other projects read into a store: what is bad, what comes twice, what adds up."""

from __future__ import annotations

import csv
import gzip
import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from formats.made import (
    CELLS,
    COMMAS,
    NOW,
    PLOVER,
    adds_up,
    header,
    json_line,
    json_table,
    key_of,
    line,
    quadruples,
    read,
    table,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.run.ingest import ingest_paths
from detente.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from formats.made import Read


def icews(start: int, count: int = 4, **changes: str) -> list[str]:
    """Give lines of new ids, the header first."""
    rows = [line("icews", {"Event ID": str(start + i), **changes}) for i in range(count)]
    return [header("icews"), *rows]


def text_of(lines: list[str], end: str = "\n") -> str:
    return end.join(lines) + end


def zipped(content: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.tab", content)
    return held.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.fixture(autouse=True)
def _usual_limit_of_cells():
    """Reset what reading line by line raises for the whole process."""
    csv.field_size_limit(131_072)


@pytest.fixture
def store_path(tmp_path) -> Path:
    return tmp_path / ".s.duckdb"  # hidden: no part of the folder when that is read


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    """Many small files of one format, most of them bad in some way, stored together."""
    folder = tmp_path_factory.mktemp("bad")
    many = text_of(icews(5000, 3000))
    other = many.replace("\t043\t", "\t042\t").replace("Host a visit", "Make a visit")
    damaged = bytearray(text_of(icews(9000, 60)).encode())
    draw = random.Random(3)
    for _ in range(len(damaged) // 10):
        place = draw.randrange(len(header("icews")) + 1, len(damaged))
        damaged[place] = draw.choice(b"abcXYZ019 \t\n")
    one, two, three = icews(100), icews(200), icews(300)
    western = line("icews", {"Event ID": "700", "City": "Orléans"}).encode("cp1252")
    files: dict[str, bytes | str] = {
        "a_good.tab": text_of(icews(0)),
        "b_width.tab": text_of([*one[:3], "1\t2\t3", one[3], one[4] + "\tx"]),
        "c_code.tab": text_of([*two[:2], two[2].replace("\t043\t", "\t9999\t"), *two[3:]]),
        "d_dates.tab": text_of([*three[:4], three[4].replace("2024-04-09", "2024-02-30")]),
        "e_crlf.tab": text_of(icews(400), "\r\n"),
        "f_mixed_ends.tab": text_of(icews(500)[:3]) + text_of(icews(502, 2)[1:], "\r\n"),
        "g_no_end.tab": text_of(icews(600)).rstrip("\n"),
        "h_western.tab": text_of(icews(710)).encode() + western + b"\n",
        "i_only_header.tab": header("icews") + "\n",
        "j_damaged.tab": bytes(damaged),
        "k_cut.tab.zip": half(zipped(many)),
        "l_cut.tab.gz": half(gzip.compress(other.encode())),
        "m_no_directory.zip": zipped(text_of(icews(800)))[:-30],
        "n_mark.tab": b"\xef\xbb\xbf" + text_of(icews(900)).encode(),
        "o_again.tab": text_of([*icews(0), *icews(950, 1)[1:]]),
        "p_twice.tab": text_of([*icews(960, 2), icews(960, 2)[1]]),
    }
    for name, content in files.items():
        body = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(body)
    return read([folder], folder.parent / "bad.duckdb")


@pytest.mark.parametrize(
    ("name", "rows", "kept", "reasons"),
    [
        ("a_good.tab", 4, 4, []),
        ("b_width.tab", 5, 3, [(4, "wrong number of columns"), (6, "wrong number of columns")]),
        ("c_code.tab", 4, 3, [(3, "unknown event code")]),
        ("d_dates.tab", 4, 3, [(5, "impossible date")]),
        ("e_crlf.tab", 4, 4, []),
        ("f_mixed_ends.tab", 4, 4, []),
        ("g_no_end.tab", 4, 4, []),
        ("h_western.tab", 5, 5, []),
        ("i_only_header.tab", 0, 0, []),
        ("n_mark.tab", 4, 4, []),
        ("m_no_directory.zip!b.tab", 4, 4, [(0, "cut short")]),
    ],
)
def test_counts_each_bad_row_with_its_line(found, name, rows, kept, reasons) -> None:
    file = found.file(name)
    assert (file.rows, file.kept) == (rows, kept)
    assert found.reasons(name) == reasons


def test_keeps_the_line_of_each_row_in_a_flush_of_many_files(found) -> None:
    lines = {
        "a_good.tab": [2, 3, 4, 5],
        "b_width.tab": [2, 3, 5],
        "c_code.tab": [2, 4, 5],
        "e_crlf.tab": [2, 3, 4, 5],
        "f_mixed_ends.tab": [2, 3, 4, 5],
        "n_mark.tab": [2, 3, 4, 5],
    }
    assert {name: [row.row for row in found.rows(name)] for name in lines} == lines
    assert [row.original_id for row in found.rows("c_code.tab")] == ["200", "202", "203"]


def test_reads_windows_1252_in_a_table(found) -> None:
    assert found.rows("h_western.tab")[-1].place == "Orléans"


@pytest.mark.parametrize("name", ["k_cut.tab.zip!b.tab", "l_cut.tab.gz"])
def test_reads_what_is_cut_short_up_to_its_last_whole_line(found, name) -> None:
    file = found.file(name)
    assert 100 < file.rows < 3000
    assert file.kept + file.repeats == file.rows
    assert found.reasons(name) == [(0, "cut short")]
    (note,) = [one for one in found.rejections if one.source.endswith(name)]
    assert f"{file.rows} rows read" in note.detail


def test_counts_a_tenth_of_damaged_bytes_as_bad_rows(found) -> None:
    file = found.file("j_damaged.tab")
    assert adds_up(file)
    assert file.rejected > file.rows / 2
    assert len(found.reasons("j_damaged.tab")) == file.rejected


def test_counts_rows_of_another_file_as_repeats(found) -> None:
    file = found.file("o_again.tab")
    assert (file.rows, file.kept, file.repeats) == (5, 1, 4)
    file = found.file("p_twice.tab")
    assert (file.rows, file.kept, file.repeats) == (3, 2, 1)
    assert [row.row for row in found.rows("p_twice.tab")] == [2, 3]


def test_loses_no_row_of_any_file(found) -> None:
    assert not found.refused
    assert all(map(adds_up, found.files))
    assert sum(file.kept for file in found.files) == len(found.coded)
    listed = [one for one in found.rejections if one.counts_as_problem]
    cut = [one for one in listed if one.reason == "cut short"]
    assert sum(file.rejected for file in found.files) == len(listed) - len(cut)
    assert {one.run_id for one in listed} <= {file.id for file in found.files}
    assert len({one.id for one in found.rejections}) == len(found.rejections)


def test_tells_the_first_and_the_last_day_of_each_file(found) -> None:
    file = found.file("a_good.tab")
    assert str(file.first_day) == str(file.last_day) == "2024-04-09"
    assert found.file("i_only_header.tab").first_day is None
    assert file.day == NOW


def test_reads_the_same_bytes_once_wherever_they_lie(tmp_path, store_path) -> None:
    content = table("dyad-day", 4)
    (tmp_path / "a.csv").write_text(content)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(content.encode()))
    (tmp_path / "c.zip").write_bytes(zipped(content))
    first = read([tmp_path / name for name in ("a.csv", "b.csv.gz", "c.zip")], store_path)
    again = read([tmp_path / "a.csv"], store_path)
    assert [file.kept for file in first.files] == [4]
    assert [one.reason for one in first.refused] == ["read before"] * 2
    assert (again.files, [one.reason for one in again.refused]) == ([], ["read before"])
    assert not any(one.counts_as_problem for one in again.refused)
    assert len(again.tallies) == 4


def test_counts_rows_of_an_earlier_run_as_repeats(tmp_path, store_path) -> None:
    (tmp_path / "a.csv").write_text(table("dyad-day", 4))
    (tmp_path / "b.csv").write_text(table("dyad-day", 6))
    read([tmp_path / "a.csv"], store_path)
    file = read([tmp_path / "b.csv"], store_path).file("b.csv")
    assert (file.kept, file.repeats) == (2, 4)


def test_says_what_could_not_be_read_and_goes_on(tmp_path, store_path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "notes.txt").write_text("Nothing to see here.\n")
    (tmp_path / "z.jsonl").write_text(json_table("plover", 1))
    paths = [tmp_path / name for name in ("absent", "empty", "notes.txt", "z.jsonl")]
    found = read(paths, store_path)
    assert [one.reason for one in found.refused] == [
        "not found",
        "no known format",
        "no known format",
    ]
    assert sorted(one.source for one in found.rejections) == sorted(map(str, paths[:3]))
    assert len(found.coded) == 1


@pytest.mark.parametrize("wanted", ["gdelt1", "polecat", "plover", "quadruples", "detente"])
def test_refuses_a_file_that_is_not_what_it_is_said_to_be(tmp_path, store_path, wanted) -> None:
    (tmp_path / "a.tab").write_text(text_of(icews(0)))
    found = read([tmp_path / "a.tab"], store_path, form=wanted)
    assert ([one.reason for one in found.refused], found.files) == (["no known format"], [])
    assert wanted in found.refused[0].detail


def test_knows_no_other_names_of_formats(tmp_path, store_path) -> None:
    (tmp_path / "a.tab").write_text(text_of(icews(0)))
    with pytest.raises(UnknownName, match="icevs"):
        read([tmp_path / "a.tab"], store_path, form="icevs")


def test_tells_each_file_before_it_is_read(tmp_path, store_path) -> None:
    (tmp_path / "a.jsonl").write_text(json_table("plover", 1))
    told: list[str] = []
    with open_store(store_path, write=True) as store:
        list(ingest_paths([tmp_path / "a.jsonl"], store, now=NOW, on_file=told.append))
    assert told == [str(tmp_path / "a.jsonl")]


def test_reads_files_whose_names_have_signs_of_patterns(tmp_path, store_path) -> None:
    names = ["a[1].csv", "b*.csv", "c?.csv", "d'e (2).csv", "é.csv"]
    for number, name in enumerate(names):
        row = {"date": key_of("dyad-day", number)}
        (tmp_path / name).write_text(table("dyad-day", [row]))
    found = read([tmp_path], store_path)
    assert [file.kept for file in found.files] == [1] * len(names)


def test_gathers_files_of_several_formats_that_lie_mixed(tmp_path, store_path, monkeypatch) -> None:
    for stamp in ("20240410101500", "20240410103000"):
        for form, name in (("gdelt-mentions", "mentions.CSV"), ("gdelt-gkg1", "gkg.csv")):
            key = {"GLOBALEVENTID" if form == "gdelt-mentions" else "EventIds": stamp}
            (tmp_path / f"{stamp}.{name}").write_text(table(form, [key]))
    loads = []
    load = Store.load
    monkeypatch.setattr(Store, "load", lambda *args, **more: loads.append(1) or load(*args, **more))
    assert sum(file.kept for file in read([tmp_path], store_path).files) == 4
    assert len(loads) == 2


# What stops the whole reading, the files before and after it included, where one row or file
# should be counted as bad.


def late_byte() -> bytes:
    text = line("gdelt2") + "\n" + line("gdelt2", {"GLOBALEVENTID": "2", "SOURCEURL": "http://é"})
    return text.encode("cp1252") + b"\n"


BREAKERS: dict[str, tuple[Callable[[], bytes], list[tuple[int, str]] | None]] = {
    "late_byte.CSV": (late_byte, []),
    "return.tab": (lambda: text_of(icews(0)).replace("Lima", "Li\rma", 1).encode(), None),
    "binary.tab": (
        lambda: text_of([*icews(0), "x"]).replace("Harbour Wire", "\x01" * 60, 1).encode(),
        None,
    ),
    "binary.jsonl": (lambda: json_table("plover", 1).encode() + b"\x01" * 500 + b"\n", None),
    "surrogate.jsonl": (
        lambda: json_line(PLOVER, event_text="?").replace("?", "\\ud800").encode(),
        None,
    ),
    "long.txt": (lambda: b"x" * 200_000 + b"\n", None),
    "cut.parquet": (lambda: b"PAR1 and no more", None),
}


@pytest.mark.parametrize("name", BREAKERS)
def test_no_file_stops_the_reading_of_others(tmp_path, store_path, name) -> None:
    make, reasons = BREAKERS[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "z.jsonl").write_text(json_line(PLOVER, id="z"))
    found = read([tmp_path / name, tmp_path / "z.jsonl"], store_path)
    assert found.file("z.jsonl").kept == 1
    assert all(map(adds_up, found.files))
    if reasons is not None:
        assert found.reasons(name) == reasons
    else:
        assert found.reasons(name)


def test_stores_what_was_read_before_a_bad_file(tmp_path, store_path) -> None:
    (tmp_path / "a.csv").write_text(table("dyad-day", 4))
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    assert len(read([tmp_path], store_path).tallies) == 4


def test_counts_empty_lines_as_lines(tmp_path, store_path) -> None:
    lines = table("dyad-day", 4).splitlines()
    lines[4] = lines[4].replace("CHL", "XYZ")
    (tmp_path / "a.csv").write_text(text_of([*lines[:3], "", *lines[3:]]))
    found = read([tmp_path / "a.csv"], store_path)
    assert found.reasons("a.csv") == [(6, "unknown state")]
    assert [row.row for row in found.rows("a.csv")] == [2, 3, 5]


def test_passes_over_empty_lines_before_the_header(tmp_path, store_path) -> None:
    (tmp_path / "a.csv").write_text("\n\n" + table("dyad-day", 4))
    file = read([tmp_path / "a.csv"], store_path).file("a.csv")
    assert (file.rows, file.kept, file.rejected) == (4, 4, 0)


def test_treats_control_characters_alike_beside_good_and_bad_rows(tmp_path, store_path) -> None:
    first, second = (
        line("gdelt-mentions", {"SentenceID": number, "MentionSourceName": "a\x01b" + "c" * 100})
        for number in "12"
    )
    (tmp_path / "a.CSV").write_text(text_of([first]))
    (tmp_path / "b.CSV").write_text(text_of([second, "short"]))
    found = read([tmp_path], store_path)
    assert found.file("a.CSV").kept == found.file("b.CSV").kept


TAME = ["x", "-1", "nan", "1e400", "9" * 30, "2024-02-30", "99999999", "", "NA", "/", "-", "'", "é"]
WILD = [*TAME, "\x00", "\r", '"', "\t", "\n", "\ufeff", "\x01" * 30, "\u2028"]


def damaged(form: str, damages: list[tuple[int, int, str]], words: list[str]) -> bytes:
    """Give a file of four rows in which cells, or any places, hold something else."""
    lines = table(form, 4).splitlines()
    first = len(lines) - 4
    for row, place, kind in damages:
        number = first + row % 4
        parted = "," if form in COMMAS else "\t"
        cells = lines[number].split(parted)
        word = words[place % len(words)]
        if kind == "cell":
            cells[place % len(cells)] = word
        elif kind == "drop":
            del cells[place % len(cells)]
        elif kind == "insert":
            cells.insert(place % len(cells), word)
        else:
            cells = [*cells, *cells[: place % 3]]
        lines[number] = parted.join(cells)
    return text_of(lines).encode()


DAMAGES = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 500), st.sampled_from(["cell", "drop", "insert", "grow"])
    ),
    max_size=5,
)
FUZZ = settings(
    max_examples=2, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)


def reads_whatever(folder: Path, contents: list[bytes], name: str = "f{}.txt") -> None:
    """Check that files are read or refused and that each row of those read is counted."""
    for number, content in enumerate(contents):
        (folder / name.format(number)).parent.mkdir(exist_ok=True)
        (folder / name.format(number)).write_bytes(content)
    found = read([folder], folder.parent / f"{folder.name}.duckdb")
    assert len(found.files) + len(found.refused) == len(contents)
    for file in found.files:
        assert adds_up(file), file
        mine = [one for one in found.rejections if one.run_id == file.id and one.counts_as_problem]
        assert len(mine) == file.rejected
    assert sum(file.kept for file in found.files) == len(
        found.coded + found.tallies + found.notices
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(TAME, id="tame"),
        pytest.param(WILD, id="wild"),
    ],
)
@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in CELLS if form != "dyad-year"])
@FUZZ
@given(many=st.lists(DAMAGES, min_size=15, max_size=30))
def test_reads_damaged_tables_to_their_end(tmp_path_factory, form, words, many) -> None:
    contents = [damaged(form, damages, words) for damages in many]
    if words is WILD:
        contents.append(damaged(form, [(1, 4, "cell")], ["\x01" * 90]) + b"short\n")
    reads_whatever(tmp_path_factory.mktemp("fuzz"), contents)


@FUZZ
@given(times=st.lists(st.integers(-(10**19), 10**19) | st.integers(0, 99), min_size=5))
def test_reads_quadruples_of_any_numbers(tmp_path_factory, times) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    lines = [f"{abs(time) % 5}\t{abs(time) % 4}\t1\t{time}" for time in [10**12, *times]]
    quadruples(folder / "ICEWS14", ["0\t1\t2\t0"] * 50 + lines)
    found = read([folder], folder.parent / f"{folder.name}.duckdb")
    assert all(map(adds_up, found.files))
    assert found.files[0].rows == 50 + len(lines)


LETTERS = st.tuples(st.integers(0, 3000), st.sampled_from('xX09{}[]",:\\ \n'))


@FUZZ
@given(many=st.lists(st.lists(LETTERS, max_size=20), min_size=15, max_size=30))
def test_reads_damaged_json_to_its_end(tmp_path_factory, many) -> None:
    contents = []
    for damages in many:
        content = bytearray(json_table("plover", 4).encode())
        for place, letter in damages:
            content[place % len(content)] = ord(letter)
        contents.append(bytes(content))
    reads_whatever(tmp_path_factory.mktemp("fuzz"), contents, "f{}.jsonl")


def test_keys_of_made_rows_tell_them_apart() -> None:
    assert all(len({key_of(form, number) for number in range(1, 5)}) == 4 for form in CELLS)

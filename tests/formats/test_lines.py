"""Tables read line by line where an engine gives up."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from formats.made import COLUMNS, GDELT, header, line, table

from detente.formats.known import Shape, shape_of
from detente.formats.lines import checked, columns_of
from detente.formats.own import LAYOUT as OWN
from detente.sources.limits import Limits

LIMITS = Limits(line_bytes=2000)


@pytest.fixture
def check(tmp_path):
    """Give the rows written and (line, reason, problem) of each rejection."""

    def give(content: str | bytes, form: str):
        source, out = tmp_path / "a.txt", tmp_path / "out"
        source.write_bytes(content if isinstance(content, bytes) else content.encode())
        shape = shape_of(source, place=source, wanted=form)
        found = list(checked(source, shape, "a.txt", out, LIMITS))
        with out.open(encoding="utf-8", newline="") as lines:
            rows = [
                dict(zip(columns_of(shape), row, strict=True))
                for row in csv.reader(lines, delimiter="\t")
            ]
        return rows, [(one.source, one.reason, one.counts_as_problem) for one in found]

    return give


def test_writes_good_lines_with_their_numbers_and_gives_the_bad_ones(check) -> None:
    good = [line("icews", {"Event ID": str(i)}) for i in range(3)]
    lines = [header("icews"), good[0], "short", "", good[1], "x" * 3000, good[2] + "\tmore"]
    rows, found = check("\n".join(lines) + "\n", "icews")
    assert [(row["row"], row["Event ID"]) for row in rows] == [("2", "0"), ("5", "1")]
    assert found == [
        ("a.txt#3", "wrong number of columns", True),
        ("a.txt#6", "line too long", True),
        ("a.txt#7", "wrong number of columns", True),
    ]


def test_rejects_lines_with_control_characters(check) -> None:
    text = table("icews", 30).replace("Lima", "Li\x00ma", 1)
    rows, found = check(text, "icews")
    assert len(rows) == 29
    assert found == [("a.txt#2", "control characters", True)]


def test_keeps_only_columns_that_are_read(check) -> None:
    rows, _ = check(table("gdelt2", 1), "gdelt2")
    assert set(rows[0]) - {"row"} < set(COLUMNS["gdelt2"])
    assert rows[0]["SOURCEURL"] == GDELT["SOURCEURL"]


def test_accepts_every_width_that_a_format_has(check) -> None:
    rows, found = check(line("gdelt1", width=57) + "\n" + line("gdelt1") + "\n", "gdelt1")
    assert [row["SOURCEURL"] for row in rows] == ["", GDELT["SOURCEURL"]]
    assert not found


def test_reads_quoted_cells(check) -> None:
    rows, found = check(table("detente", 1) + '"no end,\n', "detente")
    assert rows[0]["actor_name"] == "Kyoto, city of"
    assert found == [("a.txt#3", "bad line", True)]


def test_notes_lines_that_are_windows_1252(check) -> None:
    filler = table("icews", 400)
    assert len(filler) > 1 << 16
    text = filler.encode() + line("icews", {"City": "Orléans"}).encode("cp1252") + b"\n"
    rows, found = check(text, "icews")
    assert rows[-1]["City"] == "Orléans"
    assert found == [("a.txt#402", "not UTF-8", False)]


def test_reads_utf_8_beside_windows_1252(check) -> None:
    text = table("icews", [{"City": "Łódź"}]).encode()
    text += line("icews", {"City": "Orléans"}).encode("cp1252") + b"\n"
    rows, found = check(text, "icews")
    assert [row["City"] for row in rows] == ["Łódź", "Orléans"]
    assert found == [("a.txt#3", "not UTF-8", False)]


def test_reads_a_cell_over_several_lines(check) -> None:
    rows, found = check(table("detente", [{"text": "One.\nTwo."}]) + "short\n", "detente")
    assert [row["text"] for row in rows] == ["One.\nTwo."]
    assert found == [("a.txt#4", "wrong number of columns", True)]


@pytest.mark.parametrize(
    ("text", "rows", "reasons"),
    [
        ('"a\n\nb",c', [("a\n\nb", "2")], []),
        ('"a ""b""\nc",d\n"e",f', [('a "b"\nc', "2"), ("e", "4")], []),
        ('"a,b\nc,d\ne,f', [("c", "3"), ("e", "4")], [2]),
        ('a"b,c\nd"e,f', [('a"b', "2"), ('d"e', "3")], []),
        ('"a,b\nc,"d"\ne,f', [("c", "3"), ("e", "4")], [2]),
        ('"a\rb",c\na\rb,c\ne,f', [("a\rb", "2"), ("e", "4")], [3]),
    ],
)
def test_reads_quoted_rows_and_loses_no_line_to_a_stray_mark(tmp_path, text, rows, reasons) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "out"
    source.write_bytes(f"id,code\n{text}\n".encode())
    shape = Shape(layout=OWN, columns=("id", "code"), delimiter=",", header=True, quoted=True)
    found = list(checked(source, shape, "a", out))
    with out.open(encoding="utf-8", newline="") as lines:
        kept = [(row[1], row[0]) for row in csv.reader(lines, delimiter="\t")]
    assert kept == rows
    assert [int(one.source.rpartition("#")[2]) for one in found] == reasons


def test_rejects_a_carriage_return_within_a_line(check) -> None:
    text = table("icews", 3).replace("Lima", "Li\rma", 1)
    _, found = check(text, "icews")
    assert found == [("a.txt#2", "control characters", True)]


def test_rejects_lines_of_a_file_that_is_hardly_text(check) -> None:
    text = table("icews", 3).replace("Harbour Wire", "\x01" * 60, 1)
    _, found = check(text, "icews")
    assert found == [("a.txt#2", "control characters", True)]


def test_gives_every_line_once(check) -> None:
    draw = random.Random(4)
    content = bytearray(table("gdelt2", 200).encode())
    for _ in range(len(content) // 300):
        content[draw.randrange(len(content))] = draw.choice(b'\t\nabc,\x01"')
    rows, found = check(bytes(content), "gdelt2")
    lines = [one for one in content.split(b"\n") if one.strip()]
    problems = [one for one in found if one[2]]
    assert len(rows) + len(problems) == len(lines)
    assert problems
    numbers = [int(row["row"]) for row in rows] + [int(one[0].split("#")[1]) for one in problems]
    assert len(set(numbers)) == len(numbers)


def test_needs_no_more_than_the_shape(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(table("icews", 1))
    shape = shape_of(path, place=Path("a.txt"))
    assert columns_of(shape) == ("row", *COLUMNS["icews"])

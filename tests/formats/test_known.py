"""Which format a file has, told by its first lines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from formats.made import COLUMNS, header, json_table, line, table
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError, UnknownName
from detente.formats.known import HEAD, LAYOUTS, NAMES, shape_of


@pytest.fixture(autouse=True)
def _usual_limit_of_cells():
    """Reset what reading line by line raises for the whole process."""
    csv.field_size_limit(131_072)


@pytest.fixture
def shape(tmp_path):
    def tell(content: str | bytes, *, wanted: str | None = None):
        path = tmp_path / "a.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return shape_of(path, place=Path("folder") / "a.txt", wanted=wanted)

    return tell


@pytest.mark.parametrize("form", COLUMNS)
def test_tells_every_format_with_its_header(shape, form) -> None:
    text = table(form, 3)
    text = text if text.startswith(header(form)) else header(form) + "\n" + text
    found = shape(text)
    assert (found.layout.name, found.header) == (form, True)
    assert found.columns == COLUMNS[form]


@pytest.mark.parametrize(
    "form", ["gdelt1", "gdelt2", "gdelt-mentions", "gdelt-gkg2", "icews", "polecat", "phoenix"]
)
def test_tells_formats_without_header_by_their_width(shape, form) -> None:
    found = shape("".join(line(form) + "\n" for _ in range(3)))
    assert (found.layout.name, found.header) == (form, False)


def test_tells_petrarch2_of_eleven_columns(shape) -> None:
    assert shape(line("petrarch2") + "\n").layout.name == "petrarch2"


@pytest.mark.parametrize("form", ["plover", "ngec"])
def test_tells_json_lines_by_their_keys(shape, form) -> None:
    assert shape(json_table(form, 2)).layout.name == form
    assert shape("{broken\n" + json_table(form, 2)).layout.name == form


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_tells_what_parts_the_columns(shape, delimiter) -> None:
    found = shape(header("icews").replace("\t", delimiter) + "\n")
    assert (found.layout.name, found.delimiter) == ("icews", delimiter)
    assert found.quoted == (delimiter != "\t")


def test_takes_of_two_columns_of_one_name_the_first(shape) -> None:
    found = shape("date,iso3_a,iso3_b,score,score,mood\n")
    assert found.columns == ("date", "iso3_a", "iso3_b", "score", "", "")


def test_tells_a_format_though_some_rows_are_bad(shape) -> None:
    rows = ["short", *[line("gdelt2")] * 3, "", "also short"]
    assert shape("\n".join(rows)).layout.name == "gdelt2"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n \n\t\n",
        "name,type,description\nGLOBALEVENTID,INTEGER,an id\n",
        "A story.\n\nIt has sentences, not columns.\n",
        "1,2,3\n4,5,6\n",
        '{"title": "a story"}\n',
        "[]\n",
        b"\x00\x01\x02\xff" * 100,
        "Event ID\tEvent Date\n".encode("utf-16"),
    ],
)
def test_refuses_what_is_no_event_data(shape, content) -> None:
    with pytest.raises(InputError, match=r"a\.txt"):
        shape(content)


def test_says_what_it_reads_and_how_the_file_starts(shape) -> None:
    with pytest.raises(InputError) as raised:
        shape("name,type\n")
    assert all(name in str(raised.value) for name in NAMES)
    assert "'name,type'" in str(raised.value)


@pytest.mark.parametrize("wanted", NAMES)
def test_reads_a_file_only_as_what_it_can_be(shape, wanted) -> None:
    text = table("icews", 2)
    if wanted == "icews":
        assert shape(text, wanted=wanted).layout.name == "icews"
    else:
        with pytest.raises(InputError):
            shape(text, wanted=wanted)


def test_knows_no_other_names_of_formats(shape) -> None:
    with pytest.raises(UnknownName, match="did you mean icews"):
        shape("", wanted="icevs")


def test_takes_a_parquet_file_for_our_own_table_only(shape) -> None:
    assert shape(b"PAR1...").parquet
    assert shape(b"PAR1...", wanted="detente").parquet
    with pytest.raises(InputError, match="is no gdelt2"):
        shape(b"PAR1...", wanted="gdelt2")


def test_looks_at_whole_lines_only(shape) -> None:
    row = line("gdelt2", {"SOURCEURL": "x" * 100_000}) + "\n"
    assert len(row) * 12 > HEAD
    assert shape(row * 12).layout.name == "gdelt2"


def test_lists_every_format_once() -> None:
    assert list(LAYOUTS) == list(NAMES[:-1])
    assert {name for name, layout in LAYOUTS.items() if layout.name != name} == set()


@pytest.mark.parametrize(
    "content",
    [
        "a\rb\tc\n",  # lines that end as on old Macs
        "x" * 200_000 + "\n",  # longer than the csv module takes a cell for
        "1\t2\t3\t" + "9" * 5000 + "\n",  # more digits than Python takes for a number
        "1\t2\t3\t\x1f4\n",  # white space for one, not for the other
    ],
)
def test_refuses_odd_lines_without_stopping(shape, content) -> None:
    try:
        shape(content)
    except InputError:
        return
    raise AssertionError(content)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(content=st.binary(max_size=80) | st.text('0123456789\t,;\n\r\x1f"{}ab', max_size=80))
def test_tells_a_format_or_refuses_whatever_the_bytes(tmp_path_factory, content) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    for some in (content, b"a\rb\n"):
        path.write_bytes(some if isinstance(some, bytes) else some.encode())
        try:
            shape_of(path, place=path)
        except InputError:
            continue

"""Files of JSON lines read object by object."""

from __future__ import annotations

import pytest
from formats.made import PLOVER, json_line

from detente.formats.json_lines import LAYOUTS
from detente.formats.object_lines import rows_of_lines

PLOVER_LINES = LAYOUTS[0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "bad line"),
        (b"[1]", "bad line"),
        (b'{"id": ' + b"9" * 5000 + b"}", "bad line"),
        (b'{"id": "\\ud800"}', "bad line"),
        (b"[" * 100_000, "bad line"),
        (json_line(PLOVER, id=None).encode(), "no id"),
        (json_line(PLOVER, has_event=False).encode(), "no event"),
    ],
)
def test_says_why_a_line_gives_no_row(tmp_path, line, reason) -> None:
    (tmp_path / "a").write_bytes(line.rstrip() + b"\n\n" + json_line(PLOVER).encode())
    (rows, bad), (good, none) = rows_of_lines(tmp_path / "a", PLOVER_LINES, "a")
    assert (rows, bad.reason, bad.source) == ([], reason, "a#1")
    assert bad.counts_as_problem == (reason != "no event")
    assert ([row.row for row in good], none) == ([3], None)


def test_reads_a_first_line_with_a_mark(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + json_line(PLOVER).encode())
    ((rows, bad),) = rows_of_lines(tmp_path / "a", PLOVER_LINES, "a")
    assert (len(rows), bad) == (1, None)

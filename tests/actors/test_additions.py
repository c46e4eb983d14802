from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.actors.additions import BadRows, add_file, read_additions
from detente.actors.load import load_book, shipped_people
from detente.actors.offices import offices_of, resolve_name, who_held

HEAD = "name,state,office,title,start,end,sector,party_sector,spellings\n"
GOOD = HEAD + "Rosa Zammitello,MLT,,energy minister,2024-03-01,,GOV,PTY,Roza Zammitello\n"


@pytest.fixture(scope="module")
def people():
    return shipped_people()


def written(folder: Path, text: str | bytes, name: str = "new.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(folder: Path, text: str | bytes, people) -> tuple[str, ...]:
    path = written(folder, text)
    target = folder / "target.csv"
    with pytest.raises(BadRows) as caught:
        add_file(path, target, people)
    assert not target.exists()
    return caught.value.problems


def test_adds_a_person_whom_the_book_then_knows(tmp_path: Path, people) -> None:
    target = tmp_path / "all.csv"
    count, _ = add_file(written(tmp_path, GOOD), target, people)
    assert count == 1
    again, _ = add_file(written(tmp_path, GOOD), target, people)
    assert again == 0
    book = load_book(target)
    day = dt.date(2024, 6, 1)
    for name in ("Rosa Zammitello", "ZAMMITELLO Rosa", "Roza Zammitello"):
        actor = resolve_name(name, day=day, book=book)
        assert (actor.state, actor.sector, actor.office) == ("MLT", "GOV", "energy minister")
    assert [hit.text for hit in book.find("Zammitello met Meloni.")] == ["Zammitello", "Meloni"]
    assert resolve_name("Rosa Zammitello", day=dt.date(2023, 1, 1), book=book).sector == "PTY"
    assert load_book().directory.find("Rosa Zammitello", day=day) is None


def test_a_successor_ends_the_term_of_the_one_in_office(tmp_path: Path, people) -> None:
    day = dt.date(2026, 11, 20)
    holder = who_held("prime minister", "NZL", day)
    assert holder is not None
    rows = HEAD + "Moana Terewai,NZL,head of government,prime minister,2026-11-10,,,,\n"
    target = tmp_path / "all.csv"
    _, additions = add_file(written(tmp_path, rows), target, people)
    assert additions.closed == [f"{holder.name}, prime minister of NZL: ends 2026-11-10"]
    book = load_book(target)
    found = who_held("prime minister", "NZL", day, book=book)
    assert found is not None
    assert found.name == "Moana Terewai"
    assert resolve_name(holder.name, day=day, book=book).sector == "PTY"
    assert (
        who_held("prime minister", "NZL", dt.date(2026, 11, 1), book=book) == book.people[holder.id]
    )


def test_gives_a_known_person_one_more_office(tmp_path: Path, people) -> None:
    rows = HEAD + "Kishida Fumio,Japan,,special envoy,2026-10-01,,GOV,,\n"
    additions = read_additions(written(tmp_path, rows), people)
    assert list(additions.people) == ["fumio-kishida"]
    titles = [office.title for office in additions.people["fumio-kishida"].offices]
    assert titles[-1] == "special envoy"
    assert len(titles) == len(offices_of("Fumio Kishida")) + 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Ana Prvulovic,XQZ,,minister,2020-01-01,,,,", "row 2: unknown state 'XQZ'"),
        ("Ana Prvulovic,SRB,,minister,2020-01-01,2019-01-01,,,", "is not after the start"),
        ("Ana Prvulovic,SRB,,minister,January,,,,", "row 2: start 'January' is no day"),
        ("Ana Prvulovic,SRB,,minister,2020-01-01,,GVO,,", "unknown sector 'GVO'"),
        ("Ana Prvulovic,SRB,foreign minister,,,,,,", "has an office and no start"),
        ("Ana,SRB,,minister,2020-01-01,,,,", "has no family name"),
        ("Fumio Kishida,KOR,,minister,2020-01-01,,,,", "is known already, of JPN"),
        (
            "Ken Sato,JPN,head of government,prime minister,2022-01-01,2023-01-01,,,",
            "overlaps Fumio Kishida, 2021-10-04 to 2024-10-01",
        ),
        ("Ana Prvulovic,SRB,,minister,2020-01-01,,,,,,,", "row 2: more cells than columns"),
    ],
)
def test_says_what_is_wrong_with_a_row_and_changes_nothing(
    tmp_path: Path, people, row: str, words: str
) -> None:
    (problem,) = problems_of(tmp_path, HEAD + row + "\n", people)
    assert words in problem


def test_says_every_problem_at_once(tmp_path: Path, people) -> None:
    rows = "Ana P,XX1,,,,,,,\nBo Q,SRB,,x,2020-13-01,,,,\nCy R,SRB,,x,2021,2020,,,\n"
    assert len(problems_of(tmp_path, HEAD + rows, people)) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nom,state\nAna P,SRB\n", "no column 'name'"),
        ("name,state,ofice\nAna P,SRB,x\n", "unknown column 'ofice'"),
        ("name,state\nAndré P,FRA\n".encode("latin-1"), "no UTF-8 text (byte 0xe9"),
        ('name,state\n"Ana P,SRB\n', "it is no CSV"),
        ("", "no column 'name'"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path: Path, people, text, words: str) -> None:
    assert any(words in problem for problem in problems_of(tmp_path, text, people))


def test_two_in_one_file_may_not_hold_one_office_at_a_time(tmp_path: Path, people) -> None:
    rows = (
        "Ana P,SRB,trade minister,,2031-01-01,2032-01-01,,,\n"
        "Bo Q,SRB,trade minister,,2031-06-01,2033-01-01,,,\n"
    )
    (problem,) = problems_of(tmp_path, HEAD + rows, people)
    assert "row 3: Bo Q as trade minister of SRB" in problem


def test_one_name_of_two_states_in_one_file_is_a_problem(tmp_path: Path, people) -> None:
    rows = "Ana Prvulovic,SRB,,minister,2020,,,,\nAna Prvulovic,HRV,,minister,2021,,,,\n"
    (problem,) = problems_of(tmp_path, HEAD + rows, people)
    assert "row 3: Ana Prvulovic is known already, of SRB" in problem

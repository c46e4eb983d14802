from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.refresh import OFFICES, compare, is_same, query_since
from detente.errors import InputError
from detente.ontology.states import states

TODAY = dt.date(2026, 11, 27)


def answer_of(book, **other: tuple[str, str]) -> list[dict[str, str]]:
    """Give what a service answers that knows what the book knows, but for some posts."""
    rows = []
    for code, state in states().items():
        for office in OFFICES:
            holder = book.who_held([office], code, TODAY)
            if state.end is None and holder is not None:
                start = next(
                    o.start for o in holder.offices if o.office == office and o.end is None
                )
                name = holder.name
                if office == "head of government" and code in other:
                    name, start = other[code]
                rows.append({"iso": code, "office": office, "personLabel": name,
                             "start": f"{start}T00:00:00Z"})  # fmt: skip
    return rows


def test_finds_who_came_after_the_one_in_the_book(book) -> None:
    answer = answer_of(book, NZL=("Moana Terewai", "2026-11-10"))
    found = compare(book, answer, TODAY)
    assert [row["name"] for row in found.rows] == ["Moana Terewai"]
    assert found.rows[0] | {"title": "prime minister", "sector": "GOV", "end": ""} == found.rows[0]
    assert found.lines[0].startswith("NZL head of government: Moana Terewai since 2026-11-10")
    assert found.agreed == found.compared - 1 > 300


def test_does_not_go_back_to_a_former_holder(book) -> None:
    found = compare(book, answer_of(book, JPN=("Fumio Kishida", "2021-10-04")), TODAY)
    assert found.rows == []
    assert found.left["holder who came before the one in the book"] == 1


def test_counts_what_cannot_be_used(book) -> None:
    bad = [
        {"iso": "XXX", "office": "head of state", "personLabel": "A B", "start": "2020-01-01"},
        {"iso": "JPN", "office": "mayor", "personLabel": "A B", "start": "2020-01-01"},
        {"iso": "JPN", "office": "head of state", "personLabel": "Q123", "start": "2020-01-01"},
        {"iso": "JPN", "office": "head of state", "personLabel": "A B", "start": "soon"},
        {},
    ]
    found = compare(book, [*answer_of(book), *bad], TODAY)
    assert sum(found.left.values()) == len(bad)
    assert found.rows == []


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_trusts_no_answer_that_covers_little(book, share: float) -> None:
    answer = answer_of(book)
    with pytest.raises(InputError, match="are the least that is trusted, nothing was changed"):
        compare(book, answer[: int(len(answer) * share)], TODAY)


def test_trusts_no_answer_that_disagrees_with_most_of_the_book(book) -> None:
    answer = [{**row, "personLabel": f"Someone Else{at}"} for at, row in enumerate(answer_of(book))]
    with pytest.raises(InputError, match="agrees with the book in"):
        compare(book, answer, TODAY)


def test_compares_names_by_their_words(book) -> None:
    assert is_same("Luiz Inácio Lula da Silva", book.people["luiz-inacio-lula-da-silva"])
    assert not is_same("Shinzo Abe", book.people["fumio-kishida"])


def test_asks_from_a_day_on() -> None:
    assert '"2026-11-26T00:00:00Z"' in query_since(dt.date(2026, 11, 26))

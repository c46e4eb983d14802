"""What an error says to the person who reads it."""

from __future__ import annotations

import pytest

from detente import errors
from detente.errors import DetenteError, InputError, UnknownName

NAMES = ["Japan", "Jordan", "South Korea", "North Korea", "Türkiye", "USA"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Japn", ("Japan", "Jordan")),
        ("JAPAN ", ("Japan",)),
        ("usa", ("USA",)),
        ("Soth Korea", ("South Korea", "North Korea")),
        ("TÜRKIYE", ("Türkiye",)),
        ("Atlantis", ()),
        ("", ()),
    ],
)
def test_lists_the_near_names_best_first(name: str, near: tuple[str, ...]) -> None:
    assert UnknownName("state", name, NAMES).near == near


def test_says_what_was_asked_for_and_what_may_have_been_meant() -> None:
    error = UnknownName("state", "Japn", NAMES)
    assert str(error) == "unknown state 'Japn'; did you mean Japan, Jordan?"
    assert (error.kind, error.name) == ("state", "Japn")


def test_makes_no_offer_where_nothing_is_near() -> None:
    assert str(UnknownName("table", "zzz", NAMES)) == "unknown table 'zzz'"


def test_offers_five_names_at_most() -> None:
    assert len(UnknownName("x", "name", [f"name{n}" for n in range(20)]).near) == 5


def test_takes_names_from_any_iterable_once() -> None:
    assert UnknownName("state", "Japn", (name for name in NAMES)).near == ("Japan", "Jordan")


def test_is_caught_as_input_that_cannot_be_used() -> None:
    with pytest.raises(InputError):
        raise UnknownName("state", "Japn", NAMES)


def test_has_one_tree_with_one_root() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    own = [kind for kind in kinds if kind.__module__ == errors.__name__]
    assert len(own) >= 9
    assert all(issubclass(kind, DetenteError) for kind in own)
    assert all(kind.__doc__ for kind in own)
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in own)

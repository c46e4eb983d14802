"""Words for acts."""

from __future__ import annotations

import pytest

from detente.events.check import renews_sanctions


@pytest.mark.parametrize(
    "text",
    [
        "Canada renewed its economic sanctions against Belarus.",
        "Japan will maintain the embargo.",
        "The restrictive measures were extended for six months.",
        "Kenya reimposed tariffs on Ugandan milk.",
    ],
)
def test_sanctions_go_on(text) -> None:
    assert renews_sanctions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Canada eased the sanctions that it had renewed.",
        "Peru extended the deadline for tariffs.",
        "Chile lifted sanctions.",
        "Canada extended an invitation to Kenya.",
        "Kenya let the sanctions expire; it had not renewed them.",
    ],
)
def test_sanctions_do_not(text) -> None:
    assert not renews_sanctions(text)

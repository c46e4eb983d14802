from __future__ import annotations

import datetime as dt

from factories import make_event

from detente.codes import Precision
from detente.relations.span import last_day_covered
from detente.store.store import open_store


def test_last_day_leaves_out_plans_and_years(tmp_path) -> None:
    april = dt.date(2024, 4, 10)
    rows = [
        make_event("JPN", "USA", day=april),
        make_event("JPN", "USA", day=dt.date(2024, 6, 1), known_at=april, quote="In June."),
        make_event("JPN", "USA", day=dt.date(2024, 12, 31), known_at=dt.date(2025, 1, 9),
                   precision=Precision.YEAR, quote="In 2024."),
    ]  # fmt: skip
    with open_store(tmp_path / "a.duckdb", write=True) as store:
        assert last_day_covered(store) is None
        store.append("events", rows)
        assert last_day_covered(store) == april
        assert last_day_covered(store, as_of=dt.date(2024, 1, 1)) is None

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import pytest

HERE = Path(__file__).parent
VERBS = ("praised", "criticised", "welcomed", "discussed", "rejected", "signed", "delayed")
THINGS = ("agreement", "exercise", "tariff", "pipeline", "visit", "treaty", "shipment", "plan")
PLACES = ("Tokyo", "Seoul", "Canberra", "Manila", "Berlin", "Paris", "Ottawa", "Hanoi")


def story(seed: int) -> str:
    """Make a text that is English and unlike all others."""
    draw = random.Random(seed)
    return " ".join(
        f"The minister of {draw.choice(PLACES)} {draw.choice(VERBS)} the "
        f"{draw.choice(THINGS)} number {draw.randrange(10**6)} before the press in "
        f"{draw.choice(PLACES)} on Tuesday."
        for _ in range(6)
    )


@pytest.fixture(scope="session")
def corpus(tmp_path_factory) -> Path:
    """240 rows: undated ones, reprints near and far, twins, bad lines, one that no coder can."""
    folder = tmp_path_factory.mktemp("corpus")
    first_day = dt.date(2024, 1, 1)
    rows = []
    for number in range(240):
        row = {
            "text": story(number),
            "date": str(first_day + dt.timedelta(days=number // 8)),
            "url": f"https://example.org/{number}",
        }
        if number % 20 == 7:
            del row["date"]
        if number % 10 == 9:  # a reprint of a text some batches ago
            row["text"] = story(max(number - 61, 0)) + " It was reported earlier."
        if number % 30 == 11:
            row["text"] += " This was noted."
        if number == 100:
            row["text"] += " This is unparsable."
        rows.append(json.dumps(row))
        if number % 50 == 49:
            rows.append("{ this is no json")
    rows.append(rows[3])  # the same document again, in another batch
    rows.append(rows[-1])  # and in the same one
    (folder / "a.jsonl").write_text("\n".join(rows))
    (folder / "b.txt").write_text("")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _importable_coder():
    """Let this process and those of a pool import `quick_coder` by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        yield

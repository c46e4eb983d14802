from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from factories import make_event
from fastapi.testclient import TestClient

from detente.errors import StoreError
from detente.serve.app import make_app
from detente.serve.index import Wanted
from detente.serve.library import NotReady, open_library
from detente.serve.memory import Memory
from detente.serve.pieces import paragraphs, shown
from detente.serve.queries.rows import events_by_id, row_of
from detente.serve.queries.trial import Desk
from detente.serve.words import texts_with, words_in
from detente.store.store import open_store


def test_readers_get_their_own_results(library) -> None:
    index = library.index
    ids = index.id_of(np.arange(len(index)))

    def ask(number: int) -> bool:
        with library.store() as store:
            own = [one.id for one in events_by_id(library, store, [ids[number % 150]])]
            words = texts_with(store, "words_of_events", ["steel"])
            counted = store.count(store.table("events"))
        return own == [ids[number % 150]] and len(words) == 70 and (
            counted == 164
        )  # fmt: skip

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(200)))


def test_index_chooses_as_the_store_does(library) -> None:
    wanted = Wanted(
        states=("CHN", "USA"), codes={"root": ("ACCUSE",)},
        start=dt.date(2023, 3, 1), stop=dt.date(2023, 4, 1),
    )  # fmt: skip
    chosen = library.index.choose(wanted)
    with library.store() as store:
        events = store.table("events")
        own = events.filter(
            events.root == "ACCUSE", events.day >= wanted.start, events.day < wanted.stop
        )
        expected = store.arrow(own.order_by("day", "id"))["id"].to_pylist()
    assert library.index.id_of(chosen) == expected
    assert len(expected) == 4


def test_side_file_is_computed_once_and_anew_for_another_store(own, tmp_path) -> None:
    cache = tmp_path / "cache"
    open_library(own, cache=cache).close()
    (made,) = cache.glob("*.duckdb")
    stamp = made.stat().st_mtime_ns
    open_library(own, cache=cache).close()
    assert made.stat().st_mtime_ns == stamp
    with open_store(own, write=True) as store:
        store.append("events", [make_event("JPN", "USA")])
    open_library(own, cache=cache).close()
    (other,) = cache.glob("*.duckdb")
    assert other != made


def test_store_that_is_none_is_refused_at_once(tmp_path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_library(tmp_path / "none.duckdb")


def test_empty_store_has_pages(tmp_path, desk) -> None:
    path = tmp_path / "empty.duckdb"
    with open_store(path, write=True):
        pass
    library = open_library(path, cache=tmp_path / "cache")
    client = TestClient(make_app(library, desk=desk), base_url="http://localhost")
    for address in ("/", "/state/JPN", "/dyad/JPN/USA", "/search?q=a", "/outlook", "/runs",
                    "/dyad/JPN/USA/outlook", "/dyad/JPN/USA/brief", "/watch", "/watch/part",
                    "/week", "/week/brief", "/group/G7", "/group/G7/brief"):  # fmt: skip
        assert client.get(address).status_code == 200, address
    for address in ("/state/JPN/next", "/dyad/JPN/USA/scenario?if=Trump+leads+USA"):
        assert "no act between states" in client.get(f"/api{address}").json()["detail"]
    library.close()


def test_page_asks_for_patience_while_the_store_is_read(path, desk, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("detente.serve.library.PATIENCE_S", 0.01)
    library = open_library(path, cache=tmp_path)
    library._ready.clear()
    with pytest.raises(NotReady):
        _ = library.index
    client = TestClient(make_app(library, desk=desk), base_url="http://localhost")
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    library.close()


def test_coder_is_loaded_after_the_store_is_read() -> None:
    order: list[str] = []
    done = threading.Event()

    class Told(Desk):
        def load(self) -> None:
            order.append("coder")
            done.set()

    def read() -> None:
        order.append("store")

    desk = Told(after=read)
    desk.start()
    desk.start()
    assert done.wait(10)
    assert order == ["store", "coder"]


def test_writing_keeps_texts_and_forecasts(own, tmp_path, desk) -> None:
    library = open_library(own, write=True, cache=tmp_path / "cache")
    client = TestClient(
        make_app(library, desk=desk), base_url="http://localhost", follow_redirects=False
    )
    before = client.get("/api/world").json()["events"]
    text = "Japan met America in Kyoto on Monday to speak of the sea and of the islands."
    kept = client.post("/try", data={"text": text, "day": "2024-05-02", "keep": "1"})
    assert kept.status_code == 303
    shown_text = client.get(kept.headers["location"]).text
    assert "Kyoto" in shown_text
    assert client.get("/api/world").json()["events"] == before + 1
    assert client.get("/api/search?q=kyoto&in=documents").json()["total"] == 1
    assert list(tmp_path.glob("s-pasted/*.jsonl"))
    client.post("/outlook/record", data={"first": "JPN", "second": "USA"})
    told = client.get("/api/outlook?first=JPN&second=USA").json()
    assert told["recorded"] > 3
    library.close()
    with open_store(own) as store:
        assert store.counts()["forecasts"] == told["recorded"]


def test_memory_makes_each_thing_once() -> None:
    memory, made = Memory(2), []
    gate = threading.Barrier(8)

    def ask(_: int) -> str:
        gate.wait()
        return memory.remember("key", lambda: made.append(1) or "value")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"value"}
    assert made == [1]
    memory.remember("b", lambda: 1)
    memory.remember("c", lambda: 1)
    assert memory.recall("key") is None
    memory.clear()
    assert memory.recall("c") is None


def test_memory_forgets_faults() -> None:
    memory = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.remember("key", lambda: 1 // 0)
    assert memory.remember("key", lambda: 2) == 2


def test_words_are_those_of_the_lists(library) -> None:
    assert words_in("Steel; STEEL and the U.N.") == ["steel"]
    with library.store() as store:
        assert len(texts_with(store, "words_of_events", ["shoal", "manila"])) == 12
        assert not len(texts_with(store, "words_of_events", ["shoal", "absent"]))


def placed(start: int, stop: int, text: str, **more):
    from dataclasses import asdict

    row = asdict(make_event("JPN", "USA", **more))
    row["evidence"] |= {"start": start, "stop": stop, "quote": text[start:stop]}
    return row_of(row, {})


def test_pieces_hold_the_whole_text_in_order() -> None:
    text = "One two three.\n\nFour five six. Seven."
    events = [
        placed(4, 7, text),
        placed(0, 14, text),
        placed(16, 30, text),
        placed(900, 905, "x" * 950),
    ]
    cut = paragraphs(text, events, events[0].id)
    assert ["".join(piece.text for piece in one) for one in cut] == text.split("\n\n")
    assert [(piece.text, piece.numbers) for piece in cut[0]] == [
        ("One ", ()), ("two", (1,)), (" three.", (2,)),
    ]  # fmt: skip
    assert cut[0][1].asked
    assert not cut[0][0].asked


def test_pieces_of_overlapping_and_spanning_places() -> None:
    text = "aaaa bbbb\n\ncccc dddd"
    cut = paragraphs(text, [placed(0, 20, text), placed(5, 15, text)])
    assert "".join(p.text for one in cut for p in one) == "aaaa bbbbcccc dddd"
    assert len(cut) == 2


def test_unseen_characters_are_shown() -> None:
    assert shown("a\x1cb\x00\u2066c\td") == "a\ufffdb\ufffd\ufffdc\td"

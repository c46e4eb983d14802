from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest

from detente.codes import Precision
from detente.errors import AssetMissing, DetenteError
from detente.run.local import code_paths
from detente.run.summary import summarise
from detente.store.store import open_store

NOW = dt.date(2024, 6, 1)
LONG = "The ministers of Japan and Australia met in Tokyo on Monday. " * 5


def code(store, paths, **options):
    import quick_coder

    options = {"now": NOW, "load": quick_coder.load, "models": quick_coder.MODELS, **options}
    return code_paths(paths, store, **options)


def contents(store) -> dict[str, list]:
    return {
        name: sorted(store.rows(name), key=lambda row: row.id)
        for name in ("documents", "events", "introductions", "rejections", "signatures")
    }


@pytest.fixture(scope="module")
def whole(corpus, tmp_path_factory):
    """Give what an undisturbed run over the corpus stores."""
    with open_store(tmp_path_factory.mktemp("whole") / "s.duckdb", write=True) as store:
        run = code(store, [corpus])
        return run, contents(store), summarise(store, run)


def test_stores_each_document_once(whole) -> None:
    run, stored, _ = whole
    assert run.documents == len(stored["documents"]) == 240
    assert run.events == len(stored["events"])
    assert run.rejections == len(stored["rejections"])
    assert {row.run_id for rows in stored.values() for row in rows} == {run.id}


def test_keeps_reprints_without_their_events(whole) -> None:
    _, stored, summary = whole
    reprints = {document.id for document in stored["documents"] if document.reprint_of}
    originals = {document.id for document in stored["documents"]} - reprints
    assert summary.reprints == len(reprints) > 10
    assert {document.reprint_of for document in stored["documents"]} <= originals | {None}
    assert not reprints & {event.evidence.document_id for event in stored["events"]}
    assert {signature.id for signature in stored["signatures"]} == originals
    told = {person.evidence.document_id for person in stored["introductions"]}
    assert told
    assert not reprints & told


def test_loses_only_the_document_that_cannot_be_coded(whole) -> None:
    _, stored, summary = whole
    (failed,) = [row for row in stored["rejections"] if row.reason == "coder failed"]
    assert failed.detail == "ValueError: a text that no coder understands"
    assert failed.document_id in {document.id for document in stored["documents"]}
    assert len(stored["events"]) == 240 - summary.reprints - 1


def test_counts_what_was_rejected_by_reason(whole) -> None:
    _, _, summary = whole
    counts = {(reason.stage, reason.reason): reason.count for reason in summary.reasons}
    assert counts["sources", "bad line"] == 4
    assert counts["sources", "empty file"] == 1
    assert counts["events", "quick note"] > 0
    assert summary.problems == sum(r.count for r in summary.reasons if r.counts_as_problem)
    assert summary.dyads[0][:2] == ("JPN", "USA")
    assert summary.first_day == dt.date(2024, 1, 1)
    assert summary.figures()["Japan – United States"] == summary.run.events


def test_changes_nothing_when_run_again_on_another_day(corpus, whole, tmp_path) -> None:
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        first = code(store, [corpus])
        again = code(store, [corpus], now=NOW + dt.timedelta(days=9), workers=2)
        assert again == first
        assert contents(store) == whole[1]
        assert list(store.rows("runs")) == [first]


def test_gives_the_same_with_several_processes(corpus, whole, tmp_path) -> None:
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        code(store, [corpus], workers=2)
        assert contents(store) == whole[1]


def test_another_run_leaves_known_documents_as_they_are(corpus, tmp_path) -> None:
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        code(store, [corpus / "a.jsonl"])
        before = contents(store)
        (tmp_path / "c.txt").write_text(LONG)
        run = code(store, [corpus / "a.jsonl", tmp_path / "c.txt"])
        after = contents(store)
        assert run.documents == run.events == 1
        assert len(after["documents"]) == len(before["documents"]) + 1
        assert summarise(store, run).problems > 0  # the bad lines were met again


def test_counts_what_an_earlier_run_stored_also_when_given_twice(tmp_path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{LONG} This is story {name}." * 3)
    (tmp_path / "c.txt").write_text("The ministers of Chile and Peru signed a treaty in Lima.")
    one, both = [tmp_path / "a.txt"], [tmp_path / "a.txt", tmp_path / "c.txt"]
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        counts = []
        for paths in (one, one, both, both):
            met = Counter()
            run = code(store, paths, met=met)
            counts.append((run.documents, summarise(store, run, met=met).known))
        assert counts == [(1, 0), (1, 1), (1, 1), (1, 2)]
        assert summarise(store, run, met=met).figures()["already in the store"] == 2


def test_a_resumed_run_counts_what_it_had_stored_itself(corpus, tmp_path) -> None:
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        met = Counter()
        run = code(store, [corpus], met=met)
        assert not met
        assert code(store, [corpus], met=met, workers=2) == run
        assert met == {run.id: 240}


@pytest.mark.parametrize(
    ("options", "is_coded_otherwise"),
    [
        ({"date": NOW}, False),
        ({"threshold": 0.9}, True),
        ({"models": '{"quick": "2"}'}, True),
        ({"models": '{"quick": "2"}', "more": True}, False),
    ],
)
def test_tells_that_all_was_coded_otherwise(options, is_coded_otherwise, tmp_path) -> None:
    story = tmp_path / "a.jsonl"
    row = json.dumps({"text": LONG, "date": "2024-05-01"})
    options = {"threshold": 0.5, **options}
    story.write_text(row)
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        code(store, [story], threshold=0.5)
        if options.pop("more", False):
            other = "The ministers of Chile and Peru signed a treaty in Lima."
            story.write_text(f"{row}\n{json.dumps({'text': other})}")
        met = Counter()
        run = code(store, [story], met=met, **options)
        summary = summarise(store, run, met=met)
        assert summary.known == 1
        assert summary.is_coded_otherwise is is_coded_otherwise
        assert code(store, [story], met=met, **options) == run
        assert summarise(store, run, met=met).is_coded_otherwise is is_coded_otherwise


def test_a_run_of_an_early_version_has_no_threshold_to_differ(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        earlier = code(store, [tmp_path / "a.txt"])
        assert json.loads(earlier.models) == {"quick": "1"}
        run = code(store, [tmp_path / "a.txt"], threshold=0.8)
        assert json.loads(run.models) == {"quick": "1", "threshold": 0.8}
        assert not summarise(store, run, met={earlier.id: 1}).is_coded_otherwise


def test_first_and_last_day_leave_out_years_and_days_to_come(whole, tmp_path) -> None:
    run, stored, _ = whole
    event = stored["events"][0]
    known_at = dt.date(2024, 5, 9)
    days = [
        (dt.date(2024, 5, 2), Precision.DAY),
        (dt.date(2024, 5, 9), Precision.REPORT),
        (dt.date(2024, 5, 10), Precision.DAY),
        (dt.date(2019, 1, 1), Precision.YEAR),
        (None, Precision.UNKNOWN),
    ]
    events = [
        replace(event, id=f"e{number}", day=day, day_precision=precision, known_at=known_at)
        for number, (day, precision) in enumerate(days)
    ]
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        store.append("events", events)
        summary = summarise(store, run)
    assert (summary.first_day, summary.last_day) == (dt.date(2024, 5, 2), known_at)


def test_finds_reprints_of_what_another_run_stored(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_text(f"{LONG} More follows.")
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        code(store, [tmp_path / "a.txt"])
        run = code(store, [tmp_path / "b.txt"])
        assert run.documents == 1
        assert run.events == 0
        assert summarise(store, run).reprints == 1


def test_an_edited_file_of_the_same_size_is_coded_again(tmp_path) -> None:
    story = tmp_path / "a.txt"
    story.write_text("The ministers met in Tokyo on 3 May and signed the treaty.")
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        first = code(store, [story])
        story.write_text("The ministers met in Tokyo on 4 May and signed the treaty.")
        second = code(store, [story])
        assert first.id != second.id
        assert second.documents == 1


def test_nothing_to_read_is_a_run_of_nothing(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        run = code(store, [tmp_path / "empty"])
        assert (run.documents, run.events) == (0, 0)
        assert [reason.reason for reason in summarise(store, run).reasons] == ["empty folder"]
        assert summarise(store, run).sentences_per_second == 0


def test_a_process_that_dies_stops_the_run_with_advice(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("This text about Japan and the United States is fatal.")
    with (
        open_store(tmp_path / "s.duckdb", write=True) as store,
        pytest.raises(DetenteError, match="fewer workers"),
    ):
        code(store, [tmp_path / "a.txt"], workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_model_stops_the_run_before_anything_is_stored(workers, tmp_path) -> None:
    import quick_coder

    (tmp_path / "a.txt").write_text(LONG)
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        with pytest.raises(AssetMissing, match="encoder"):
            code(store, [tmp_path / "a.txt"], workers=workers, load=quick_coder.load_nothing)
        assert not list(store.rows("batches"))

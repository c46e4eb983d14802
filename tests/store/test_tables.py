"""That a record comes back from the engine as it went in."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.codes import Certainty, Issue, Level, Precision, Quad, Root, Sector, Status
from detente.errors import UnknownName
from detente.records import (
    Actor,
    Batch,
    Coded,
    Context,
    Document,
    Event,
    Evidence,
    Forecast,
    Ingested,
    Introduction,
    Merged,
    Notice,
    Quote,
    Rejection,
    Run,
    Signature,
    Tally,
)
from detente.store.store import Store, open_store
from detente.store.tables import (
    TABLES,
    from_arrow,
    meanings_of,
    schema_of,
    table_named,
    to_arrow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "日本と韓国",
        "Türkiye's “deal”",
        "a\nb\tc",
        "Côte d'Ivoire",
        "'; DROP TABLE events; --",
        "🕊",
        "",
    ]
)
maybe = st.none() | words
days = st.sampled_from([dt.date(2024, 2, 29), dt.date(1950, 1, 1)]) | st.dates()
chances = st.floats(0, 1)
amounts = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 2**62)
actors = st.builds(
    Actor,
    text=words,
    state=st.none() | st.sampled_from(["JPN", "IGO:EU", "XKX"]),
    sector=st.sampled_from([sector.value for sector in Sector]),
    person=maybe,
    name=maybe,
    office=maybe,
    level=st.sampled_from([level.value for level in Level]),
)
evidences = st.builds(
    lambda document_id, start, quote: Evidence(
        document_id=document_id, start=start, stop=start + len(quote), quote=quote
    ),
    words,
    st.integers(0, 10**9),
    words,
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    day = draw(st.none() | days)
    named = st.sampled_from([p for p in Precision if p != Precision.UNKNOWN])
    return Event(
        id="",
        root=draw(st.sampled_from(Root)),
        mode=draw(maybe),
        status=draw(st.sampled_from(Status)),
        actors=draw(st.lists(actors, min_size=1, max_size=3)),
        recipients=draw(st.lists(actors, max_size=2)),
        about=draw(st.lists(st.sampled_from(["CHN", "RUS"]), max_size=2)),
        day=day,
        day_precision=Precision.UNKNOWN if day is None else draw(named),
        known_at=draw(days),
        issue=draw(st.sampled_from(Issue)),
        quad=draw(st.sampled_from(Quad)),
        score=draw(st.floats(-10, 10)),
        probability=draw(chances),
        evidence=draw(evidences),
        source=draw(words),
        run_id=draw(words),
    )


VALID: dict[str, st.SearchStrategy[Any]] = {
    "documents": st.builds(
        Document,
        id=st.just(""),
        source=words,
        key=maybe,
        title=maybe,
        text=words.map(lambda text: f"{text}."),
        url=maybe,
        publisher=maybe,
        byline=maybe,
        original_publisher=maybe,
        published=st.none() | days,
        published_certainty=st.sampled_from(Certainty),
        language=st.sampled_from(["en", "und"]),
        language_probability=chances,
        reprint_of=maybe,
        known_at=days,
        run_id=words,
    ),
    "events": events(),
    "quotes": st.builds(
        Quote,
        id=st.just(""),
        speaker=st.builds(Actor, text=words, state=maybe, sector=st.just("GOV")),
        words=words,
        verb=words,
        day=st.none() | days,
        known_at=days,
        evidence=st.builds(
            Evidence, document_id=words, start=st.just(0), stop=st.just(4), quote=st.just("text")
        ),
        run_id=words,
    ),
    "introductions": st.builds(
        Introduction,
        id=st.just(""),
        name=words,
        state=words,
        title=words,
        sector=st.sampled_from([sector.value for sector in Sector]),
        former=st.booleans(),
        day=st.none() | days,
        known_at=days,
        evidence=st.builds(
            Evidence, document_id=words, start=st.just(0), stop=st.just(4), quote=st.just("text")
        ),
        run_id=words,
    ),
    "rejections": st.builds(
        Rejection,
        id=st.just(""),
        source=words,
        document_id=maybe,
        stage=words,
        reason=words,
        detail=words,
        counts_as_problem=st.booleans(),
        run_id=words,
    ),
    "signatures": st.builds(
        Signature,
        id=st.just(""),
        published=st.none() | days,
        value=st.binary(max_size=64),
        publisher=maybe,
        run_id=words,
    ),
    "batches": st.builds(
        Batch,
        id=st.just(""),
        run_id=words,
        number=counts,
        day=days,
        pages=counts,
        documents=counts,
        sentences=counts,
        parsed=counts,
        events=counts,
        rejections=counts,
        seconds=amounts,
    ),
    "runs": st.builds(
        Run,
        id=st.just(""),
        command=words,
        version=words,
        models=words,
        day=days,
        seconds=amounts,
        documents=counts,
        sentences=counts,
        parsed=counts,
        events=counts,
        rejections=counts,
    ),
    "merged": st.builds(
        Merged,
        id=st.just(""),
        key=words,
        event_ids=st.lists(words, max_size=3),
        attached=st.lists(words, max_size=2),
        root=st.sampled_from(Root),
        mode=maybe,
        quad=st.sampled_from(Quad),
        status=st.sampled_from(Status),
        states=st.lists(st.sampled_from(["JPN", "USA"]), max_size=2),
        day=st.none() | days,
        day_precision=st.sampled_from(Precision),
        known_at=days,
        last_report=days,
        reports=counts,
        publishers=counts,
        disagreements=st.lists(words, max_size=2),
    ),
    "coded": st.builds(
        Coded,
        id=st.just(""),
        source=words,
        original_id=words,
        code=maybe,
        root=st.none() | st.sampled_from(Root),
        issue=st.none() | st.sampled_from(Issue),
        quad=st.none() | st.sampled_from(Quad),
        score=st.none() | amounts,
        day=days,
        day_precision=st.sampled_from(Precision),
        known_at=days,
        actor_name=maybe,
        recipient_state=maybe,
        latitude=st.none() | amounts,
        mentions=st.none() | counts,
        file=words,
        row=counts,
    ),
    "tallies": st.builds(
        Tally,
        id=st.just(""),
        source=words,
        first=maybe,
        second=maybe,
        directed=st.booleans(),
        start=days,
        stop=days,
        measure=words,
        value=amounts,
        file=words,
        row=counts,
    ),
    "context": st.builds(
        Context,
        id=st.just(""),
        source=words,
        state=words,
        other=maybe,
        day=days,
        stop=st.none() | days,
        known_at=days,
        measure=words,
        value=amounts,
        low=st.none() | amounts,
        high=st.none() | amounts,
        n=st.none() | counts,
        file=words,
        row=counts,
    ),
    "notices": st.builds(
        Notice,
        id=st.just(""),
        source=words,
        original_id=words,
        day=days,
        known_at=days,
        sentence=st.none() | counts,
        tone=st.none() | amounts,
        persons=maybe,
        file=words,
        row=counts,
    ),
    "files": st.builds(
        Ingested,
        id=st.just(""),
        path=words,
        format=words,
        size=counts,
        rows=counts,
        kept=counts,
        repeats=counts,
        rejected=counts,
        first_day=st.none() | days,
        day=days,
        seconds=amounts,
    ),
    "forecasts": st.builds(
        Forecast,
        id=st.just(""),
        made_on=days,
        target=words,
        first=words,
        second=words,
        start=days,
        stop=days,
        method=words,
        mean=amounts,
        low50=amounts,
        high50=amounts,
        low90=amounts,
        high90=amounts,
        probability=chances,
        run_id=words,
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("store") / "a.duckdb", write=True) as opened:
        yield opened


def test_has_records_to_try_for_every_table() -> None:
    assert set(VALID) == set(TABLES)


_numbers = itertools.count()


@pytest.mark.parametrize("name", sorted(TABLES))
@FEW
@given(data=st.data())
def test_record_comes_back_from_the_engine_as_it_was(
    name: str, data: st.DataObject, store: Store
) -> None:
    drawn = data.draw(st.lists(VALID[name], max_size=3))
    rows = [replace(row, id=f"{next(_numbers):016x}") for row in drawn]
    assert store.append(name, rows) == len(rows)
    table = store.table(name)
    chosen = table.filter(table.id.isin([row.id for row in rows] or [""])).order_by("id")
    assert list(store.rows(name, chosen)) == rows


@pytest.mark.parametrize("name", sorted(TABLES))
@FEW
@given(data=st.data())
def test_record_comes_back_from_arrow_as_it_was(name: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(VALID[name], max_size=3))
    back = list(from_arrow(to_arrow(rows, TABLES[name]), TABLES[name]))
    assert back == rows
    for first, second in zip(rows, back, strict=True):
        for field in fields(first):
            before, after = getattr(first, field.name), getattr(second, field.name)
            assert type(before) is type(after), field.name


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_table_has_the_fields_of_its_record_as_columns(table: Any) -> None:
    names = [field.name for field in fields(table.record)]
    assert list(schema_of(table).names) == names
    assert to_arrow([], table).column_names == names
    assert "id" in names
    assert {table.known_at, table.partition} - {None} <= set(names)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_has_a_meaning(table: Any) -> None:
    meanings = meanings_of(table.record)
    assert list(meanings) == [field.name for field in fields(table.record)]
    assert all(text.strip() for text in meanings.values())


def test_gives_the_near_names_of_a_table_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match="did you mean events"):
        table_named("event")

import datetime as dt
from dataclasses import replace

import pytest
from factories import make_event, make_store

from detente.brief.claims import Brief
from detente.brief.compose import compose
from detente.brief.render import to_html, to_json, to_markdown
from detente.errors import InputError, UnknownName
from detente.records import Forecast, Outcome
from detente.store.store import open_store

START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)


def section(brief: Brief, key: str):
    return next(one for one in brief.sections if one.key == key)


def texts(brief: Brief, key: str) -> str:
    return "\n".join(claim.text for claim in section(brief, key).claims)


def test_every_quote_stands_in_its_document_at_its_place(brief, library):
    documents = {document.id: document.text for document in library.rows("documents")}
    assert brief.claims()
    for claim in brief.claims():
        assert 1 <= len(claim.sources) <= 5
        for source in claim.sources:
            text = documents[source.document_id]
            assert text[source.start : source.stop] == source.quote
            assert text[: source.start].endswith(source.before)
            assert text[source.stop :].startswith(source.after)


def test_says_first_what_stands_out(brief):
    said = texts(brief, "headlines")
    assert "lurry of cooperation" in said
    assert "met or spoke twice (3 reports): 10 April 2024 (official visit)" in said
    assert "11 April 2024 (meeting with the Philippines)" in said
    assert "First meeting of Japan, the Philippines and the United States" in said
    assert "Donald Trump (United States, out of office)" in said
    assert "Joe Biden (United States) refused or opposed Japan" in said


def test_tells_the_visit_once_with_all_its_reports(brief):
    (visit,) = [
        claim for claim in section(brief, "calendar").claims if "official visit" in claim.text
    ]
    assert visit.day == dt.date(2024, 4, 10)
    assert visit.numbers["reports"] == visit.numbers["publishers"] == 2
    assert "official visit" in visit.sources[0].quote
    assert len({source.publisher for source in visit.sources}) == 2


def test_plans_and_possibilities_are_not_told_as_done(brief):
    ahead = section(brief, "ahead").claims
    assert [claim.label for claim in ahead] == ["Announced, not yet done", "Spoken of as possible"]
    done = texts(brief, "calendar") + texts(brief, "contention")
    assert "anction" not in done


def test_a_plan_that_was_carried_out_is_not_open_any_more(retold):
    done = make_event(["JPN", "USA"], day=dt.date(2024, 4, 10), id="done")
    plan = replace(
        make_event(["JPN", "USA"], day=dt.date(2024, 4, 11), known_at=dt.date(2024, 4, 1)),
        status="planned",
    )
    assert not section(retold(done, plan), "ahead").claims


def test_history_told_again_is_not_in_the_calendar(retold):
    old = make_event(["JPN", "USA"], day=dt.date(2024, 4, 1), known_at=dt.date(2026, 4, 1))
    assert not section(retold(old), "calendar").claims


def test_knows_nothing_that_became_known_later(library):
    early = compose(library, "JPN", "USA", start=START, stop=STOP, as_of=dt.date(2024, 4, 10))
    assert all(source.day <= dt.date(2024, 4, 10) for source in early.sources())
    assert "Trump" not in to_markdown(early)


def test_an_empty_store_gives_gaps_not_errors(empty_brief):
    assert not empty_brief.claims()
    assert all(one.gaps for one in empty_brief.sections if one.key not in {"engagement", "balance"})
    assert "Why:" in to_html(empty_brief)
    assert to_json(empty_brief)


def test_states_that_nobody_reports_on_give_gaps(library):
    brief = compose(library, "CHE", "PRY", start=START, stop=STOP)
    assert not brief.claims()
    assert section(brief, "unsaid").gaps


def test_an_event_without_its_document_is_still_quoted(tmp_path):
    quote = "They met on Monday to talk about many things."
    with make_store(tmp_path, [make_event(["JPN", "USA"], quote=quote)]) as store:
        brief = compose(store, "JPN", "USA", start=START, stop=STOP)
    (source,) = brief.sources()
    assert (source.quote, source.title, source.url) == (quote, None, None)
    assert quote in to_html(brief)


def test_an_unknown_state_lists_near_ones(library):
    with pytest.raises(UnknownName, match="Japan"):
        compose(library, "Japann", "USA", start=START, stop=STOP)


@pytest.mark.parametrize("stop", [START, dt.date(2024, 1, 1)])
def test_an_empty_period_is_refused(library, stop):
    with pytest.raises(InputError):
        compose(library, "JPN", "USA", start=START, stop=stop)


def test_the_same_store_gives_the_same_brief(brief, library):
    again = compose(library, "JPN", "USA", start=START, stop=STOP)
    assert to_markdown(again) == to_markdown(brief)
    assert to_json(again) == to_json(brief)


def test_two_states_without_anything_special_are_still_spoken_of_first(library):
    brief = compose(library, "CHN", "USA", start=START, stop=STOP)
    assert "conflict" in texts(brief, "headlines")


def test_says_that_no_forecast_is_settled(brief):
    gaps = [gap for gap in section(brief, "outlook").gaps if "earlier forecasts" in gap.text]
    assert [gap.reason for gap in gaps] == [
        "no recorded forecast is settled yet, and it takes 20 to compare them with what came"
    ]
    assert "reliability" not in {chart.kind for chart in brief.charts}


def test_ledger_of_the_store_gives_the_chart_of_reliability(library, tmp_path):
    with open_store(tmp_path / "a.duckdb", write=True) as store:
        for name in ("documents", "events"):
            store.append(name, library.rows(name))
        told = [past_forecast(number) for number in range(24)]
        came = [
            Outcome(
                id=one.id, count=float(number % 2), resolved_on=dt.date(2024, 5, 1),
                known_at=dt.date(2024, 4, 1), volume=1.0, version="0",
            )
            for number, one in enumerate(told)
        ]  # fmt: skip
        store.append_all({"forecasts": told, "outcomes": came})
        made = compose(store, "JPN", "USA", start=START, stop=STOP)
        early = compose(store, "JPN", "USA", start=START, stop=STOP, as_of=dt.date(2024, 3, 20))
    (chart,) = [chart for chart in made.charts if chart.kind == "reliability"]
    assert sum(row["forecasts"] for row in chart.rows) == 24
    assert "earlier forecasts" not in " ".join(gap.text for gap in section(made, "outlook").gaps)
    assert "reliability" not in {chart.kind for chart in early.charts}


def past_forecast(number: int) -> Forecast:
    start = dt.date(2024, 1, 1) + dt.timedelta(days=number)
    return Forecast(
        id=f"f{number}", made_on=start - dt.timedelta(days=1), target="cooperation", first="JPN",
        second="USA", start=start, stop=start + dt.timedelta(days=28), method="test", mean=1.0,
        low50=0, high50=1, low90=0, high90=2, probability=0.5,
    )  # fmt: skip

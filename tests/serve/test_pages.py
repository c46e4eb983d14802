from __future__ import annotations

import re

import pytest

HTML = "text/html; charset=utf-8"
PAGES = (
    "/", "/world", "/?group=G7&from=2024-04-01&to=2024-04-30", "/state/JPN", "/dyad/JPN/USA",
    "/event/e0003", "/event/GDELT%3A1%2F2", "/document/d0003", "/search",
    "/search?in=documents&q=talks", "/outlook", "/outlook?first=JPN&second=USA", "/runs",
    "/watch", "/watch?state=Japan&from=2024-04-01", "/week", "/group/Quad",
    "/state/JPN/next?root=CONSULT", "/dyad/JPN/USA/scenario?if=Trump+leads+USA",
    "/outlook?state=JPN&root=ACCUSE&first=JPN&second=USA&if=Trump+leads+USA",
    "/try", "/programs",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_page_is_whole_and_safe(client, address) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == HTML
    text = answer.text
    assert text.count("<h1") == 1
    assert '<main id="main"' in text
    assert 'class="skip" href="#main"' in text
    assert "style=" not in text
    assert not re.search(r"\son\w+=", text.split("&lt;")[0])
    assert re.findall(r"<script[^>]*>[^<]", text) == []
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("address", PAGES)
def test_every_control_has_a_label(client, address) -> None:
    text = client.get(address).text
    for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        if 'type="hidden"' in control:
            continue
        named = re.search(r' id="([^"]+)"', control)
        outside = named and f'for="{named[1]}"' in text
        inside = re.search(r"<label[^>]*>[^<]*" + re.escape(control), text)
        assert outside or inside, control


def test_world_counts_pairs_and_asks_for_the_watch_list(client) -> None:
    text = client.get("/?from=2024-04-01&to=2024-04-30").text
    assert 'href="/dyad/CHN/PHL' in text
    assert re.search(r'aria-label="China – Philippines: \d+ cooperation, 1\d conflict; ', text)
    part = re.search(r'data-load="([^"]+)"', text)[1].replace("&amp;", "&")
    assert part == "/watch/part?from=2024-04-01&to=2024-04-30"
    assert '/watch?from=2024-04-01&amp;to=2024-04-30">Open the watch list' in text
    assert client.get(part).status_code == 200


def test_watch_list_marks_pairs_and_leads_to_the_sentence(client) -> None:
    part = client.get("/watch/part").text
    assert "<html" not in part
    assert 'data-pair="CHN USA" data-mark="flurry of conflict"' in part
    assert "Beijing answered Washington" in part
    assert re.search(r'<blockquote><a href="/event/e01\d\d"', part)
    assert 'data-pair="CHN USA"' in client.get("/?from=2024-04-01").text
    assert "CHN USA" not in client.get("/watch/part?state=JPN").text
    assert "a flurry of conflict" in client.get("/watch?state=China").text


def test_dyad_page_asks_for_its_brief_and_then_holds_it(client) -> None:
    address = "/dyad/JPN/USA?from=2024-02-10&to=2024-04-30"
    text = client.get(address).text
    part = re.search(r'data-load="([^"]+)"', text)[1].replace("&amp;", "&")
    brief = client.get(part).text
    cited = re.search(r'href="(/document/[^"]+)"', brief)[1]
    assert "<html" not in brief
    again = client.get(f"{address}&x=1").text
    assert "data-load" not in again
    document = client.get(cited.partition("#")[0]).text
    assert document.count('id="here"') == 1


def test_event_page_shows_sentence_reports_and_disagreement(client) -> None:
    number = 140
    text = client.get(f"/event/e{number:04}").text
    assert 'id="here">Fumio Kishida met Joe Biden in Washington, said report 0.</mark>' in text
    assert "said report 1." in text
    assert "3 reports from 3 publishers" in text
    assert "differ" in text


def test_event_of_another_project_has_a_page_without_a_sentence(client) -> None:
    text = client.get("/event/GDELT%3A1%2F2").text
    assert "coded by GDELT" in text
    assert "The source gives no text for it." in text


def test_document_marks_the_event_asked_for(client) -> None:
    text = client.get("/document/d0003?event=e0003").text
    assert re.search(r'<mark class="conflict asked" id="here">China accused', text)
    assert client.get("/document/d0003").text.count('id="here"') == 0


def test_search_narrows_down_and_turns_pages(client) -> None:
    every = client.get("/search?state=JPN&state=USA").text
    assert "Page 1 of" in every
    assert re.search(r'rel="next" href="/search\?state=JPN&amp;state=USA&amp;page=2"', every)
    some = client.get("/search?q=steel&root=ACCUSE&from=2023-02-01&to=2023-02-28").text
    assert "4 events with “steel”" in some
    assert "Nothing fits" in client.get("/search?q=nothinglikethat").text


def test_search_in_documents_marks_the_words(client) -> None:
    text = client.get("/search?in=documents&q=shoal").text
    assert "12 documents with “shoal”" in text
    assert "<mark>shoal</mark>" in text
    assert re.search(r"ACCUSE <span>12</span>", text)


def test_outlook_scores_what_is_over(client) -> None:
    text = client.get("/outlook").text
    assert "2 forecasts can be scored" in text
    assert "50 % within the 90 % interval" in text
    assert "open" in text


def test_outlook_asks_for_what_if_and_for_who_comes_next(client) -> None:
    given = "first=JPN&second=USA&if=Trump+leads+USA+from+2024-06-01&if=&days=30"
    text = client.get(f"/outlook?{given}&state=CHN&root=ACCUSE").text
    parts = [one.replace("&amp;", "&") for one in re.findall(r'data-load="([^"]+)"', text)]
    assert parts == [
        "/state/CHN/next/part?root=ACCUSE",
        "/dyad/JPN/USA/outlook",
        "/dyad/JPN/USA/scenario/part?if=Trump+leads+USA+from+2024-06-01&days=30",
    ]
    ranked, _, compared = (client.get(part).text for part in parts)
    assert "<html" not in ranked + compared
    assert 'href="/dyad/CHN/USA"' in ranked
    assert "base case" in compared
    assert "Made with what was known on" in compared
    assert "No chart of reliability is drawn: no forecasts are settled" in text


def test_what_if_that_cannot_be_read_is_told(client) -> None:
    place = "/api/dyad/JPN/USA/scenario"
    assert client.get(place).status_code == 422
    assert client.get(f"{place}?if=").status_code == 422
    assert client.get(f"{place}?if=it+rains").status_code == 422
    assert client.get(f"{place}?if=Trump+leads+USA&chance=2").status_code == 422
    assert client.get(f"{place}?if=Trump+leads+USA&chance=nan").status_code == 422
    assert client.get(f"{place}?if=Trump+leads+USA&chance=0.5&chance=0.2").status_code == 422
    hostile = client.get("/outlook?first=JPN&second=USA&if=<script>alert(1)</script>").text
    assert "<script>alert" not in hostile


def test_runs_show_rejections(client) -> None:
    assert "bad line" in client.get("/runs").text


def test_hostile_text_is_shown_and_does_nothing(client) -> None:
    pages = (
        "event/e0155", "document/d0155", "runs", "search?state=PRK", "search?in=documents&q=alert",
        "state/PRK?from=2024-04-01",
    )  # fmt: skip
    for text in (client.get(f"/{page}").text for page in pages):
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "\u202e" not in text
        assert "\x07" not in text
        assert "javascript:" not in text


def test_try_draws_events_over_the_text(client) -> None:
    answer = client.post("/try", data={"text": "Japan met America. " * 3, "day": "2024-04-10"})
    assert answer.status_code == 200
    assert '<mark class="cooperation"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_try_refuses_nothing_and_too_much_and_no_day(client) -> None:
    assert client.post("/try", data={"text": " "}).status_code == 422
    assert client.post("/try", data={"text": "a" * 20_001}).status_code == 422
    assert client.post("/try", data={"text": "a b", "day": "soon"}).status_code == 422
    assert client.post("/try", data={"text": "x" * 5_000_000}).status_code == 413


def test_form_leads_to_states(client) -> None:
    assert client.get("/dyad?first=japan&second=us").headers["location"] == "/dyad/JPN/USA"
    assert client.get("/dyad?first=japan").headers["location"] == "/state/JPN"
    assert client.get("/dyad?first=nowhere").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404), ("/state/Atlantis", 404), ("/event/none", 404), ("/document/none", 404),
        ("/dyad/JPN/JPN", 422), ("/?from=2024-05-01&to=2024-04-01", 422), ("/?from=soon", 422),
        ("/search?page=0", 422), ("/search?root=NOTHING", 422), ("/?group=XYZ", 404),
    ],
)  # fmt: skip
def test_faults_are_told_on_a_page(client, address, status) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == HTML
    assert "Traceback" not in answer.text
    told = client.get(address.replace("/", "/api/", 1) if address != "/nothing" else "/api/nothing")
    assert told.headers["content-type"].startswith("application/json")


def test_unknown_names_list_near_ones(client) -> None:
    assert "did you mean Japan" in client.get("/state/Jappan").text

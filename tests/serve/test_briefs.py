from __future__ import annotations

import csv
import io
import re

import pytest

SPAN = "from=2024-04-01&to=2024-04-30"
BRIEFS = {
    "/dyad/CHN/USA": "dyad",
    "/state/JPN": "state",
    "/group/CHN,USA,PHL": "group",
    "/week": "week",
}


@pytest.mark.parametrize("place", BRIEFS)
def test_brief_is_page_part_file_json_and_table(client, place) -> None:
    told = client.get(f"/api{place}/brief?{SPAN}").json()
    assert told["kind"] == BRIEFS[place]
    claims = [claim for section in told["sections"] for claim in section["claims"]]
    assert claims
    assert all(claim["sources"] for claim in claims)
    assert client.get(f"{place}/brief.json?{SPAN}").json() == told
    rows = list(csv.DictReader(io.StringIO(client.get(f"{place}/brief/claims.csv?{SPAN}").text)))
    assert [row["text"] for row in rows] == [claim["text"] for claim in claims]
    page = client.get(f"{place}/brief?{SPAN}").text
    assert page.count("<h1") == 1
    assert 'class="claims"' in page
    assert f'href="{place}/brief/claims.csv?from=2024-04-01&amp;to=2024-04-30"' in page
    part = client.get(f"{place}/brief?{SPAN}&part=true").text
    assert "<html" not in part
    file = client.get(f"{place}/brief.html?{SPAN}")
    assert file.text.startswith("<!doctype html>")
    assert file.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("place", ["/group/CHN,USA,PHL", "/week"])
def test_page_of_a_group_and_a_week_asks_for_its_brief(client, place) -> None:
    text = client.get(f"{place}?{SPAN}").text
    part = re.search(r'data-load="([^"]+)"', text)[1].replace("&amp;", "&")
    assert part == f"{place}/brief?{SPAN}&part=true"
    assert client.get(part).status_code == 200
    assert client.get(f"{place}.json?{SPAN}").json()["kind"] == BRIEFS[place]


def test_week_of_a_day_is_monday_to_sunday(client) -> None:
    told = client.get("/api/week/brief?day=2024-04-10").json()
    assert (told["start"], told["stop"]) == ("2024-04-08", "2024-04-15")
    assert 'value="2024-04-14"' in client.get("/week?day=2024-04-10").text
    assert client.get("/api/week/brief?day=2024-04-10&to=2024-04-30").status_code == 422
    assert 'value="2024-04-29"' in client.get("/week").text


def test_what_came_later_is_left_out(client) -> None:
    early = client.get(f"/api/dyad/CHN/USA/brief?{SPAN}&as-of=2024-04-20").text
    assert "came to sanction" not in early
    assert "came to sanction" in client.get(f"/api/dyad/CHN/USA/brief?{SPAN}").text


def test_group_is_named_in_a_form_or_refused(client) -> None:
    answer = client.get(f"/group?name=OPEC%2B&{SPAN}")
    assert answer.headers["location"] == f"/group/OPEC%2B?{SPAN}"
    assert client.get("/group/Atlantis").status_code == 404
    assert client.get("/group/" + ",".join(["JPN"] * 60)).status_code == 422
    assert client.get("/api/group/JPN,JPN/brief").status_code == 422
    assert client.get("/group/<script>x").status_code == 404

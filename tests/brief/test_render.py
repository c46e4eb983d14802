import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from factories import make_event

from detente.brief.claims import Brief, Chart, Gap, Section, Source, claim
from detente.brief.compose import compose
from detente.brief.render import to_html, to_json, to_markdown
from detente.codes import Root

HOSTILE = (
    "Tokyo told <script>alert(1)</script> \"'><img src=x onerror=alert(2)> \u202egnp.exe & more."
)
START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)


class Elements(HTMLParser):
    """Collect elements with their attributes, and their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def page(brief) -> str:
    return to_html(brief)


@pytest.fixture(scope="module")
def hostile(stored, told) -> Brief:
    event = make_event("JPN", "USA", root=Root.REQUEST, quote=HOSTILE)
    pair = told(event, title="</title><script>x</script>", publisher="<b>[P](javascript:1)")
    return compose(stored([pair]), "JPN", "USA", start=START, stop=STOP)


def test_hostile_text_is_inert_in_html(hostile):
    html = to_html(hostile)
    elements = Elements(html)
    assert {"script", "img", "b", "iframe"}.isdisjoint(tag for tag, _ in elements.found)
    assert not [name for _, attributes in elements.found for name in attributes if name[:2] == "on"]
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in elements.text


def test_hostile_text_is_inert_in_markdown(hostile):
    text = to_markdown(hostile)
    assert "\u202e" not in text
    assert not re.search(r"(?<!\\)<(?!https://)", text)
    assert "](" not in text.replace("\\](", "")


def test_only_addresses_of_the_web_are_linked():
    for url in ("javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"onclick="'):
        assert all(link["href"].startswith("#") for link in Elements(to_html(tiny(url))).named("a"))


def test_nothing_is_loaded_from_elsewhere(page):
    elements = Elements(page)
    loading = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image"}
    assert loading.isdisjoint(tag for tag, _ in elements.found)
    assert not [1 for _, attributes in elements.found if "src" in attributes]
    linked = {tag for tag, attributes in elements.found if "href" in attributes}
    assert linked == {"a"}
    assert "url(" not in page
    assert "@import" not in page
    assert all("style" not in attributes for _, attributes in elements.found)


def test_the_policy_forbids_scripts_and_allows_our_style_only(page):
    (policy,) = [meta["content"] for meta in Elements(page).named("meta") if "http-equiv" in meta]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_page_can_be_used_without_seeing_it(page):
    elements = Elements(page)
    assert elements.named("html")[0]["lang"] == "en"
    assert len(elements.named("h1")) == len(elements.named("main")) == 1
    drawings = [one for one in elements.named("div") if one.get("role") == "img"]
    assert len(drawings) == len(elements.named("svg")) >= 4
    assert all(len(one["aria-label"]) > 40 for one in drawings)
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in elements.named("a"):
        assert not link["href"].startswith("#") or link["href"][1:] in ids


def test_every_claim_leads_to_its_evidence(page, brief):
    notes = [link for link in Elements(page).named("a") if link.get("role") == "doc-noteref"]
    assert len(notes) == sum(len(claim.sources) for claim in brief.claims())
    for source in brief.sources():
        assert source.quote in Elements(page).text


def test_json_holds_numbers_and_places(brief):
    read = json.loads(to_json(brief))
    assert read["start"] == "2024-03-01"
    claims = [claim for section in read["sections"] for claim in section["claims"]]
    assert len(claims) == len(brief.claims())
    assert all(claim["sources"][0]["quote"] for claim in claims)


def test_a_small_brief_as_markdown():
    snapshot = Path(__file__).parent / "small_brief.md"
    assert to_markdown(tiny("https://example.org/1")) == snapshot.read_text("utf-8")


def tiny(url: str) -> Brief:
    """Give a fixed brief with one claim of each shape, one gap and one chart."""
    quote = "Joe Biden hosted Fumio Kishida on *Wednesday*."
    one = Source(
        day=dt.date(2024, 4, 10), quote=quote, title="A visit", publisher="Kanto Report", url=url,
        document_id="d1", start=10, stop=10 + len(quote), event_id="e1",
    )  # fmt: skip
    other = Source(
        day=None, quote="They met.", title=None, publisher=None, url=None,
        document_id="d2", start=0, stop=9, event_id="e2",
    )  # fmt: skip
    rate = claim(
        "engagement", "About {rate} acts a month.", numbers={"rate": 2.5}, low=1.0, high=4.0,
        size="2.5, 90 %: 1.0 to 4.0", n=12, sources=[one, other],
    )  # fmt: skip
    dated = claim(
        "calendar", "{who} met on a visit.", words={"who": "A and B"}, n=1, sources=[one],
        day=dt.date(2024, 4, 10), label="10 April 2024",
    )  # fmt: skip
    gap = Gap(section="outlook", text="Nothing is said.", reason="too little is known")
    chart = Chart(
        kind="balance", section="engagement", title="A chart", alt="What it shows",
        rows=({"field": "security", "value": 0.5, "low": 0.1, "high": 0.9, "n": 12},),
    )  # fmt: skip
    return Brief(
        title="Japan and the United States, April 2024", first="JPN", second="USA",
        start=dt.date(2024, 4, 1), stop=dt.date(2024, 5, 1), as_of=dt.date(2024, 6, 1),
        sections=(
            Section(key="engagement", title="Rates", reading="How to read it.", claims=(rate,)),
            Section(key="calendar", title="Calendar", reading="", claims=(dated,)),
            Section(key="outlook", title="Outlook", reading="Reading.", gaps=(gap,)),
        ),
        charts=(chart,), method=("The store holds 2 documents.",),
    )  # fmt: skip

from __future__ import annotations

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SPAN = "from=2024-03-01&to=2024-04-30"
PAGES = {
    "/": "Who deals with whom",
    "/state/JPN": "Japan",
    "/dyad/JPN/USA": "Japan – United States",
    "/event/e0140": "Joe Biden",
    "/document/d0140": "A headline",
    "/search": "Search",
    "/watch": "What is new",
    "/week": "What changed",
    "/group/CHN,USA,PHL": "Group: CHN,USA,PHL",
    "/outlook": "Outlook",
    "/state/JPN/next": "Who comes next",
    "/dyad/JPN/USA/scenario?if=Trump+leads+USA": "What if",
    "/runs": "Runs and rejections",
    "/try": "Try it",
    "/programs": "For programs",
}
ARTICLE = (
    "Japanese Prime Minister Fumio Kishida met U.S. President Joe Biden at the White House on "
    "Wednesday.\n\nChina accused Washington of breaking a promise."
)


@pytest.mark.parametrize("path", PAGES)
def test_page_opens(page, path) -> None:
    page.goto(path)
    assert PAGES[path] in " ".join(page.inner_text("h1").split())
    page.wait_for_selector("[aria-busy]", state="detached", timeout=60_000)
    assert page.locator("main").count() == 1


def test_claim_leads_to_its_sentence(page) -> None:
    page.goto(f"/dyad/JPN/USA?{SPAN}")
    page.wait_for_selector(".claims", timeout=60_000)
    assert page.locator(".drawn svg").count() >= 1
    cite = page.locator(".claims .cites a").first
    quote = cite.get_attribute("title")
    cite.click()
    page.wait_for_selector("mark#here.asked")
    assert page.inner_text("mark#here") in quote
    place = page.locator("mark#here").bounding_box()
    assert 0 <= place["y"] < 860
    assert "#here" in page.url


def test_cell_of_the_matrix_leads_to_the_two_states(page) -> None:
    page.goto(f"/?{SPAN}")
    page.click('.matrix a[title^="China – Philippines"]')
    page.wait_for_url(re.compile(r"/dyad/CHN/PHL\?"))
    assert "from=2024-03-01" in page.url


def test_flurry_of_the_watch_list_is_marked_in_the_matrix_and_leads_to_its_sentence(page) -> None:
    page.goto("/")
    page.wait_for_selector(".watch li[data-pair]", timeout=60_000)
    marked = page.locator('.matrix a[data-pair="CHN USA"]')
    assert marked.count() == 2
    assert "▲" in marked.first.inner_text()
    told = marked.first.get_attribute("aria-label")
    assert told.endswith("; flurry of conflict")
    assert "conflict than elsewhere" in told
    quote = page.inner_text(".watch li[data-pair] blockquote")
    page.click(".watch li[data-pair] blockquote a")
    page.wait_for_selector("mark#here")
    assert page.inner_text("mark#here") == quote


def test_claim_of_a_week_leads_to_its_sentence(page) -> None:
    page.goto("/week?day=2024-04-24")
    page.wait_for_selector(".claims", timeout=60_000)
    assert page.input_value('input[name="from"]') == "2024-04-22"
    cite = page.locator(".claims .cites a").first
    quote = cite.get_attribute("title")
    cite.click()
    page.wait_for_selector("mark#here.asked")
    assert page.inner_text("mark#here") in quote


def test_group_is_chosen_in_a_form(page) -> None:
    page.goto("/group/Quad")
    page.fill('input[name="name"]', "JPN,USA")
    page.click(".head form button")
    page.wait_for_url(re.compile(r"/group/JPN,USA\?"))
    page.wait_for_selector(".brief .part", timeout=60_000)


def test_what_if_and_who_comes_next_live_in_the_address(page) -> None:
    page.goto("/outlook")
    page.fill('input[name="first"]', "Japan")
    page.fill('input[name="second"]', "USA")
    page.fill('input[name="if"]', "Trump leads USA from 2024-06-01")
    page.click("form.filters >> nth=0 >> button")
    page.wait_for_url(re.compile("if=Trump"))
    page.wait_for_selector("text=base case", timeout=60_000)
    assert page.input_value('input[name="if"]') == "Trump leads USA from 2024-06-01"
    page.fill('input[name="state"]', "China")
    page.select_option('select[name="root"]', "ACCUSE")
    page.click("form.filters >> nth=1 >> button")
    page.wait_for_url(re.compile("state=China&root=ACCUSE"))
    page.wait_for_selector('a[href="/dyad/CHN/USA"]', timeout=60_000)


def test_filters_live_in_a_short_address(page) -> None:
    page.goto("/search")
    page.fill("#q", "steel")
    page.select_option("#root", "ACCUSE")
    page.fill("#from", "2023-02-01")
    page.fill("#to", "2023-02-28")
    page.click("form.aside button.main")
    page.wait_for_url(re.compile("q=steel"))
    assert "4 events" in page.inner_text("#found-title")
    assert "status=" not in page.url
    address = page.url
    page.goto("/")
    page.goto(address)
    assert page.input_value("#q") == "steel"
    assert page.input_value("#from") == "2023-02-01"
    assert page.input_value("#root") == "ACCUSE"


def test_pasted_article_shows_its_events_in_two_seconds(page) -> None:
    page.goto("/try")
    page.fill("#text", ARTICLE)
    page.fill('input[name="day"]', "2024-04-11")
    page.click("form.paste button")
    page.wait_for_selector("#read-title", timeout=20_000)
    assert page.locator(".text mark").count() >= 1
    assert page.locator(".beside li").count() >= 1
    seconds = float(re.search(r"read in ([\d.]+) s", page.inner_text("#read-title"))[1])
    assert seconds <= 2


def test_theme_is_toggled_and_kept(page) -> None:
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-toggle]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    assert page.get_attribute("[data-theme-toggle]", "aria-pressed") == "true"
    page.goto("/runs")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.goto("/runs?theme=light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_keyboard_alone_reaches_content_and_search(page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus("#quick")
    page.keyboard.type("shoal")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=shoal"))
    assert "12 events" in page.inner_text("#found-title")


def test_hostile_text_does_nothing(page) -> None:
    dialogs = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    for path in ("/event/e0155", "/document/d0155", "/search?state=PRK", "/runs"):
        page.goto(path)
        assert "<script>" in page.inner_text("main")
    page.goto("/try")
    page.fill("#text", "<script>alert(1)</script> \u202e Japan met America on Monday. " * 20)
    page.click("form.paste button")
    page.wait_for_selector("#read-title", timeout=20_000)
    assert not dialogs
    assert page.locator("main script, main img").count() == 0


def test_pages_do_without_scripts(browser, address) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dyad/JPN/USA?from=2024-01-01&to=2024-04-30")
    page.click("noscript a")
    assert page.locator(".claims").count() >= 1
    page.goto("/search?q=steel")
    assert page.locator(".event").count() == 25
    context.close()


def test_narrow_screens_need_no_sideways_scrolling(browser, address) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, path
    context.close()

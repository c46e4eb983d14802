"""Draw the pictures of use-the-dashboard.md from a running dashboard on the store of `make demo`.

detente serve --store out/demo.duckdb --port 8601 &
python docs/how-to/pictures.py http://127.0.0.1:8601
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
SPAN = "from=2024-03-01&to=2024-05-31"
ARTICLE = """\
Japanese Prime Minister Fumio Kishida met U.S. President Joe Biden at the White House on \
Wednesday and agreed with him to upgrade the way in which their forces are commanded.

China criticised the meeting. A spokesman in Beijing accused Washington of dividing Asia and said \
that China had lodged a protest with Japan.

Kishida is to visit Paris in May, where he will meet President Emmanuel Macron. If Donald Trump \
returned to power, he could impose new tariffs on Japanese cars."""


def main(address: str) -> None:
    """Open the pages and keep what they look like."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 820})
        page.goto(f"{address}/?{SPAN}")
        page.wait_for_selector("[aria-busy]", state="detached", timeout=120_000)
        page.screenshot(path=FOLDER / "dashboard-world.png")
        page.goto(f"{address}/dyad/JPN/USA?{SPAN}")
        page.wait_for_selector(".claims", timeout=120_000)
        page.screenshot(path=FOLDER / "dashboard-dyad.png")
        page.goto(f"{address}/try")
        page.fill("#text", ARTICLE)
        page.fill("input[name=day]", "2024-04-11")
        page.click("form.paste button")
        page.wait_for_selector("#read-title", timeout=60_000)
        page.screenshot(path=FOLDER / "dashboard-try.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))

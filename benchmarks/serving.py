"""Time the pages of the dashboard on a million events: python -m benchmarks.serving --source S.

The store is made by drawing the documents of a real one again, with other ids and days. Sixteen
readers then ask pages for a minute, each a mixture of all kinds with parameters of its own, and
pause between two pages as readers do. Told are the times by page, errors, and the memory of the
server, its coder loaded.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

FIRST = dt.date(2014, 1, 1)
DAYS = 10 * 365
READERS = 16
LONGEST = 6_000
"""Characters of the documents drawn: news articles are no longer, speeches are."""
WORDS = ("tariffs", "missile", "climate", "summit", "aid package", "trade", "border", "visit")
ROOTS = ("CONSULT", "AGREE", "SANCTION", "ACCUSE", "AID", "REJECT")


def make(source: Path, place: Path, events: int) -> None:
    """Write a store of about so many events, drawn from another one."""
    import duckdb

    from detente.store.store import open_store

    with open_store(place, write=True):
        pass
    with duckdb.connect(str(place)) as engine:
        engine.execute("SET enable_progress_bar = false")
        engine.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        engine.execute(f"""
            CREATE TEMP TABLE drawn AS
            SELECT d.id, d.known_at, count(*) AS told FROM source.documents d
            JOIN source.events e ON e.evidence.document_id = d.id
            WHERE length(d.text) <= {LONGEST} GROUP BY d.id, d.known_at
        """)
        (held,) = engine.execute("SELECT sum(told) FROM drawn").fetchone()
        copies = -(-events // held)
        engine.execute(f"""
            CREATE TEMP TABLE moved AS
            SELECT d.id AS old, k.range AS copy, substr(md5(d.id || '-' || k.range), 1, 16) AS id,
                   DATE '{FIRST}' + CAST(hash(d.id, k.range) % {DAYS} AS INTEGER) AS known_at,
                   DATE '{FIRST}' + CAST(hash(d.id, k.range) % {DAYS} AS INTEGER) - d.known_at AS by
            FROM drawn d, range({copies}) k
        """)
        other = "substr(md5(e.id || '-' || m.copy), 1, 16)"
        engine.execute("""
            INSERT INTO documents BY NAME
            SELECT d.* REPLACE (m.id AS id, m.known_at AS known_at, m.known_at AS published,
                                NULL AS reprint_of)
            FROM source.documents d JOIN moved m ON d.id = m.old
        """)
        engine.execute(f"""
            INSERT INTO events BY NAME
            SELECT e.* REPLACE ({other} AS id, e.day + CAST(m.by AS INTEGER) AS day,
                   m.known_at AS known_at,
                   struct_pack(document_id := m.id, start := e.evidence.start,
                               stop := e.evidence.stop, quote := e.evidence.quote) AS evidence)
            FROM source.events e JOIN moved m ON e.evidence.document_id = m.old
        """)
        engine.execute("INSERT INTO runs BY NAME SELECT * FROM source.runs")
        engine.execute("CHECKPOINT")


def addresses(base: str, seed: int) -> list[tuple[str, str]]:
    """Give what a reader asks, in order: kind of page and address."""
    draw = random.Random(seed)
    world = _json(f"{base}/api/world?size=40")
    codes = [one["code"] for one in world["states"]]
    pairs = [(one["first"], one["second"]) for one in world["pairs"][:200]]
    found = _json(f"{base}/api/search?page={draw.randrange(1, 300)}")["events"]
    events = [one["id"] for one in found]
    papers = [one["document_id"] for one in found]

    def one() -> tuple[str, str]:
        kind = draw.choice(
            ("world", "state", "state", "dyad", "dyad", "event", "event", "document", "document",
             "search", "search", "search documents", "outlook", "runs")
        )  # fmt: skip
        month = FIRST + dt.timedelta(days=draw.randrange(400, DAYS, 30))
        days = f"from={month}&to={month + dt.timedelta(days=89)}"
        if kind == "state":
            return kind, f"/state/{draw.choice(codes)}?{days}"
        if kind == "dyad":
            first, second = draw.choice(pairs)
            return kind, f"/dyad/{first}/{second}?{days}"
        if kind == "event":
            return kind, f"/event/{draw.choice(events)}"
        if kind == "document":
            return kind, f"/document/{draw.choice(papers)}"
        if kind == "search":
            words, root, state = draw.choice(WORDS), draw.choice(ROOTS), draw.choice(codes)
            asked = draw.choice((f"q={quote(words)}", f"root={root}", f"state={state}&root={root}"))
            return kind, f"/search?{asked}&page={draw.randrange(1, 5)}"
        if kind == "search documents":
            return kind, f"/search?in=documents&q={quote(draw.choice(WORDS))}"
        return kind, {"world": f"/?{days}", "outlook": "/outlook", "runs": "/runs"}[kind]

    return [one() for _ in range(4000)]


def _json(address: str) -> dict:
    with urllib.request.urlopen(address, timeout=120) as answer:
        return json.load(answer)


def ask(address: str) -> tuple[int, float]:
    """Ask for a page; give its status and the seconds until it was there."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        status = 0
    return status, time.perf_counter() - began


def load(base: str, seconds: float, pause: float) -> dict[str, list[tuple[int, float]]]:
    """Let the readers ask for some time; give status and seconds by kind of page."""
    asked: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lists = [addresses(base, seed) for seed in range(READERS)]
    until = time.perf_counter() + seconds

    def read(pages: list[tuple[str, str]], seed: int) -> None:
        draw = random.Random(seed)
        for kind, address in pages:
            if pause:
                time.sleep(draw.expovariate(1 / pause))
            if time.perf_counter() > until:
                return
            asked[kind].append(ask(base + address))

    threads = [threading.Thread(target=read, args=(pages, n)) for n, pages in enumerate(lists)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked


def single(base: str) -> dict[str, float]:
    """Give the seconds of one page of each kind, asked for the first time and alone."""
    pages = dict(reversed(addresses(base, 99)))
    return {kind: round(ask(base + address)[1], 3) for kind, address in pages.items()}


def memory_mb(process: int) -> dict[str, float]:
    """Give what a process takes and took at most; megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    named = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return {"now": int(named["VmRSS"]) / 1024, "most": int(named["VmHWM"]) / 1024}


def report(asked: dict[str, list[tuple[int, float]]]) -> dict[str, object]:
    """Sum up times: by page and in all; milliseconds."""

    def of(rows: list[tuple[int, float]]) -> dict[str, float]:
        times = sorted(seconds * 1000 for _, seconds in rows)
        at = lambda share: times[min(len(times) - 1, int(share * len(times)))]  # noqa: E731
        return {"n": len(times), "p50": round(at(0.5)), "p95": round(at(0.95)),
                "max": round(times[-1]), "mean": round(statistics.mean(times))}  # fmt: skip

    every = [row for rows in asked.values() for row in rows]
    return {
        "all": of(every),
        "errors": sum(status != 200 for status, _ in every),
        **{kind: of(rows) for kind, rows in sorted(asked.items())},
    }


def main() -> None:
    """Make the store if it is not there, start a server on it, and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--source", type=Path, required=True, help="store to draw from")
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--place", type=Path, default=Path("/tmp/serving.duckdb"))
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--pause", type=float, default=1.0, help="mean pause of a reader; s")
    options.add_argument("--port", type=int, default=8677)
    given = options.parse_args()
    if not given.place.exists():
        began = time.perf_counter()
        make(given.source, given.place, given.events)
        print(f"made {given.place} in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    command = [Path(sys.executable).with_name("detente"), "serve", "--quiet"]
    began = time.perf_counter()
    server = subprocess.Popen([*command, "--store", given.place, "--port", str(given.port)])
    base = f"http://127.0.0.1:{given.port}"
    try:
        while ask(f"{base}/api/world")[0] != 200:
            time.sleep(0.2)
        ready = time.perf_counter() - began
        text = json.dumps({"text": "Japan and China agreed on Monday to hold talks."}).encode()
        tried = urllib.request.Request(
            f"{base}/api/code", text, {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(tried, timeout=120).read()  # so that the coder takes its memory
        first = single(base)
        asked = load(base, given.seconds, given.pause)
        told = {
            "events": _json(f"{base}/api/world")["events"],
            "ready_s": round(ready, 1),
            "first_s": first,
            "load_ms": report(asked),
            "memory_mb": memory_mb(server.pid),
            "machine": f"{platform.machine()}, {platform.python_version()}",
        }
        print(json.dumps(told, indent=1))
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()

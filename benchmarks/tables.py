"""Time reading and measuring ten million rows of GDELT's shape: python -m benchmarks.tables.

Rows are made by drawing rows of a real sample again, with other ids and days. Reading is set
against a bare `read_csv` of DuckDB into a table of a file on disk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path("../shared/data/coded_events/gdelt1_20160728_events_sample.tsv")
FIRST = dt.date(2013, 4, 1)
DAYS = 3 * 365
FILES = 10


def make(folder: Path, rows: int, seed: int = 1) -> list[Path]:
    """Write files of rows drawn from the sample; files that are there already stay."""
    draw = random.Random(seed)
    lines = [line.split("\t") for line in SAMPLE.read_text("utf-8").splitlines()]
    lines = [cells for cells in lines if len(cells) == 58]
    pairs = [cells for cells in lines if cells[7] and cells[17] and cells[7] != cells[17]]
    paths = []
    for number in range(FILES):
        path = folder / f"rows{rows}-{number}.tsv"
        paths.append(path)
        if path.exists():
            continue
        with path.open("w", encoding="utf-8") as out:
            for i in range(rows // FILES):
                cells = draw.choice(pairs if draw.random() < 0.3 else lines).copy()
                day = FIRST + dt.timedelta(days=draw.randrange(DAYS))
                stamp = f"{day:%Y%m%d}"
                cells[0] = str(700_000_000 + number * (rows // FILES) + i)
                cells[1], cells[2], cells[3], cells[56] = stamp, stamp[:6], stamp[:4], stamp
                if draw.random() < 0.5:  # more pairs than the sample has
                    other = draw.choice(pairs)
                    cells[15:25] = other[15:25]
                out.write("\t".join(cells) + "\n")
    return paths


def bare(paths: list[Path], place: Path) -> float:
    """Give the seconds that DuckDB's own reader takes into a table of a file."""
    import duckdb

    from detente.formats.gdelt import EVENTS_1

    with duckdb.connect(str(place)) as engine:
        began = time.perf_counter()
        engine.execute(
            "CREATE TABLE rows AS SELECT * FROM read_csv($1, delim='\t', header=false, quote='', "
            f"names=[{', '.join(repr(name) for name in EVENTS_1)}])",
            [[str(path) for path in paths]],
        )
        engine.execute("CHECKPOINT")
        return time.perf_counter() - began


def ours(paths: list[Path], place: Path) -> dict[str, float]:
    """Give the seconds of reading into a store, of all dyad-months, and of one dyad."""
    from detente.relations.dyads import pairs_of
    from detente.relations.ground import Ground
    from detente.relations.registry import measure
    from detente.relations.watch import watch
    from detente.run.ingest import ingest_paths
    from detente.store.store import open_store

    began = time.perf_counter()
    with open_store(place, write=True) as store:
        for one in ingest_paths(paths, store, now=dt.date(2026, 1, 1)):
            assert getattr(one, "rejected", 1) == 0, one
    found = {"read_s": time.perf_counter() - began}
    with open_store(place) as store:
        began = time.perf_counter()
        pairs = pairs_of(store)
        months = pairs.group_by(
            first=pairs.first, second=pairs.second, month=pairs.day.truncate("M"), quad=pairs.quad
        ).aggregate(events=pairs.count())
        found["dyad_months"] = len(store.arrow(months))
        found["dyad_months_s"] = time.perf_counter() - began
        began = time.perf_counter()
        with Ground(pairs) as ground:
            found["ground_s"] = time.perf_counter() - began
            span = (dt.date(2015, 1, 1), dt.date(2015, 6, 30))
            times = []
            for first, second in (("USA", "RUS"), ("USA", "CHN"), ("GBR", "USA")):
                began = time.perf_counter()
                measure(ground, first, second, start=span[0], stop=span[1])
                times.append(time.perf_counter() - began)
            found["one_dyad_s"] = sorted(times)[1]
            began = time.perf_counter()
            seen = watch(ground, since=dt.date(2015, 6, 1), stop=span[1])
            found["watch_s"] = time.perf_counter() - began
            found["sightings"] = len(seen)
    return found


def main() -> None:
    """Make the rows, time both in processes of their own, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--folder", type=Path, default=None, help="where files are kept")
    options.add_argument("--json", action="store_true")
    options.add_argument("--part", choices=["bare", "ours"], help=argparse.SUPPRESS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        paths = make(folder, given.rows)
        if given.part:
            place = folder / f"{given.part}.duckdb"
            place.unlink(missing_ok=True)
            found = {"bare_s": bare(paths, place)} if given.part == "bare" else ours(paths, place)
            found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            place.unlink(missing_ok=True)
            print(json.dumps(found))
            return
        parts = {}
        for part in ("bare", "ours"):  # each in a process of its own, for its peak of memory
            command = [sys.executable, "-m", "benchmarks.tables", "--rows", str(given.rows)]
            ran = subprocess.run(
                [*command, "--folder", str(folder), "--part", part],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            parts[part] = json.loads(ran.stdout.splitlines()[-1])
    report = {
        "rows": given.rows,
        "read_ratio": parts["ours"]["read_s"] / parts["bare"]["bare_s"],
        "dyad_months_s": parts["ours"]["dyad_months_s"],
        "one_dyad_s": parts["ours"]["one_dyad_s"],
        **{f"ours_{name}": value for name, value in parts["ours"].items()},
        **{f"bare_{name}": value for name, value in parts["bare"].items()},
        "machine": f"{platform.machine()}, {platform.python_version()}",
    }
    if given.json:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name:16} {value:.3f}" if isinstance(value, float) else f"{name:16} {value}")


if __name__ == "__main__":
    main()

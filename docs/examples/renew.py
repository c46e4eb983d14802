"""Renew the examples: python docs/examples/renew.py DEMO.duckdb WHITE_HOUSE.duckdb TABLE….

Writes the briefs on two stores as Markdown and HTML, and the table of judgements, for which the
tables (regime scores, UN ideal points) are ingested into copies of the stores. What is said of the
claims in `README.md`, a reader has to judge again.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
JUDGEMENTS = HERE.parents[1] / "examples" / "judgements" / "japan_us_2024.toml"
PERIOD = ("JPN", "USA", "--from", "2024-03-01", "--to", "2024-05-31")
NAMES = ("japan_usa_dispatches", "japan_usa_white_house")
PARTLY = 1
"""What the command returns where some rows could not be used: states of former times."""
SHOWN = 3
"""Ids of a judgement that are shown."""


def detente(*arguments: str) -> str:
    """Run the command and give what it prints."""
    command = [str(Path(sys.executable).with_name("detente")), *arguments]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if ran.returncode > PARTLY:
        raise SystemExit(ran.stderr)
    return ran.stdout


def write_briefs(store: Path, name: str) -> None:
    """Write the brief of a store in both forms."""
    (HERE / f"{name}.md").write_text(detente("brief", *PERIOD, "--store", str(store)), "utf-8")
    page = str(HERE / f"{name}.html")
    detente("brief", *PERIOD, "--store", str(store), "--html", page)


def judged(store: Path, tables: list[str]) -> list[dict[str, Any]]:
    """Give the judgements as a store answers them that has these tables beside its events."""
    with TemporaryDirectory() as folder:
        copy = shutil.copy(store, Path(folder) / "copy.duckdb")
        detente("ingest", *tables, "--store", str(copy))
        told = detente(
            "judge", str(JUDGEMENTS), "--store", str(copy), "--format", "json", "--quiet"
        )
    found: list[dict[str, Any]] = json.loads(told)
    return found


def cell(row: dict[str, Any]) -> str:
    """Give verdict, value with interval, number of events and the first letters of ids."""
    verdict = f"**{row['verdict']}**" if row["verdict"] != "cannot say" else row["verdict"]
    if row["verdict"] == "supported" and row["value"] is None:
        return f"{verdict}; {_day(row['reading'])}"
    if row["value"] is None:
        return f"{verdict}; {_short(row['reading'])}"
    value, low, high = (_number(row[name]) for name in ("value", "low", "high"))
    ids = ", ".join(f"`{one[:8]}`" for one in row["evidence"][-SHOWN:])
    return f"{verdict}; {value} ({low} to {high}), n = {row['n']}; {ids}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _day(reading: str) -> str:
    found = re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}", reading)
    return found[0] if found else _short(reading)


def _short(reading: str) -> str:
    return reading.strip().removeprefix("No value: ").removesuffix(".").replace("|", "/")


def table(rows: list[list[dict[str, Any]]]) -> str:
    """Lay the answers of two stores side by side."""
    lines = ["| judgement | measure | dispatches | White House |", "|---|---|---|---|"]
    for one, other in zip(*rows, strict=True):
        measure = f"`{one['indicator']}` {one['expected']}"
        lines.append(f"| {one['says']} | {measure} | {cell(one)} | {cell(other)} |")
    return "\n".join(lines)


def counts(rows: list[dict[str, Any]]) -> str:
    """Count the verdicts in words of the page."""
    verdicts = [row["verdict"] for row in rows]
    return ", ".join(
        str(verdicts.count(name)) for name in ("supported", "contradicted", "cannot say")
    )


def main() -> None:
    """Renew all examples."""
    stores, tables = [Path(argument) for argument in sys.argv[1:3]], sys.argv[3:]
    if not tables:
        raise SystemExit(__doc__)
    for store, name in zip(stores, NAMES, strict=True):
        write_briefs(store, name)
    rows = [judged(store, tables) for store in stores]
    page = HERE / "judgements.md"
    text = page.read_text("utf-8")
    text = re.sub(r"\| judgement \|.*?\n(?=\n)", table(rows) + "\n", text, flags=re.DOTALL)
    said = f"{counts(rows[0])} in the dispatches; {counts(rows[1])} in the White House texts."
    text = re.sub(
        r"[\d, ]+ in the dispatches; [\d, ]+ in the White House texts\.", f" {said}", text
    )
    page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

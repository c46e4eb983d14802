"""Hold what was reached: run the scorers and compare with floors.json.

A floor belongs to a gold file with a checksum; if the file differs, the floor does not apply
and that is said. Floors rise with ``--raise``; one is lowered by hand, with a line in the
changelog.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
SHARED = Path("../shared/data")


def figure_at(result: dict[str, Any], path: str) -> float:
    """Give the figure at a dotted path such as ``root.f1``."""
    value: Any = result
    for part in path.split("."):
        value = value[part]
    return float(value)


def run_scorer(module: str, gold: Path, options: Sequence[str] = ()) -> dict[str, Any]:
    """Run one scorer on one gold file and give its JSON.

    Options that begin with ``shared:`` are paths in the shared folder.
    """
    given = [
        str(SHARED / option.removeprefix("shared:")) if option.startswith("shared:") else option
        for option in options
    ]
    command = [sys.executable, "-m", module, str(gold), *given, "--json"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(out)
    return found


def main() -> int:
    """Print one line a figure; exit 1 if one lies below its floor."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--raise", dest="lift", action="store_true", help="raise floors reached")
    given = options.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = 0
    for entry in floors:
        gold = SHARED / entry["gold"]
        if entry["gold"].startswith("eval/"):
            gold = Path(entry["gold"])
        needed = [gold, *(SHARED / name for name in entry.get("needs", ()))]
        if not all(path.exists() for path in needed):
            print(f"skipped {entry['scorer']}: {gold} is not there")
            continue
        found = hashlib.sha256(gold.read_bytes()).hexdigest()[:16]
        if found != entry["sha256"]:
            print(f"skipped {entry['scorer']}: {gold} is another file ({found})")
            continue
        result = run_scorer(entry["scorer"], gold, entry.get("options", ()))
        for path, floor in entry["floors"].items():
            value = figure_at(result, path)
            failed = value < floor
            below += failed
            print(
                f"{'BELOW' if failed else 'ok   '} {entry['scorer']} {path} {value:.4g}"
                f" (floor {floor:.4g})"
            )
            if given.lift and value > floor:
                entry["floors"][path] = round(value - 0.0005, 3)
    if given.lift:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())

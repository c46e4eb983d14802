"""Draw how often things came that were given a chance: an SVG picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SIZE, EDGE = 320, 40
COLOURS = ("#1f5fa8", "#b3402a")


def plot(path: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Draw one line a table; the area of a dot grows with the number of forecasts."""
    scale = SIZE - 2 * EDGE

    def at(said: float, came: float) -> tuple[float, float]:
        return EDGE + said * scale, SIZE - EDGE - came * scale

    low, high = EDGE, SIZE - EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{SIZE}" height="{SIZE}" fill="white"/>',
        f'<path d="M{low} {high}L{high} {low}" stroke="#999" stroke-dasharray="4"/>',
        f'<path d="M{low} {low}V{high}H{high}" stroke="#333" fill="none"/>',
        f'<text x="{SIZE / 2}" y="{SIZE - 10}" text-anchor="middle">chance given</text>',
        f'<text x="12" y="{SIZE / 2}" transform="rotate(-90 12 {SIZE / 2})" '
        'text-anchor="middle">share in which it came</text>',
    ]
    for mark in (0.0, 0.5, 1.0):
        x, y = at(mark, mark)
        parts += [
            f'<text x="{x}" y="{high + 14}" text-anchor="middle">{mark:g}</text>',
            f'<text x="{low - 6}" y="{y + 4}" text-anchor="end">{mark:g}</text>',
        ]
    for number, (name, rows) in enumerate(tables.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [at(row["said"], row["came"]) for row in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}"/>')
        most = max(row["n"] for row in rows)
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + 5 * (row["n"] / most) ** 0.5:.1f}" '
            f'fill="{colour}" fill-opacity="0.6"/>'
            for (x, y), row in zip(points, rows, strict=True)
        ]
        parts.append(f'<text x="{low + 10}" y="{low + 14 * number}" fill="{colour}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")

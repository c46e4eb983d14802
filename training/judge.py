"""Fit the judge of events: python -m training.judge FOLDER:ROWS…

FOLDER holds an exported coder (`coder-*` as in the package's assets), ROWS a file of real sentences
that this coder was not trained on. The texts are coded whole; an event found in a coded sentence
is right if the coding has one of its root and status whose states are the same, or of many
three in four. The signs of all events are weighed by
logistic regression (`detente/events/judge.py`), the weights become the asset ``coder-judge``. Texts
that `training.score_real` reads are left out. Prints the fit over ten parts of the texts, each
judged by the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from eval.references import ARTICLES, with_sentences
from eval.sentences import as_coding, calibration_error, countable, predict

import detente
from detente.actors.load import load_book
from detente.events.coder import Coder, judged_events
from detente.events.judge import FEW, SOMETIMES, Weights, echoes_in, load_weights
from detente.sentences.encode import Encoder
from detente.sentences.parse import Parser
from training.coder.real import Row, is_kept_apart
from training.score_real import AT_ONCE, documents_of, dyad_of, gold_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

PACKAGE = Path(detente.__file__).parent
RIDGE = 10.0
"""Weight of the squares of the (standardised) weights."""
PARTS = 10
DOUBTFUL = 0.05
"""Probability from which events count when the judge is shifted."""


@dataclass(frozen=True)
class Sample:
    """Hold one event found, with its signs and whether it is right."""

    text: str
    """Which text it stands in."""
    signs: dict[str, float]
    chance: float
    """Probability of its best pair."""
    right: bool


def coder_in(folder: Path) -> Coder:
    """Load an exported coder from a folder."""
    encoder, pairs = ((folder / f"coder-{name}.onnx").read_bytes() for name in ("encoder", "pairs"))
    tokenizer = (folder / "coder-tokenizer.json").read_text(encoding="utf-8")
    return Coder(load_book(), Parser(), Encoder(encoder, pairs, tokenizer), Weights(0.0, {}, {}))


def samples_of(coder: Coder, rows: list[Row], articles: Path) -> Iterator[Sample]:
    """Give the events that a coder finds in coded sentences."""
    wanted: dict[tuple[str, Any], list[Row]] = defaultdict(list)
    for row in rows:
        wanted[row["file"], row["key"]].append(row)
    texts = list(documents_of(rows, articles))
    for first in range(0, len(texts), AT_ONCE):
        part = texts[first : first + AT_ONCE]
        read = coder.read([document for _, document in part])
        for key, document in part:
            readings = read[document.id]
            found = list(judged_events(readings, "").values())
            is_long = sum(bool(reading.parties) for reading in readings) > FEW
            for row in wanted[key]:
                own = [one for one in found if row["start"] <= one.start < row["stop"]]
                left = countable(gold_of(row, 0)["events"])
                for one in sorted(own, key=lambda one: -one.event.probability):
                    told = as_coding(one.event)
                    if countable([told]):
                        signs = {**one.signs, **(echoes_in(one, found) if is_long else {})}
                        match = next((event for event in left if _agree(event, told)), None)
                        if match is not None:
                            left.remove(match)
                        name, chance = f"{key[0]}#{key[1]}", one.event.probability
                        yield Sample(name, signs, chance, match is not None)


ENOUGH = 0.75
"""Share of the states of two codings together that both must have."""


def _agree(event: dict[str, Any], told: dict[str, Any]) -> bool:
    """Tell whether two codings have the same root and status, and the same states or nearly so."""
    first, second = dyad_of(event), dyad_of(told)
    same = (event["root"], event["status"]) == (told["root"], told["status"])
    return same and len(first & second) >= ENOUGH * len(first | second)


def fit(samples: list[Sample]) -> Weights:
    """Give the weights of greatest likelihood, with a ridge."""
    usual = {
        name: float(np.mean([s.signs[name] for s in samples if name in s.signs]))
        for name in SOMETIMES
    }
    names = list(dict.fromkeys(name for s in samples for name in s.signs))
    given = [{**usual, **s.signs} for s in samples]
    signs = np.array([[own[name] for name in names] for own in given])
    right = np.array([s.right for s in samples], float)
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    found = _regression((signs - mean) / spread, right)
    weights = found[:-1] / spread
    return Weights(
        constant=round(float(found[-1] - weights @ mean), 4),
        weights={name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        usual={name: round(value, 4) for name, value in usual.items()},
    )


def _regression(signs: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give weights, and the constant last, by Newton's method."""
    given = np.c_[signs, np.ones(len(signs))]
    ridge = np.diag([RIDGE] * signs.shape[1] + [0.0])
    weights = np.zeros(given.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (chance - right) + ridge @ weights
        bend = (given.T * (chance * (1 - chance))) @ given + ridge
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def chances(samples: list[Sample], weights: Weights) -> list[float]:
    """Give the probability of each event."""
    return [weights.chance(s.signs) for s in samples]


def area(judged: list[tuple[float, bool]]) -> float:
    """Give the chance that a right event has the higher probability of a right and a wrong one."""
    order = sorted(judged)
    ranks = [rank for rank, (_, right) in enumerate(order, 1) if right]
    n, m = len(ranks), len(order) - len(ranks)
    return (sum(ranks) - n * (n + 1) / 2) / max(n * m, 1)


def crossed(samples: list[Sample]) -> list[float]:
    """Give the probability of each event by weights fitted on other texts."""
    part = [hashlib.blake2b(s.text.encode(), digest_size=4).digest()[0] % PARTS for s in samples]
    found = [0.0] * len(samples)
    for number in range(PARTS):
        weights = fit([s for s, own in zip(samples, part, strict=True) if own != number])
        own = [i for i, at in enumerate(part) if at == number]
        for i, chance in zip(own, chances([samples[i] for i in own], weights), strict=True):
            found[i] = chance
    return found


def shift_of(judged: list[tuple[float, bool]]) -> float:
    """Give what is to be added to the log-odds of all events so that they are right as often as said."""
    said = np.array([math.log(chance / (1 - chance)) for chance, _ in judged])
    right = np.array([right for _, right in judged], float)
    shift = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(said + shift)))
        shift += float((right - chance).sum() / (chance * (1 - chance)).sum())
    return shift


def judged_in(gold: Path, articles: Path) -> list[tuple[float, bool]]:
    """Give the probability of each event that the coder of the package finds, and whether it is right."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    if "sentence" not in rows[0]:
        rows = with_sentences(rows, articles)
    told = predict(rows, Coder.load(threshold=DOUBTFUL))
    judged = []
    for row in rows:
        left = countable(row["events"])
        for event in sorted(countable(told[row["id"]]), key=lambda e: -e["probability"]):
            match = next((other for other in left if _agree(other, event)), None)
            if match is not None:
                left.remove(match)
            chance = min(max(event["probability"], 1e-4), 1 - 1e-4)
            judged.append((chance, match is not None))
    return judged


def write(weights: Weights, package: Path, version: str, made_of: str) -> None:
    """Write the asset and its card."""
    content = json.dumps(
        {"constant": weights.constant, "weights": weights.weights, "usual": weights.usual}, indent=1
    )
    (package / "assets" / "coder-judge.json").write_text(content + "\n", encoding="utf-8")
    data = (content + "\n").encode()
    card = (
        f'\n[coder-judge]\nfile = "coder-judge.json"\nversion = "{version}"\n'
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\nbytes = {len(data)}\n'
        'licence = "Apache-2.0"\norigin = "fitted from scratch"\n'
        f'made_by = "training/judge.py, {made_of}"\n'
    )
    cards = package / "assets.toml"
    others = re.sub(r"\n\[coder-judge\]\n(?:.+\n)*", "", cards.read_text(encoding="utf-8"))
    cards.write_text(others + card, encoding="utf-8")


def main() -> None:
    """Fit, print, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("unseen", nargs="*", metavar="FOLDER:ROWS")
    options.add_argument(
        "--shift",
        type=Path,
        nargs="+",
        metavar="GOLD",
        help="fit nothing but the constant of the judge that ships, on coded sentences",
    )
    options.add_argument("--articles", type=Path, default=ARTICLES)
    options.add_argument("--version", default="0.1.0")
    options.add_argument("--package", type=Path, default=PACKAGE)
    given = options.parse_args()
    if given.shift:
        judged = [one for gold in given.shift for one in judged_in(gold, given.articles)]
        shift, known = shift_of(judged), load_weights()
        weights = replace(known, constant=round(known.constant + shift, 4))
        made_of = f"of the weights of 0.1.0 with the constant moved on {len(judged)} events"
        write(weights, given.package, given.version, made_of)
        print(f"{len(judged)} events, {sum(r for _, r in judged)} right: moved by {shift:.3f}")
        return
    samples: list[Sample] = []
    for pair in given.unseen:
        folder, _, rows = pair.partition(":")
        lines = map(json.loads, Path(rows).read_text(encoding="utf-8").splitlines())
        own = [row for row in lines if not is_kept_apart(row["file"], row["key"])]
        samples += samples_of(coder_in(Path(folder)), own, given.articles)
        print(f"{pair}: {len(own)} sentences, {len(samples)} events so far", flush=True)
    right = [s.right for s in samples]
    for name, said in (("best pair", [s.chance for s in samples]), ("judged", crossed(samples))):
        judged = list(zip(said, right, strict=True))
        print(f"{name}: area {area(judged):.3f}, calibration error {calibration_error(judged):.3f}")
    weights = fit(samples)
    for name, weight in weights.weights.items():
        print(f"  {name:14} {weight:+.3f}")
    write(weights, given.package, given.version, f"{len(samples)} events")


if __name__ == "__main__":
    main()

"""Teach a larger network the coding guide: python -m training.coder.large --help.

all-mpnet-base-v2 (`teacher.py`), five times the size of the coder, learns all own and real sentences. It is
too large to ship; it shows how far a network gets with these labels, and what it says of sentences
that nobody has coded teaches the coder (`train.py`). After each pass it is kept in OUT and goes on from
there when it is called again; then it reads the real sentences of texts kept apart, pair by pair.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from training.coder.data import ROOTS, Example, Exchange, fingerprint
from training.coder.loss import Batcher, guide_loss, vectors_of
from training.coder.model import Coder, PairHead
from training.coder.real import read_real
from training.coder.restore import restored
from training.coder.teacher import Larger, batcher_of_larger, batches_of
from training.coder.train import OWN_SENTENCES, REAL, own_examples
from training.coder.unlabelled import read_drawn, write_answers

Told = tuple[list[float], list[float], list[float]]
"""Chances of the roots, statuses and issues of one pair."""


@dataclass(frozen=True)
class Course:
    """Hold the settings of the training."""

    passes: int = 3
    rate: float = 5e-5
    size: int = 24
    none_weight: float = 0.35
    seed: int = 1


class Large(Larger):
    """Hold the larger encoder and classifiers of pairs by the coding guide."""

    def __init__(self) -> None:
        super().__init__()
        self.head = PairHead(self.encoder.config.hidden_size)


def train_large(examples: list[Example], course: Course, out: Path, apart: list[Example]) -> Large:
    """Train the larger network, from the last pass that was kept if there is one."""
    torch.manual_seed(course.seed)
    model, exchange, batcher = Large(), Exchange(), batcher_of_larger()
    encoder = [weights for weights in model.encoder.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": course.rate},
            {"params": list(model.head.parameters()), "lr": 10 * course.rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    each = math.ceil(len(examples) / course.size)
    steps = course.passes * each
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    first, kept = 0, out / "kept.pt"
    if kept.exists():
        told = torch.load(kept, weights_only=True)
        for part in ("model", "optimizer", "schedule"):
            {"model": model, "optimizer": optimizer, "schedule": schedule}[part].load_state_dict(
                told[part]
            )
        first = told["passes"]
    for number in range(first, course.passes):
        chance = random.Random(course.seed * 1000 + number)
        torch.manual_seed(course.seed * 1000 + number)
        model.train()
        total, started = 0.0, time.time()
        for done, batch in enumerate(batches_of(examples, course.size, chance), 1):
            ids, mask, index, labels = batcher.tensors(
                [exchange.apply(e, chance) if chance.random() < 0.5 else e for e in batch]
            )
            if index:
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    logits = model.head(*vectors_of(model, ids, mask, index))
                loss = guide_loss([v.float() for v in logits], labels, course.none_weight)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                total += float(loss.detach())
            schedule.step()
            if done % 50 == 0:
                print(
                    f"  pass {number + 1} step {done}/{each} loss {total / done:.4f}"
                    f" {time.time() - started:.0f} s",
                    flush=True,
                )
        states = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "passes": number + 1,
        }
        torch.save(states, kept.with_suffix(".new"))
        kept.with_suffix(".new").replace(kept)
        model.eval()
        print(f"pass {number + 1}", pair_scores(apart, answers(model, batcher, apart)), flush=True)
    model.eval()
    return model


def answers(model: Large | Coder, batcher: Batcher, examples: list[Example]) -> dict[str, list]:
    """Give by the name of each example what the network says of its pairs, in their order.

    A pair with a party behind the cut of a long sentence has nothing.
    """
    found: dict[str, list] = {}
    order = sorted(examples, key=lambda example: len(example.marked.text))
    with torch.no_grad():
        for first in range(0, len(order), 32):
            batch = order[first : first + 32]
            ids, mask, index, labels = batcher.tensors(batch)
            told: dict[tuple[int, int, int], Told] = {}
            if index:
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    logits = model.head(*vectors_of(model, ids, mask, index))
                chances = [torch.softmax(values.float(), -1).tolist() for values in logits]
                for (row, *_), pair, *one in zip(index, labels, *chances, strict=True):
                    told[row, pair.actor, pair.other] = tuple(one)
            for row, example in enumerate(batch):
                found[example.id] = [told.get((row, p.actor, p.other)) for p in example.pairs]
    return found


def pair_scores(examples: list[Example], told: dict[str, list]) -> str:
    """Compare pair by pair with the coding: F1 of acting at all, and of acting with that root.

    Each at the threshold of the chance of acting that serves it best.
    """
    rows = []
    for example in examples:
        for pair, one in zip(example.pairs, told[example.id], strict=True):
            acts = "NONE" not in pair.roots
            chances = np.array(one[0]) if one else np.eye(len(ROOTS))[0]
            root = ROOTS[1 + int(chances[1:].argmax())]
            rows.append((1 - chances[0], acts, acts and root in pair.roots))
    rows.sort(reverse=True)
    score, acts, right = (np.array([row[i] for row in rows], float) for i in range(3))
    said = np.arange(1, len(rows) + 1)
    f1 = [2 * np.cumsum(good) / (said + acts.sum()) for good in (acts, right)]
    best = [int(values.argmax()) for values in f1]
    return json.dumps(
        {
            "pairs": len(rows),
            "acting": int(acts.sum()),
            **{
                name: round(float(values[at]), 4)
                for name, values, at in zip(("dyad", "root"), f1, best, strict=True)
            },
            "from": [round(float(score[at]), 2) for at in best],
            "root of acting": round(float(right.sum() / acts.sum()), 4),
        }
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    options.add_argument("--out", type=Path, default=Path("out/large"))
    options.add_argument("--passes", type=int, default=Course.passes)
    options.add_argument(
        "--compare", type=Path, metavar="FOLDER", help="score a coder that ships instead"
    )
    options.add_argument(
        "--ask", type=Path, metavar="FILE", help="of drawn sentences: write OUT/answers.npz"
    )
    given = options.parse_args()
    torch.set_num_threads(2)
    given.out.mkdir(parents=True, exist_ok=True)
    files, reals = sorted(OWN_SENTENCES.glob("*.jsonl")), sorted(REAL.glob("*.jsonl"))
    apart = list(read_real(reals, given.articles, apart=True))
    if given.compare:
        coder = Coder()
        coder.load_state_dict(restored(given.compare))
        coder.eval()
        print(pair_scores(apart, answers(coder, Batcher(), apart)))
        return
    course = Course(passes=given.passes)
    examples = [*own_examples(files), *read_real(reals, given.articles)]
    print(len(examples), "sentences,", len(apart), "kept apart", flush=True)
    card = {"data": fingerprint([*files, *reals]), "sentences": len(examples), **asdict(course)}
    told = given.out / "card.json"
    if told.exists() and json.loads(told.read_text()) != card:
        options.error(f"{given.out} holds a training with other data or settings")
    told.write_text(json.dumps(card, indent=1))
    model = train_large(examples, course, given.out, apart)
    if given.ask:
        drawn = read_drawn(given.ask)
        told = answers(model, batcher_of_larger(), drawn)
        write_answers(given.out / "answers.npz", drawn, told)


if __name__ == "__main__":
    main()

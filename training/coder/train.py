"""Train the coder of events: python -m training.coder.train --help.

The recipe ends well on two processor cores. Its first part learns the coding guide from the
project's own sentences (OUT/guide.pt, kept for the next run); its second part learns what two
published sets call an act, with own and real sentences between, and the model is written to OUT.
What it makes of pairs that are given is another network's work (`published.py`).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from detente.actors.load import load_book
from detente.sentences.parse import Parser
from training.coder.data import (
    Example,
    Exchange,
    examples_of_coded,
    fingerprint,
    is_held_out,
    read_aw,
    read_coded,
    read_plv,
)  # fmt: skip
from training.coder.loss import (
    Batcher,
    logits_of,
    loss_of,
)  # fmt: skip
from training.coder.model import LOWER, Coder
from training.coder.real import read_real
from training.coder.restore import restored
from training.coder.unlabelled import read_answers, read_drawn

SEED = 20240410
HERE = Path(__file__).parent
OWN_SENTENCES = HERE.parent / "sentences"
REAL = HERE.parent / "real"


@dataclass(frozen=True)
class Part:
    """Hold the settings of one part of the training."""

    passes: int
    rate: float
    decay: float
    """Of the running mean of weights, over the last two thirds of the steps."""


GUIDE = Part(12, 1.2e-4, 0.998)
"""The first part: the project's own sentences, from the weights of MiniLM."""
PUBLISHED = Part(8, 6e-5, 0.99)
"""The second part: the published sets, with some own sentences that keep the guide in mind."""
REPLAYED = 2000
"""Own sentences, drawn anew, in a pass of the second part."""


def train(
    examples_of: Callable[[random.Random], list[Example]], part: Part, *, seed: int,
    none_weight: float, exchange: Exchange | None = None, short: bool = False,
    start: dict | None = None, upper: bool = False,
):  # fmt: skip
    """Train on the examples of each pass, from the weights of MiniLM or those given.

    If only the upper layers are trained, what reads given pairs stays as good as it was: it
    stands on the lower ones.
    """
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    model, batcher = Coder(), Batcher()
    if start is not None:
        model.load_state_dict(start)
    for part_of in (model.encoder.embeddings, *model.encoder.encoder.layer[:LOWER]):
        part_of.requires_grad_(not upper)
    encoder = [weights for weights in model.encoder.parameters() if weights.requires_grad]
    heads = [*model.head.parameters(), *model.published.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": part.rate}, {"params": heads, "lr": 10 * part.rate}],
        weight_decay=0.01,
        fused=True,
    )
    size = 32
    steps = part.passes * math.ceil(len(examples_of(random.Random(seed))) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(part.decay)
    )
    done = 0
    started = time.time()
    for epoch in range(part.passes):
        model.train()
        examples = examples_of(shuffle)
        order = shuffle.sample(range(len(examples)), len(examples))
        order = [  # batches of similar length, in random order
            chunk[i : i + size]
            for chunk in (
                sorted(order[j : j + 64 * size], key=lambda i: len(examples[i].marked.text))
                for j in range(0, len(order), 64 * size)
            )
            for i in range(0, len(chunk), size)
        ]
        shuffle.shuffle(order)
        total = 0.0
        for chosen in order:
            ids, mask, index, labels = batcher.tensors(
                [
                    exchange.apply(examples[i], shuffle)
                    if exchange and shuffle.random() < 0.5
                    else examples[i]
                    for i in chosen
                ]
            )
            if not index:
                continue
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short):
                logits = logits_of(model, ids, mask, index)
            loss = loss_of([values.float() for values in logits], labels, none_weight)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done > steps // 3:
                average.update_parameters(model)
            total += float(loss.detach())
            if done % 50 == 0:
                print(f"  step {done}/{steps} {time.time() - started:.0f} s", flush=True)
        print(
            f"pass {epoch + 1}/{part.passes} loss {total / len(order):.4f} {time.time() - started:.0f} s",
            flush=True,
        )
    model = average.module
    model.eval()
    return model, batcher


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data/coded_text"))
    options.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    options.add_argument("--out", type=Path, default=Path("out/coder"))
    options.add_argument("--none-weight", type=float, default=0.35)
    options.add_argument(
        "--short", action="store_true", help="16-bit floats: faster where the processor has them"
    )
    options.add_argument(
        "--start",
        type=Path,
        help="folder of an earlier coder, or src/detente/assets, which stands for the first part",
    )
    options.add_argument("--passes", type=int, default=PUBLISHED.passes, help="of the second part")
    options.add_argument("--rate", type=float, default=PUBLISHED.rate, help="of the second part")
    options.add_argument("--replayed", type=int, default=REPLAYED)
    options.add_argument(
        "--whole",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="own sentences of which none is left out of such a pass: new ones",
    )
    options.add_argument(
        "--real",
        type=int,
        default=10**9,
        help="most real sentences, drawn anew, in such a pass; 0: none at all",
    )
    options.add_argument(
        "--drawn", type=Path, metavar="FILE", help="sentences that nobody has coded (unlabelled.py)"
    )
    options.add_argument(
        "--answers", type=Path, help="what a larger network says of them (large.py)"
    )
    options.add_argument(
        "--told", type=int, default=8000, help="of these, drawn anew, in such a pass"
    )
    options.add_argument(
        "--upper", action="store_true", help="train only the upper layers of the encoder"
    )
    options.add_argument("--guide-passes", type=int, default=GUIDE.passes, help="of the first part")
    options.add_argument(
        "--only-guide", action="store_true", help="end with the first part: OUT/guide.pt"
    )
    given = options.parse_args()
    if bool(given.drawn) != bool(given.answers):
        options.error("--drawn needs --answers, and the other way round")
    torch.set_num_threads(2)
    given.out.mkdir(parents=True, exist_ok=True)
    hyper = {"seed": SEED, "none_weight": given.none_weight, "short": given.short}
    files = sorted(OWN_SENTENCES.glob("*.jsonl"))
    own, whole = own_examples(files), own_examples(given.whole)
    plv = list(read_plv(given.shared / "PLV_train.tsv"))
    aw = list(read_aw(given.shared / "AW_train.tsv"))
    reals = sorted(REAL.glob("*.jsonl")) if given.real else []
    real = list(read_real(reals, given.articles))
    files += reals
    print(
        len(own),
        "own sentences,",
        len(real),
        "real ones,",
        len(plv),
        "of PLV_train,",
        len(aw),
        "of AW_train",
        flush=True,
    )
    first = replace(GUIDE, passes=given.guide_passes)
    if given.start is not None:
        guide = earlier(given.start)
    else:
        guide = first_part([*own, *real], first, files, given.out, hyper)
    if given.only_guide:
        return

    part = Part(given.passes, given.rate, PUBLISHED.decay)
    told = read_answers(given.answers, read_drawn(given.drawn)) if given.drawn else []

    def second_part(chance: random.Random) -> list[Example]:
        return [
            *plv,
            *aw,
            *chance.sample(real, min(given.real, len(real))),
            *chance.sample(own, min(given.replayed, len(own))),
            *whole,
            *chance.sample(told, min(given.told, len(told))),
        ]

    model, _ = train(
        second_part, part, exchange=Exchange(), start=guide, upper=given.upper, **hyper
    )
    torch.save(model.state_dict(), given.out / "coder.pt")
    paths = [*files, given.shared / "PLV_train.tsv", given.shared / "AW_train.tsv"]
    card = {
        "data": fingerprint(paths), "own": len(own), "real": len(real), "plv": len(plv), "aw": len(aw), **hyper,
        "guide": asdict(first), "published": {**asdict(part), "replayed": given.replayed, "whole": len(whole), "replayed_real": min(given.real, len(real)), "told": min(given.told, len(told)), "drawn": len(told), "upper": given.upper},
    }  # fmt: skip
    if given.start is not None:
        told = given.start / "training.json"
        card["guide"] = json.loads(told.read_text()) if told.exists() else str(given.start)
    (given.out / "training.json").write_text(json.dumps(card, indent=1))


def own_examples(files: list[Path]) -> list[Example]:
    """Give the project's own sentences, those left out that are held out for calibration."""
    book, parser = load_book(), Parser()
    rows = [row for path in files for row in read_coded(path) if not is_held_out(row["id"])]
    return list(examples_of_coded(rows, parser, book))


def first_part(own: list[Example], part: Part, files: list[Path], out: Path, hyper: dict) -> dict:
    """Train on the own sentences, or take what an earlier run with the same made of them."""
    card = {"data": fingerprint(files), "own": len(own), **asdict(part), **hyper}
    weights, told = out / "guide.pt", out / "guide.json"
    if told.exists() and json.loads(told.read_text()) == card:
        print("the first part stands in", weights, flush=True)
        return torch.load(weights, weights_only=True)
    model, _ = train(lambda _: own, part, exchange=Exchange(), **hyper)
    torch.save(model.state_dict(), weights)
    told.write_text(json.dumps(card, indent=1))
    return model.state_dict()


def earlier(folder: Path) -> dict:
    """Take the weights of a coder that was trained before, or of files that ship.

    Classifiers that it lacks start anew.
    """
    torch.manual_seed(SEED)
    if (folder / "coder-encoder.onnx").exists():
        return restored(folder)
    weights = Coder().state_dict()
    known = torch.load(folder / "coder.pt", weights_only=True)
    return {name: known.get(name, value) for name, value in weights.items()}


if __name__ == "__main__":
    main()

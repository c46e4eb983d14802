"""Train the coder of events: python -m training.coder.train --help.

The recipe ends well on two processor cores. With --folds it trains once a fold and prints
what each fold's model makes of the sentences it has not seen; without, it trains on all
sentences and writes the model to --out.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch.nn import functional as F  # noqa: N812

from detente.actors.load import load_book
from detente.codes import Root
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.sentences.encode import OPEN, marked_text, tokenizer_with_marks
from detente.sentences.parse import Parser
from training.coder.data import (
    ISSUES,
    NIL,
    ROOTS,
    STATUSES,
    Example,
    Exchange,
    examples_of_coded,
    fingerprint,
    is_held_out,
    read_aw,
    read_coded,
    read_plv,
)  # fmt: skip
from training.coder.model import Coder, tokenizer_json

SEED = 20240410
HERE = Path(__file__).parent
OWN = HERE.parent / "sentences"


class Batcher:
    """Turn examples into tensors."""

    def __init__(self) -> None:
        self.tokenizer = tokenizer_with_marks(tokenizer_json())
        self.open = self.tokenizer.token_to_id(OPEN)

    def ids(self, example: Example) -> list[int]:
        return self.tokenizer.encode(marked_text(example.marked)).ids

    def tensors(self, examples: list[Example]):
        tokens = [self.ids(example) for example in examples]
        width = max(len(row) for row in tokens)
        ids = torch.zeros(len(tokens), width, dtype=torch.long)
        mask = torch.zeros(len(tokens), width, dtype=torch.long)
        index, labels = [], []
        for row, (example, own) in enumerate(zip(examples, tokens, strict=True)):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
            at = [i for i, token in enumerate(own) if token == self.open]
            for pair in example.pairs:
                if max(pair.actor, pair.other) < len(at):
                    other = at[pair.other] if pair.other != NIL else -1
                    index.append((row, at[pair.actor], other))
                    labels.append(pair)
        return ids, mask, index, labels


def logits_of(model: Coder, ids, mask, index):
    hidden = model.vectors(ids, mask)
    rows = torch.tensor([i[0] for i in index])
    actor = hidden[rows, torch.tensor([i[1] for i in index])]
    at = torch.tensor([i[2] for i in index])
    other = hidden[rows, at.clamp(min=0)] * (at >= 0).unsqueeze(-1)
    return model.head(hidden[rows, 0], actor, other)


def loss_of(logits, labels, none_weight: float):
    root, status, issue, published = logits
    loss = root_loss(root, labels, none_weight, guide=True)
    loss = loss + root_loss(published, labels, none_weight, guide=False)
    for values, names, field in ((status, STATUSES, "status"), (issue, ISSUES, "issue")):
        known = [i for i, pair in enumerate(labels) if getattr(pair, field) in names]
        if known:
            target = torch.tensor([names.index(getattr(labels[i], field)) for i in known])
            loss = loss + 0.5 * F.cross_entropy(values[known], target)
    return loss


APART = {"COERCE", "SANCTION"}
"""Roots that the guide and the published set draw apart in different places."""


def root_loss(logits, labels, none_weight: float, *, guide: bool):
    """Give the loss of roots; where guide and published set differ, either root is right."""
    chances = F.log_softmax(logits, -1)
    target = torch.zeros_like(chances)
    marginal = torch.zeros(len(labels), dtype=torch.bool)
    weights = torch.ones(len(labels))
    for k, pair in enumerate(labels):
        roots = dict(pair.roots)
        if pair.published != (not guide) and APART & set(roots) and len(roots) <= 2:
            roots = dict.fromkeys(APART, 1.0)
        for name, share in roots.items():
            target[k, ROOTS.index(name)] = share
        marginal[k] = sum(roots.values()) > 1.5
        weights[k] = none_weight if "NONE" in roots else 1.0
        if guide and len(roots) > 2:
            weights[k] = 0.0  # of AW only the published labels are learned
    plain = -(chances * target).sum(-1)
    either = -torch.logsumexp(chances.masked_fill(target == 0, -1e9), -1)
    return (weights * torch.where(marginal, either, plain)).sum() / weights.sum().clamp(min=1.0)


def train(
    examples: list[Example], *, epochs: int, rate: float, seed: int, none_weight: float,
    exchange: Exchange | None = None, short: bool = False, start: Path | None = None,
):  # fmt: skip
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    model, batcher = Coder(), Batcher()
    if start is not None:
        model.load_state_dict(torch.load(start / "coder.pt", weights_only=True))
    own = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    head = list(model.head.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": rate}, {"params": head, "lr": 10 * rate}],
        weight_decay=0.01,
        fused=True,
    )
    size = 32
    steps = epochs * math.ceil(len(examples) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
    )
    done = 0
    started = time.time()
    for epoch in range(epochs):
        model.train()
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
            f"epoch {epoch + 1}/{epochs} loss {total / len(order):.4f} {time.time() - started:.0f} s",
            flush=True,
        )
    model = average.module
    model.eval()
    return model, batcher


def predict(model: Coder, batcher: Batcher, examples: list[Example]) -> list[np.ndarray]:
    """Give probabilities of roots as the published set has them: (pairs, 17) an example."""
    found = []
    with torch.no_grad():
        for example in examples:
            ids, mask, index, _ = batcher.tensors([example])
            if not index:
                found.append(np.zeros((0, len(ROOTS))))
                continue
            root = logits_of(model, ids, mask, index)[3]
            found.append(torch.softmax(root, -1).numpy())
    return found


def score_plv(examples: list[Example], found: list[np.ndarray]) -> dict[str, float]:
    """Give macro-F1 in percent: conflict or cooperation, quad class, root."""
    gold, told = [], []
    for example, chances in zip(examples, found, strict=True):
        if len(chances) == 0:
            continue
        names = list(example.pairs[0].roots)
        gold.append("YIELD" if len(names) > 1 else names[0])
        merged = dict(zip(ROOTS, chances[0], strict=True))
        merged.pop("NONE")
        merged["YIELD"] = merged.pop("CONCEDE") + merged.pop("RETREAT")
        told.append(max(merged, key=merged.__getitem__))

    def quad(root: str) -> str:
        return "MC" if root == "YIELD" else quad_of(Root(root)).value

    def macro(f) -> float:
        return 100 * f1_score([f(g) for g in gold], [f(t) for t in told], average="macro")

    return {
        "binary": macro(lambda r: "conflict" in quad(r)),
        "quad": macro(quad),
        "root": macro(lambda r: r),
        "n": len(gold),
    }


def score_aw(examples: list[Example], found: list[np.ndarray]) -> float:
    """Give macro-F1 of conflict or cooperation in percent."""
    gold, told = [], []
    for example, chances in zip(examples, found, strict=True):
        if len(chances):
            works = [
                sum(c for root, c in zip(ROOTS, chances[0], strict=True)
                    if root != "NONE" and (quad_of(Root(root)) in COOPERATIVE) == side)
                for side in (False, True)
            ]  # fmt: skip
            gold.append(quad_of(Root(next(iter(example.pairs[0].roots)))) in COOPERATIVE)
            told.append(works[1] > works[0])
    return 100 * f1_score(gold, told, average="macro")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data/coded_text"))
    options.add_argument("--out", type=Path, default=Path("out/coder"))
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--rate", type=float, default=1.2e-4)
    options.add_argument("--none-weight", type=float, default=0.35)
    options.add_argument(
        "--short", action="store_true", help="16-bit floats: faster where the processor has them"
    )
    options.add_argument(
        "--start", type=Path, help="folder of a trained coder to go on from; not with --folds"
    )
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--only-folds", type=int, default=99)
    options.add_argument("--no-own", action="store_true")
    given = options.parse_args()
    torch.set_num_threads(2)
    book, parser = (None, None) if given.no_own else (load_book(), Parser())
    files = [] if given.no_own else sorted(OWN.glob("*.jsonl"))
    own = [
        e
        for path in files
        for e in examples_of_coded(
            [row for row in read_coded(path) if not is_held_out(row["id"])], parser, book
        )
    ]
    plv = list(read_plv(given.shared / "PLV_train.tsv"))
    aw = list(read_aw(given.shared / "AW_train.tsv"))
    print(len(own), "own sentences,", len(plv), "of PLV_train,", len(aw), "of AW_train", flush=True)
    hyper = {
        "epochs": given.epochs, "rate": given.rate, "seed": SEED, "none_weight": given.none_weight,
        "short": given.short,
    }  # fmt: skip
    exchange = None if given.no_own else Exchange()
    if given.folds:
        fold_over(own, (plv, aw), given, exchange, hyper)
        return
    model, _ = train([*own, *plv * REPEATED, *aw], exchange=exchange, start=given.start, **hyper)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), given.out / "coder.pt")
    paths = [*files, given.shared / "PLV_train.tsv", given.shared / "AW_train.tsv"]
    card = {"data": fingerprint(paths), "own": len(own), "plv": len(plv), "aw": len(aw), **hyper}
    if given.start is not None:
        card["start"] = json.loads((given.start / "training.json").read_text())
    (given.out / "training.json").write_text(json.dumps(card, indent=1))


def fold_over(own, published, given, exchange, hyper) -> None:
    """Train once a fold of PLV and AW and print what each model makes of the fold it has not seen."""
    for rows in published:
        random.Random(SEED).shuffle(rows)
    seen, found = [], []
    seen_aw, found_aw = [], []
    for fold in range(min(given.folds, given.only_folds)):
        tests = [rows[fold :: given.folds] for rows in published]
        rests = [[e for i, e in enumerate(rows) if i % given.folds != fold] for rows in published]
        model, batcher = train([*own, *rests[0] * REPEATED, *rests[1]], exchange=exchange, **hyper)
        seen += tests[0]
        found += predict(model, batcher, tests[0])
        seen_aw += tests[1]
        found_aw += predict(model, batcher, tests[1])
        here = score_plv(tests[0], found[-len(tests[0]) :])
        here["aw"] = score_aw(tests[1], found_aw[-len(tests[1]) :])
        print("fold", fold, json.dumps(here), flush=True)
    print("all", json.dumps({**score_plv(seen, found), "aw": score_aw(seen_aw, found_aw)}))


REPEATED = 2
"""Times that the sentences of PLV are seen in a pass: there are few of them."""


if __name__ == "__main__":
    main()

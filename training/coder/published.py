"""Train what reads one given pair as the published sets do: python -m training.coder.published --help.

The encoder, and with it every event, stays as it is. Upper layers of their own, once for PLV and once
for AW, stand on the vectors of its lower layers; they learn from PLV and AW, and from what a teacher (`teacher.py`) that learnt the same
sentences says of others. Without --folds they are trained on all sentences above the encoder that
ships, and written to the package. With --folds they are trained once a fold, above an encoder that has
seen no published sentence (--start), and what they make of each fold is printed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from eval.pairs import binary, label_of, macro_f1, quad
from torch.nn import functional as F  # noqa: N812

from detente.assets import read_asset
from detente.sentences.encode import Encoder
from training.coder.data import (
    AW,
    NIL,
    PLV,
    ROOTS,
    Example,
    Exchange,
    Pair,
    cooperates,
    fingerprint,
    read_aw,
    read_plv,
)  # fmt: skip
from training.coder.export import PACKAGE, export_uppers, with_card
from training.coder.loss import SHARES, Batcher, published_loss, taught_loss
from training.coder.model import LOWER, Coder, Upper, Uppers
from training.coder.real import read_real
from training.coder.restore import restored
from training.coder.teacher import Answers, Lesson, ask, questions, taught, train_teacher
from training.coder.train import OWN_SENTENCES, REAL, SEED, own_examples


@dataclass(frozen=True)
class Fit:
    """Hold the settings of the upper layers."""

    passes: int = 8
    rate: float = 1e-4
    size: int = 32
    taught: int = 3000
    """Sentences of the teacher in a pass, drawn anew."""
    kinds: float = 0.5
    """Weight of the types of event that AW names, which only help to learn."""
    views: int = 2
    """Copies of a published sentence with states exchanged, beside itself."""
    shares: tuple[float, float] = SHARES
    """What roots of PLV and sides of AW weigh in the loss."""
    seed: int = 1


OF_PLV = Fit()
OF_AW = Fit(shares=(0.25, 1.0), taught=5000)
"""Each set has layers of its own: what serves one costs the other (`docs/decisions/0016-…`)."""


@dataclass(frozen=True)
class Seen:
    """Hold what the lower layers give of a sentence, and one pair of its parties."""

    hidden: torch.Tensor
    """Of shape (word pieces, width)."""
    at: tuple[int, int]
    """Word pieces where actor and recipient stand; -1 for nobody."""
    pair: Pair


Lower = Callable[[Example], tuple[torch.Tensor, list[int]]]
"""Gives the vectors of the word pieces of a sentence and the places of its parties among them."""


def lower_of(coder: Coder) -> Lower:
    """Take the lower layers of a coder in training."""
    batcher = Batcher()

    def read(example: Example) -> tuple[torch.Tensor, list[int]]:
        ids = torch.tensor([batcher.ids(example)])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            given = coder.encoder(ids, torch.ones_like(ids), output_hidden_states=True)
        places = (ids[0] == batcher.open).nonzero().flatten().tolist()
        return given.hidden_states[LOWER][0].float(), places

    return read


def lower_of_shipped() -> Lower:
    """Take the lower layers of the encoder that ships."""
    names = ("coder-encoder", "coder-published", "coder-tokenizer")
    encoder, pairs, tokenizer = map(read_asset, names)
    shipped = Encoder(encoder, pairs, tokenizer.decode("utf-8"))

    def read(example: Example) -> tuple[torch.Tensor, list[int]]:
        vectors, places = shipped.lower(example.marked)
        return torch.from_numpy(np.array(vectors)), places

    return read


def seen(lower: Lower, example: Example) -> Seen | None:
    """Give a sentence of one pair as the lower layers give it; none if a party is behind its cut."""
    (pair,) = example.pairs
    hidden, places = lower(example)
    if max(pair.actor, pair.other) >= len(places):
        return None
    actor, other = (places[side] if side != NIL else -1 for side in (pair.actor, pair.other))
    return Seen(hidden, (actor, other), pair)


def fit_upper(coder: Coder, published: list[list[Seen]], asked: list[Seen], fit: Fit) -> Upper:
    """Train upper layers on published sentences, each with its views, and on those of a teacher."""
    torch.manual_seed(fit.seed)
    chance = random.Random(fit.seed)
    kinds = kinds_of(views[0].pair for views in published)
    width = coder.encoder.config.hidden_size
    model = Upper(coder.encoder.encoder.layer[LOWER:], width, len(kinds))
    heads = [*model.published.parameters(), *model.kinds.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.layers.parameters()), "lr": fit.rate},
            {"params": heads, "lr": 10 * fit.rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = fit.passes * math.ceil((len(published) + min(len(asked), fit.taught)) / fit.size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    done, started = 0, time.time()
    for number in range(fit.passes):
        model.train()
        drawn = [chance.choice(views) for views in published]
        drawn += chance.sample(asked, min(len(asked), fit.taught))
        drawn.sort(key=lambda one: (len(one.hidden) // 6, chance.random()))
        batches = [drawn[i : i + fit.size] for i in range(0, len(drawn), fit.size)]
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            labels = [one.pair for one in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                given = model(*_tensors(batch))
            given = [vectors.float() for vectors in given]
            said = model.published(*given)
            loss = published_loss(*said, labels, fit.shares) + taught_loss(
                *said, labels, fit.shares
            )
            loss = loss + fit.kinds * _kind_loss(model, given, labels, kinds)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done > steps // 3:
                average.update_parameters(model)
            total += float(loss.detach())
        print(
            f"pass {number + 1}/{fit.passes} loss {total / len(batches):.4f}"
            f" {time.time() - started:.0f} s",
            flush=True,
        )
    model = average.module
    model.eval()
    return model


def kinds_of(pairs: Iterable[Pair]) -> list[str]:
    """Give the types of event that AW names, in order."""
    return sorted({pair.kind for pair in pairs if pair.kind is not None})


def _kind_loss(model: Upper, given, labels: list[Pair], kinds: list[str]):
    named = [i for i, pair in enumerate(labels) if pair.kind is not None]
    if not named:
        return given[0].new_zeros(())
    target = torch.tensor([kinds.index(labels[i].kind) for i in named])
    return F.cross_entropy(model.kinds_of(*(vectors[named] for vectors in given)), target)


def _tensors(batch: list[Seen]):
    """Give vectors (sentences, word pieces, width), their mask and the places of both parties."""
    longest = max(len(one.hidden) for one in batch)
    hidden = torch.zeros(len(batch), longest, batch[0].hidden.shape[1])
    mask = torch.zeros(len(batch), longest)
    for row, one in enumerate(batch):
        hidden[row, : len(one.hidden)] = one.hidden
        mask[row, : len(one.hidden)] = 1
    return hidden, mask, torch.tensor([one.at for one in batch])


Told = tuple[list[float], list[float]]
"""Chances of 17 roots and of the two sides of AW."""


def predict(model: Uppers, sentences: list[Seen | None]) -> list[Told]:
    """Give probabilities of roots and sides; all alike where a party is behind the cut."""
    found = []
    for one in sentences:
        if one is None:
            found.append(([1.0] * len(ROOTS), [1.0, 1.0]))
            continue
        with torch.no_grad():
            roots, sides = model(*_tensors([one]))
        found.append((torch.softmax(roots, -1)[0].tolist(), torch.softmax(sides, -1)[0].tolist()))
    return found


def score_plv(examples: list[Example], found: list[Told]) -> dict[str, float]:
    """Give macro-F1 in percent: conflict or cooperation, quad class, root."""
    gold = [label_of([float(root in e.pairs[0].roots) for root in ROOTS[1:]]) for e in examples]
    told = [label_of(roots[1:]) for roots, _ in found]
    score = {
        name: macro_f1([reduce(g) for g in gold], [reduce(t) for t in told])
        for name, reduce in (("binary", binary), ("quad", quad), ("root", str))
    }
    return {**score, "n": len(gold)}


def score_aw(examples: list[Example], found: list[Told]) -> float:
    """Give macro-F1 of conflict or cooperation in percent."""
    gold = [str(int(not cooperates(e.pairs[0].roots))) for e in examples]
    return macro_f1(gold, [str(int(sides[0] > sides[1])) for _, sides in found])


def answers_of(
    published: list[Example],
    asked: list[Example],
    unseen: list[Example],
    lesson: Lesson,
    path: Path,
) -> Answers:
    """Train a teacher and ask it, or take what an earlier run with the same settings wrote.

    What it says of published sentences that it has not seen is kept beside, to score it by.
    """
    card = {
        "published": sorted(e.id for e in published),
        "lesson": asdict(lesson),
        "asked": sorted(e.id for e in asked),
    }
    if path.exists():
        kept = json.loads(path.read_text())
        if kept["card"] == card:
            print("the teacher's answers stand in", path, flush=True)
            return {name: (roots, sides) for name, (roots, sides) in kept["answers"].items()}
    answers = ask(*train_teacher(published, lesson), [*asked, *unseen])
    path.write_text(json.dumps({"card": card, "answers": answers}))
    return answers


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data/coded_text"))
    options.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    options.add_argument("--out", type=Path, default=Path("out/published"), help="of the teacher")
    options.add_argument("--package", type=Path, default=PACKAGE)
    options.add_argument("--version", default="0.1.0")
    options.add_argument("--folds", type=int, default=0)
    options.add_argument(
        "--start", type=Path, help="weights of a coder that has seen no published sentence"
    )
    options.add_argument(
        "--larger", default="", metavar="FILE",
        help="the larger network of large.py, from which the teacher of AW starts",
    )  # fmt: skip
    options.add_argument("--own", type=Path, default=OWN_SENTENCES, help="sentences to ask about")
    options.add_argument("--predictions", type=Path, help="of the folds, one JSON object a line")
    given = options.parse_args()
    if bool(given.folds) != bool(given.start):
        options.error("--folds needs --start, and the other way round")
    torch.set_num_threads(2)
    given.out.mkdir(parents=True, exist_ok=True)
    files = sorted(given.own.glob("*.jsonl"))
    reals = sorted(REAL.glob("*.jsonl"))
    sets = [given.shared / "PLV_train.tsv", given.shared / "AW_train.tsv"]
    lessons = {PLV: Lesson(), AW: Lesson(start=given.larger)}
    asked = questions(own_examples(files), list(read_real(reals, given.articles)), lessons[PLV])
    plv, aw = list(read_plv(sets[0])), list(read_aw(sets[1]))
    print(len(plv), "of PLV_train,", len(aw), "of AW_train,", len(asked), "asked", flush=True)
    coder = Coder()
    if given.start:
        coder.load_state_dict(torch.load(given.start, weights_only=True))
    else:
        coder.load_state_dict(restored(given.package / "assets"))
    coder.eval()
    lower = lower_of(coder) if given.start else lower_of_shipped()
    for rows in (plv, aw):
        random.Random(SEED).shuffle(rows)
    views = views_of(lower, [*plv, *aw], OF_PLV)
    told = {e.id: seen(lower, e) for e in asked}

    def teach(published: list[Example], unseen: list[Example], name: str) -> dict[str, Answers]:
        return {
            of: answers_of(
                published, asked, unseen, one, given.out / f"answers-{name}{'-' * bool(one.start)}{Path(one.start).stem}.json"
            )
            for of, one in lessons.items()
        }  # fmt: skip

    def upper(published: list[Example], answers: dict[str, Answers]) -> Uppers:
        kept = [views[e.id] for e in published if views[e.id]]
        fitted = {}
        for of, fit in ((PLV, OF_PLV), (AW, OF_AW)):
            shown = [
                Seen(one.hidden, one.at, example.pairs[0])
                for example in taught(asked, answers[of])
                if (one := told[example.id]) is not None
            ]
            fitted[of] = fit_upper(coder, kept, shown, fit)
        return Uppers(fitted[PLV], fitted[AW])

    if given.folds:
        rows = fold_over({PLV: plv, AW: aw}, given.folds, teach, upper, views)
        if given.predictions:
            given.predictions.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return
    model = upper([*plv, *aw], teach([*plv, *aw], [], "all"))
    export_uppers(model, given.package / "assets")
    with_card(given.package, given.version, fingerprint([*files, *reals, *sets]))


def views_of(lower: Lower, examples: list[Example], fit: Fit) -> dict[str, list[Seen]]:
    """Give each sentence as the lower layers give it, and so with states exchanged, by its name."""
    exchange, chance = Exchange(), random.Random(fit.seed)
    found: dict[str, list[Seen]] = {}
    for example in examples:
        shown = [example, *(exchange.apply(example, chance) for _ in range(fit.views))]
        found[example.id] = [one for e in shown if (one := seen(lower, e)) is not None]
    return found


def fold_over(sets: dict[str, list[Example]], folds: int, teach, upper, views) -> list[dict]:
    """Train once a fold; print and give what each, and its teacher, make of what they have not seen."""
    tested: dict[str, list[Example]] = {name: [] for name in sets}
    found: dict[str, dict[str, list[Told]]] = {
        reader: {name: [] for name in sets} for reader in ("taught", "teacher")
    }

    def scores(reader: str) -> str:
        rows = found[reader]
        of_plv = score_plv(tested[PLV], rows[PLV])
        return json.dumps({reader: {**of_plv, "aw": score_aw(tested[AW], rows[AW])}})

    for fold in range(folds):
        rest = [e for rows in sets.values() for i, e in enumerate(rows) if i % folds != fold]
        unseen = {name: rows[fold::folds] for name, rows in sets.items()}
        answers = teach(rest, [e for rows in unseen.values() for e in rows], str(fold))
        model = upper(rest, answers)
        for name, rows in unseen.items():
            tested[name] += rows
            said = predict(model, [next(iter(views[e.id]), None) for e in rows])
            found["taught"][name] += said
            found["teacher"][name] += [
                answers[name].get(e.id, ([1.0] * len(ROOTS), [1.0, 1.0])) for e in rows
            ]
        for reader in found:
            print("folds up to", fold, scores(reader), flush=True)
    return [
        {
            "set": name,
            "id": example.id,
            "gold": example.pairs[0].roots,
            **{reader: found[reader][name][k] for reader in found},
        }
        for name, rows in tested.items()
        for k, example in enumerate(rows)
    ]


if __name__ == "__main__":
    main()

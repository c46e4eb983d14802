"""Turn examples into tensors, and what the network says of them into a loss."""

from __future__ import annotations

import torch
from torch.nn import functional as F  # noqa: N812

from detente.sentences.encode import OPEN, marked_text, tokenizer_with_marks
from training.coder.data import (
    AW,
    ISSUES,
    NIL,
    OWN,
    PLV,
    ROOTS,
    STATUSES,
    TAUGHT,
    Example,
    Pair,
    cooperates,
)  # fmt: skip
from training.coder.model import Coder, tokenizer_json


class Batcher:
    """Turn examples into tensors.

    Parameters
    ----------
    tokenizer : str, optional
        The tokenizer as JSON; that of the coder if left out.
    """

    def __init__(self, tokenizer: str | None = None) -> None:
        self.tokenizer = tokenizer_with_marks(tokenizer or tokenizer_json())
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


def vectors_of(model, ids, mask, index):
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
    *guide, roots, sides = logits
    loss = guide_loss(guide, labels, none_weight)
    return loss + published_loss(roots, sides, labels) + taught_loss(roots, sides, labels)


def guide_loss(logits, labels, none_weight: float):
    """Give the loss of the guide's labels: root, status and issue."""
    root, status, issue = logits
    loss = root_loss(root, labels, [guide_weight(pair, none_weight) for pair in labels], guide=True)
    for values, names, field in ((status, STATUSES, "status"), (issue, ISSUES, "issue")):
        known = [i for i, pair in enumerate(labels) if getattr(pair, field) in names]
        if known:
            target = torch.tensor([names.index(getattr(labels[i], field)) for i in known])
            loss = loss + 0.5 * F.cross_entropy(values[known], target)
    return loss + told_loss(logits, labels, none_weight)


def told_loss(logits, labels, none_weight: float):
    """Give the loss of what a larger network says of pairs that nobody has labelled."""
    told = [i for i, pair in enumerate(labels) if pair.told is not None]
    if not told:
        return logits[0].new_zeros(())
    acting = 1 - torch.tensor([labels[i].told[0][0] for i in told])
    loss = logits[0].new_zeros(())
    of_roots = none_weight + (1 - none_weight) * acting
    for at, weights, share in ((0, of_roots, 1.0), (1, acting, 0.5), (2, acting, 0.5)):
        target = torch.tensor([labels[i].told[at] for i in told])
        each = F.cross_entropy(logits[at][told], target, reduction="none")
        loss = loss + share * (weights * each).sum() / weights.sum().clamp(min=1.0)
    return loss


SHARES = (1.0, 0.5)
"""What roots of PLV and sides of AW weigh in the loss of the published sets."""


def published_loss(roots, sides, labels, shares: tuple[float, float] = SHARES):
    """Give the loss of the labels of the published sets."""
    weights = [0.0 if "NONE" in pair.roots else WEIGHTS[PLV][pair.source] for pair in labels]
    loss = shares[0] * root_loss(roots, labels, weights, guide=False)
    sided = [cooperates(pair.roots) for pair in labels]
    known = [i for i, side in enumerate(sided) if side is not None]
    if known:
        weights = torch.tensor([WEIGHTS[AW][labels[i].source] for i in known])
        target = torch.tensor([int(bool(sided[i])) for i in known])
        each = F.cross_entropy(sides[known], target, reduction="none")
        loss = loss + shares[1] * (weights * each).sum() / weights.sum().clamp(min=1.0)
    return loss


def sides_loss(sides, labels):
    """Give the loss of the sides of AW alone, whose sentences are few beside all others."""
    own = [i for i, pair in enumerate(labels) if pair.source == AW]
    if not own:
        return sides.new_zeros(())
    target = torch.tensor([int(bool(cooperates(labels[i].roots))) for i in own])
    return F.cross_entropy(sides[own], target)


def taught_loss(roots, sides, labels, shares: tuple[float, float] = SHARES):
    """Give the loss of what a teacher says of pairs that no published set labels."""
    taught = [i for i, pair in enumerate(labels) if pair.taught is not None]
    if not taught:
        return roots.new_zeros(())
    loss = roots.new_zeros(())
    for values, side, weight in ((roots, 0, shares[0]), (sides, 1, shares[1])):
        target = torch.tensor([labels[i].taught[side] for i in taught])
        loss = loss + weight * F.cross_entropy(values[taught], target)
    return loss


WEIGHTS = {
    PLV: {OWN: 0.25, PLV: 1.0, AW: 0.0, TAUGHT: 0.0},
    AW: {OWN: 0.25, PLV: 0.25, AW: 1.0, TAUGHT: 0.0},
}
"""What a pair of each source weighs in the loss of a published set's labels."""
GUIDED = 0.25
"""What a pair of PLV weighs in the loss of the guide's roots: its sentences, chosen for their acts,
say nothing of the many that hold none."""
APART = {"COERCE", "SANCTION"}
"""Roots that the guide and PLV draw apart in different places."""


def guide_weight(pair: Pair, none_weight: float) -> float:
    """Give the weight of a pair in the loss of the guide's roots: none without roots or actor."""
    if pair.source in (AW, TAUGHT) or pair.actor == NIL or pair.told is not None:
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

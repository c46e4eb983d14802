"""Fit the probabilities of roots on sentences kept from training: python -m training.coder.calibrate IN.

Training weighs "none" down, so its probabilities of events are too high. A temperature and a bias
for "none" are fitted by likelihood over all pairs of the sentences held out (one in twenty); export
writes them into the last layer. Prints the expected calibration error before and after.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch.nn import functional as F  # noqa: N812

from detente.actors.load import load_book
from detente.sentences.parse import Parser
from training.coder.data import ROOTS, examples_of_coded, is_held_out, read_coded
from training.coder.loss import Batcher, logits_of
from training.coder.model import Coder
from training.coder.train import OWN_SENTENCES


def held_out_rows() -> list[dict]:
    """Give the coded sentences that training never sees."""
    files = sorted(OWN_SENTENCES.glob("*.jsonl"))
    return [row for path in files for row in read_coded(path) if is_held_out(row["id"])]


def logits_and_labels(model: Coder):
    """Give logits of roots, and the shares of roots that are right, over all pairs."""
    batcher, book, parser = Batcher(), load_book(), Parser()
    logits, shares = [], []
    with torch.no_grad():
        for example in examples_of_coded(held_out_rows(), parser, book):
            ids, mask, index, labels = batcher.tensors([example])
            if index:
                logits.append(logits_of(model, ids, mask, index)[0])
                shares.append(
                    torch.tensor([[pair.roots.get(root, 0.0) for root in ROOTS] for pair in labels])
                )
    return torch.cat(logits), torch.cat(shares)


def calibration_error(chances: torch.Tensor, shares: torch.Tensor) -> float:
    """Give the expected calibration error of "there is an event" over ten bands."""
    said, right = 1 - chances[:, 0], 1 - shares[:, 0]
    error = 0.0
    for band in range(10):
        inside = (said * 10).long().clamp(max=9) == band
        if inside.any():
            error += float((said[inside].sum() - right[inside].sum()).abs())
    return error / len(said)


def fit(logits: torch.Tensor, shares: torch.Tensor) -> tuple[float, float]:
    """Give the temperature and the bias of "none" of greatest likelihood."""
    log_t = torch.zeros(1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([log_t, bias], max_iter=200)

    def closure():
        optimizer.zero_grad()
        loss = -(F.log_softmax(scaled(logits, log_t.exp(), bias), -1) * shares).sum(-1).mean()
        loss.backward()
        return loss

    optimizer.step(closure)
    return float(log_t.exp()), float(bias)


def scaled(logits: torch.Tensor, temperature, bias) -> torch.Tensor:
    first = torch.zeros_like(logits)
    first[:, 0] = 1.0
    return logits / temperature + first * bias


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="what training/coder/train.py wrote")
    given = options.parse_args()
    model = Coder()
    model.load_state_dict(torch.load(given.folder / "coder.pt"))
    model.eval()
    logits, shares = logits_and_labels(model)
    temperature, bias = fit(logits, shares)
    before = calibration_error(torch.softmax(logits, -1), shares)
    after = calibration_error(torch.softmax(scaled(logits, temperature, bias), -1), shares)
    found = {
        "temperature": round(temperature, 4), "none_bias": round(bias, 4), "pairs": len(logits),
        "ece_before": round(before, 4), "ece_after": round(after, 4),
    }  # fmt: skip
    print(json.dumps(found))
    (given.folder / "calibration.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main()

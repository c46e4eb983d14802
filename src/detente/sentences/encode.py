"""Encode sentences with the shipped model: the only place that imports onnxruntime.

The text of a sentence is written with a mark before and behind each party; the vector of a
party is the encoder's output at the mark before it. One pass a sentence serves all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPEN: Final = "[unused1]"
CLOSE: Final = "[unused2]"
LONGEST: Final = 192
"""Word pieces of the longest sentence; what is longer loses its end, and its parties there."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold one sentence with the intervals of its parties."""

    text: Annotated[str, "the sentence"]
    parties: Annotated[tuple[tuple[int, int], ...], "intervals in characters, in order, disjoint"]


def marked_text(marked: Marked) -> str:
    """Give the text with a mark before and behind each party.

    Examples
    --------
    >>> marked_text(Marked("Abe met Modi.", ((0, 3), (8, 12))))
    '[unused1] Abe [unused2] met [unused1] Modi [unused2].'
    """
    pieces, end = [], 0
    for start, stop in marked.parties:
        pieces.append(marked.text[end:start])
        pieces.append(f"{OPEN} {marked.text[start:stop]} {CLOSE}")
        end = stop
    pieces.append(marked.text[end:])
    return "".join(pieces)


def tokenizer_with_marks(text: str) -> Any:
    """Give the tokenizer that is written in a JSON text, with the marks as tokens of their own."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(text)
    tokenizer.add_special_tokens([OPEN, CLOSE])
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


class Encoder:
    """Hold the loaded encoder and the classifier of pairs.

    Parameters
    ----------
    encoder, pairs : bytes
        The two ONNX graphs.
    tokenizer : str
        The tokenizer as JSON.
    """

    def __init__(self, encoder: bytes, pairs: bytes, tokenizer: str) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._encoder: Any = onnxruntime.InferenceSession(encoder, options)
        self._pairs: Any = onnxruntime.InferenceSession(pairs, options)
        self._tokenizer: Any = tokenizer_with_marks(tokenizer)
        self._open: int = self._tokenizer.token_to_id(OPEN)

    def encode(self, marked: Sequence[Marked]) -> list[NDArray[np.float32]]:
        """Give for each sentence the vectors of the sentence and of its parties.

        Sentences go through the encoder one at a time: its 8-bit arithmetic scales activations
        over a whole batch, so that in a batch the result would depend on the company. On one
        thread that is as fast.

        Returns
        -------
        list of arrays
            One array of shape (1 + parties, width) a sentence, in the order given: first the
            sentence, then its parties. A party behind the cut of a long sentence has a vector
            of NaN.
        """
        texts = [marked_text(sentence) for sentence in marked]
        encodings = self._tokenizer.encode_batch_fast(texts)
        return [
            self._vectors(encoding.ids, len(sentence.parties))
            for encoding, sentence in zip(encodings, marked, strict=True)
        ]

    def _vectors(self, tokens: list[int], parties: int) -> NDArray[np.float32]:
        import numpy as np

        ids = np.array([tokens], np.int64)
        (hidden,) = self._encoder.run(["hidden"], {"ids": ids, "mask": np.ones_like(ids)})
        at = [0, *(place for place, token in enumerate(tokens) if token == self._open)]
        found: NDArray[np.float32] = hidden[0, at]
        gap = np.full((1 + parties - len(at), hidden.shape[2]), np.nan, np.float32)
        return np.concatenate([found, gap])

    def lower(self, marked: Marked) -> tuple[NDArray[np.float32], list[int]]:
        """Give what the lower layers of the encoder make of a sentence.

        Returns
        -------
        tuple
            Vectors of shape (word pieces, width), and the places of the parties among them,
            without those behind the cut of a long sentence.
        """
        import numpy as np

        (encoding,) = self._tokenizer.encode_batch_fast([marked_text(marked)])
        ids = np.array([encoding.ids], np.int64)
        (vectors,) = self._encoder.run(["lower"], {"ids": ids, "mask": np.ones_like(ids)})
        places = [place for place, token in enumerate(encoding.ids) if token == self._open]
        found: NDArray[np.float32] = vectors[0]
        return found, places

    def classify(
        self, sentence: NDArray[np.float32], actor: NDArray[np.float32], other: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], ...]:
        """Give what the classifier says of pairs of vectors.

        Parameters
        ----------
        sentence, actor, other : arrays of shape (pairs, width)
            Vectors of the sentence, the actor and the recipient. A row of zeros as recipient
            stands for none.

        Returns
        -------
        tuple of arrays
            Logits of root, status and issue by the coding guide, of shape (pairs, 17),
            (pairs, 4) and (pairs, 10). Of roots, the first is "none".
        """
        given = {"sentence": sentence, "actor": actor, "other": other}
        return tuple(self._pairs.run(None, given))


class GivenPairs:
    """Hold what reads one pair of parties that is given, as two published sets do.

    It shares the lower layers of the encoder and has upper layers of its own. Only
    `eval.pairs` reads with it: PLV and AW draw lines where the coding guide draws others.

    Parameters
    ----------
    encoder, published : bytes
        The two ONNX graphs.
    tokenizer : str
        The tokenizer as JSON.
    """

    def __init__(self, encoder: bytes, published: bytes, tokenizer: str) -> None:
        self._lower = Encoder(encoder, published, tokenizer)

    def read(
        self, marked: Marked, actor: int, other: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give what the sets would call what one party does to another.

        Parameters
        ----------
        marked : Marked
            The sentence with no parties but these.
        actor, other : int
            Which of its parties acts, and which receives; -1 for one that is not named.

        Returns
        -------
        tuple of arrays
            Logits of the roots as PLV draws them (17, the first is "none") and of the sides
            as AW does (conflict, cooperation).
        """
        import numpy as np

        vectors, places = self._lower.lower(marked)
        at = [places[i] if 0 <= i < len(places) else -1 for i in (actor, other)]
        given = {"lower": vectors[np.newaxis], "at": np.array([at], np.int64)}
        roots, sides = self._lower._pairs.run(None, given)
        return roots[0], sides[0]

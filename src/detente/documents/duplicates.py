"""Find near copies: the reprints of one text, by MinHash over its word triples.

A wire story appears on many sites, shortened, with another headline or a line of credit.
Counted once each, it would look like many reports. Two texts are near copies if

* they share at least `NEAR_COPY` of all their word triples (Jaccard similarity), and
* they were published at most `WINDOW_DAYS` apart, where both days are known, and
* they are not one form filled in twice (the approval of aid for another state, another delivery
  of arms, the readout of another call), which reports another act. A shortened text only loses
  figures and names; a form exchanges them. So two texts are no copies if each holds a figure or
  month that the other lacks, or if each holds such names and less than `SAME_NAMES` are shared.

Source: A. Broder, "On the resemblance and containment of documents" (1997), for the estimates.
The constants were set by hand on 383 news articles (fhamborg/Giveme5W1H) and 12,135 White House
texts, of which many are forms. From .5 on, every pair of reports of one event is one text by
reading, and shares .6 or more of its names. Of 1,354 White House pairs from .5 on, 1,073 exchange
figures; none of the 189 that are equal does. Of the reprints found after that, 57 exchange names
with their originals, nearly all of them forms; 39 share less than .55.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]

SLOTS = 128  # of the MinHash; the error of the estimate at J is sqrt(J(1-J)/SLOTS), .044 at .5
FIGURES = 32  # hashes of figures that a signature keeps, the smallest ones
NAMES = 48  # hashes of names that it keeps, the smallest ones
NONE_LEFT = 0xFFFFFFFF  # fills the places of figures and names that a text does not have
SEED = 7
SHINGLE = 3  # words
NEAR_COPY = 0.5
SAME_NAMES = 0.55
WINDOW_DAYS = 30
FOUND = 0.99  # chance that a pair just at the threshold is compared at all

WORD = re.compile(r"\w+")
FIGURE = re.compile(
    r"\b\d+(?:[.,]\d+)*\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")  # a word with a capital within a sentence


def signature(text: str) -> Signature:
    """Give the signature of a text: its MinHash, its figures, its names.

    Case, punctuation and the order of paragraphs, but for their seams, make no difference to
    the MinHash.

    Returns
    -------
    array of uint32, shape (208,)
        128 slots of MinHash; the 32 smallest hashes of figures and months, ascending; the 48
        smallest hashes of names, ascending.
    """
    import numpy as np
    from rensa import RMinHash

    words = WORD.findall(text.casefold())
    last = max(len(words) - SHINGLE + 1, 1)
    sketch = RMinHash(num_perm=SLOTS, seed=SEED)
    sketch.update([" ".join(words[start : start + SHINGLE]) for start in range(last)])
    figures = {found.replace(",", "") for found in FIGURE.findall(text)}
    names = set(NAME.findall(text))
    return np.array(
        [*sketch.digest(), *_smallest(figures, FIGURES), *_smallest(names, NAMES)], dtype=np.uint32
    )


def similarity(one: Signature, other: Signature) -> float:
    """Estimate the Jaccard similarity of two texts by their signatures; 0..1."""
    return float((one[:SLOTS] == other[:SLOTS]).mean())


def is_other_form(one: Signature, other: Signature) -> bool:
    """Tell whether two texts exchange figures or many names, as a form filled in twice does."""
    behind = SLOTS + FIGURES
    if _exchanged(*_comparable(one[SLOTS:behind], other[SLOTS:behind])):
        return True
    mine, theirs = _comparable(one[behind:], other[behind:])
    return _exchanged(mine, theirs) and len(mine & theirs) < SAME_NAMES * len(mine | theirs)


def _smallest(words: set[str], count: int) -> list[int]:
    """Give the smallest hashes of words, ascending, filled up to the count."""
    hashes = sorted(zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words)[:count]
    return hashes + [NONE_LEFT] * (count - len(hashes))


def _comparable(one: Signature, other: Signature) -> tuple[set[int], set[int]]:
    """Give the comparable hashes of both: below the last one kept, where not all were kept."""
    bound = min(int(one[-1]), int(other[-1]))
    mine = {int(value) for value in one if value <= bound}
    theirs = {int(value) for value in other if value <= bound}
    return mine - {NONE_LEFT}, theirs - {NONE_LEFT}


def _exchanged(mine: set[int], theirs: set[int]) -> bool:
    return bool(mine - theirs) and bool(theirs - mine)


class ReprintIndex:
    """Know the texts seen so far, and find of which of them a new one is a near copy.

    Only originals are kept, so that every reprint is a near copy of the text it is said to
    reprint, and not of a copy of a copy. What comes first is the original: give documents in
    the order of their days. The same documents in the same order give the same answers.
    100,000 originals take about 0.5 GB.

    Parameters
    ----------
    threshold : float
        Least Jaccard similarity of word triples; 0..1.
    window_days : int
        Most days between two copies.

    Examples
    --------
    >>> index = ReprintIndex()
    >>> story = signature("The two ministers met in Oslo on 3 May and signed the treaty.")
    >>> index.add("a", story), index.add("b", story)
    (None, 'a')
    """

    def __init__(self, *, threshold: float = NEAR_COPY, window_days: int = WINDOW_DAYS) -> None:
        self.threshold = threshold
        self.window_days = window_days
        self._rows = _rows(threshold)
        self._ids: list[str] = []
        self._days: list[dt.date | None] = []
        self._signatures: list[Signature] = []
        self._bands: dict[bytes, int | list[int]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(
        self, document_id: str, signature: Signature, published: dt.date | None = None
    ) -> str | None:
        """Give the id of the earlier document that this one is a near copy of, or None.

        Parameters
        ----------
        document_id : str
            Id of the document.
        signature : array of uint32, shape (208,)
            As `signature` gives it.
        published : date, optional
            Day of publication; without it the window does not apply.
        """
        keys = self._keys(signature)
        best = self._best(keys, signature, published)
        if best is not None:
            return None if self._ids[best] == document_id else self._ids[best]
        place = len(self._ids)
        self._ids.append(document_id)
        self._days.append(published)
        self._signatures.append(signature.copy())
        for key in keys:
            known = self._bands.get(key)
            if known is None:
                self._bands[key] = place
            elif isinstance(known, list):
                known.append(place)
            else:
                self._bands[key] = [known, place]
        return None

    def _best(
        self, keys: list[bytes], signature: Signature, published: dt.date | None
    ) -> int | None:
        """Find the most similar original, the first of equals."""
        places: set[int] = set()
        for key in keys:
            known = self._bands.get(key, ())
            places.update((known,) if isinstance(known, int) else known)
        best, best_similarity = None, 0.0
        for place in sorted(places):
            if not self._is_near(self._days[place], published):
                continue
            found = similarity(self._signatures[place], signature)
            if found < self.threshold or found <= best_similarity:
                continue
            if not is_other_form(self._signatures[place], signature):
                best, best_similarity = place, found
        return best

    def _is_near(self, one: dt.date | None, other: dt.date | None) -> bool:
        return one is None or other is None or abs((one - other).days) <= self.window_days

    def _keys(self, signature: Signature) -> list[bytes]:
        """Give one key a band, the number of the band put before it."""
        width, content = 4 * self._rows, signature.tobytes()
        return [
            bytes([band]) + content[band * width : (band + 1) * width]
            for band in range(SLOTS // self._rows)
        ]


def _rows(threshold: float) -> int:
    """Give the most slots a band by which a pair at the threshold is still found."""
    for rows in range(8, 1, -1):
        if 1 - (1 - threshold**rows) ** (SLOTS // rows) >= FOUND:
            return rows
    return 1

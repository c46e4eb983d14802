"""Find near copies: the reprints of one text, by MinHash over its word triples.

A wire story appears on many sites, shortened, with another headline or a line of credit.
Counted once each, it would look like many reports. Two texts are near copies if

* they share at least `NEAR_COPY` of all their word triples (Jaccard similarity), or `UPDATED` of
  them, as an updated or rewritten wire story does (of one publisher: within `UPDATE_DAYS`), and
* they come from two known publishers and the second holds, or were published at most
  `WINDOW_DAYS` apart, where both days are known, and
* they come from two known publishers, or are not one form filled in twice (the approval of aid
  for another state, another delivery of arms, the readout of another call), which reports another
  act. A shortened text only loses figures and names; a form exchanges them. So two texts of one
  publisher are no copies if each holds a figure or month that the other lacks, or if each holds
  such names and less than `SAME_NAMES` are shared. An update may add both, but keeps what the
  shorter text has: there `KEPT_FIGURES` and `KEPT_NAMES` of the shorter one are asked for.

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
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]

Key = TypeVar("Key", bytes, int)

SLOTS = 128  # of the MinHash; the error of the estimate at J is sqrt(J(1-J)/SLOTS), .044 at .5
FIGURES = 32  # hashes of figures that a signature keeps, the smallest ones
NAMES = 48  # hashes of names that it keeps, the smallest ones
NONE_LEFT = 0xFFFFFFFF  # fills the places of figures and names that a text does not have
SEED = 7
SHINGLE = 3  # words
RUNS = 512  # hashes of word triples that a signature keeps, the smallest ones
KEYS = 8  # one in so many triples is a key by which a text is found
FEWEST_RUNS = 20  # triples that must be comparable; a shorter text holds nothing to go by
UPDATED = 0.2
UPDATE_DAYS = 3
CLEARLY = 1.5  # times as alike as an earlier original
KEPT_FIGURES = 0.5
KEPT_NAMES = 0.6
COMMON = 50  # texts behind one key, beyond which it is a set phrase and leads nowhere
NEAR_COPY = 0.5
SAME_NAMES = 0.55
WINDOW_DAYS = 30
FOUND = 0.99  # chance that a pair just at the threshold is compared at all

_BEHIND_NAMES = SLOTS + FIGURES + NAMES

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
    array of uint32, shape (720,)
        128 slots of MinHash; the 32 smallest hashes of figures and months, ascending; the 48
        smallest hashes of names, ascending; the 512 smallest hashes of word triples, ascending.
    """
    import numpy as np
    from rensa import RMinHash

    words = WORD.findall(text.casefold())
    last = max(len(words) - SHINGLE + 1, 1)
    sketch = RMinHash(num_perm=SLOTS, seed=SEED)
    triples = [" ".join(words[start : start + SHINGLE]) for start in range(last)]
    sketch.update(triples)
    figures = {found.replace(",", "") for found in FIGURE.findall(text)}
    names = set(NAME.findall(text))
    return np.array(
        [
            *sketch.digest(),
            *_smallest(figures, FIGURES),
            *_smallest(names, NAMES),
            *_smallest(set(triples), RUNS),
        ],
        dtype=np.uint32,
    )


def shared(one: Signature, other: Signature) -> float:
    """Give the share of all word triples of two texts that both have; 0..1.

    Exact for texts of up to 512 triples, else estimated from the smallest hashes of both. 0 where
    less than 20 can be compared, or a signature of an earlier version has none.
    """
    mine, theirs = _comparable(one[_BEHIND_NAMES:], other[_BEHIND_NAMES:])
    if min(len(mine), len(theirs)) < FEWEST_RUNS:
        return 0.0
    return len(mine & theirs) / len(mine | theirs)


def is_update(one: Signature, other: Signature) -> bool:
    """Tell whether the text with fewer figures and names has most of them from the other."""
    behind = SLOTS + FIGURES
    parts = ((SLOTS, behind, KEPT_FIGURES), (behind, _BEHIND_NAMES, KEPT_NAMES))
    for start, stop, share in parts:
        mine, theirs = _comparable(one[start:stop], other[start:stop])
        if len(mine & theirs) < share * min(len(mine), len(theirs)):
            return False
    return True


def similarity(one: Signature, other: Signature) -> float:
    """Estimate the Jaccard similarity of two texts by their signatures; 0..1."""
    return float((one[:SLOTS] == other[:SLOTS]).mean())


def is_other_form(one: Signature, other: Signature) -> bool:
    """Tell whether two texts exchange figures or many names, as a form filled in twice does."""
    behind = SLOTS + FIGURES
    if _exchanged(*_comparable(one[SLOTS:behind], other[SLOTS:behind])):
        return True
    mine, theirs = _comparable(one[behind:_BEHIND_NAMES], other[behind:_BEHIND_NAMES])
    return _exchanged(mine, theirs) and len(mine & theirs) < SAME_NAMES * len(mine | theirs)


def _smallest(words: set[str], count: int) -> list[int]:
    """Give the smallest hashes of words, ascending, filled up to the count."""
    hashes = sorted(zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words)[:count]
    return hashes + [NONE_LEFT] * (count - len(hashes))


def _comparable(one: Signature, other: Signature) -> tuple[set[int], set[int]]:
    """Give the comparable hashes of both: below the last one kept, where not all were kept."""
    if not len(one) or not len(other):
        return set(), set()
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
    100,000 originals take about 1 GB.

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
        self._publishers: list[str | None] = []
        self._bands: dict[bytes, int | list[int]] = {}
        self._held: dict[int, int | list[int]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(
        self,
        document_id: str,
        signature: Signature,
        published: dt.date | None = None,
        *,
        publisher: str | None = None,
    ) -> str | None:
        """Give the id of the earlier document that this one is a near copy of, or None.

        Parameters
        ----------
        document_id : str
            Id of the document.
        signature : array of uint32, shape (720,)
            As `signature` gives it.
        published : date, optional
            Day of publication; without it the window does not apply.
        publisher : str, optional
            Who published it. Texts of two publishers are never one form filled in twice.
        """
        bands, runs = self._keys(signature), self._runs(signature)
        best = self._best(bands, runs, signature, published, publisher)
        if best is not None:
            return None if self._ids[best] == document_id else self._ids[best]
        place = len(self._ids)
        self._ids.append(document_id)
        self._days.append(published)
        self._publishers.append(publisher)
        self._signatures.append(signature.copy())
        _enter(self._bands, bands, place)
        _enter(self._held, runs, place)
        return None

    def _best(
        self,
        bands: list[bytes],
        runs: list[int],
        signature: Signature,
        published: dt.date | None,
        publisher: str | None,
    ) -> int | None:
        """Find the earliest original that is near, unless a later one is clearly more alike."""
        places = _places(self._bands, bands) | _places(self._held, runs, common=COMMON)
        best, best_likeness = None, 0.0
        for place in sorted(places):
            likeness = self._likeness(place, signature, published, publisher)
            if likeness > CLEARLY * best_likeness:
                best, best_likeness = place, likeness
        return best

    def _likeness(
        self, place: int, signature: Signature, published: dt.date | None, publisher: str | None
    ) -> float:
        """Give how alike an original is, so that it counts as near copy; else 0."""
        other, day, source = self._signatures[place], self._days[place], self._publishers[place]
        strangers = None not in (publisher, source) and publisher != source
        near = _is_near(day, published, self.window_days)
        likeness = similarity(other, signature)
        if likeness >= self.threshold and near:
            return 0.0 if not strangers and is_other_form(other, signature) else likeness
        likeness = shared(other, signature)
        if strangers:
            return likeness if likeness >= UPDATED else 0.0
        soon = _is_near(day, published, UPDATE_DAYS) and likeness >= UPDATED
        return likeness if soon and is_update(other, signature) else 0.0

    def _runs(self, signature: Signature) -> list[int]:
        """Give the hashes of runs that are keys: one in 16, the same ones in every text."""
        runs = signature[_BEHIND_NAMES:]
        return [int(run) for run in runs[runs % KEYS == 0]]

    def _keys(self, signature: Signature) -> list[bytes]:
        """Give one key a band, the number of the band put before it."""
        width, content = 4 * self._rows, signature.tobytes()
        return [
            bytes([band]) + content[band * width : (band + 1) * width]
            for band in range(SLOTS // self._rows)
        ]


def _is_near(one: dt.date | None, other: dt.date | None, days: int) -> bool:
    return one is None or other is None or abs((one - other).days) <= days


def _enter(index: dict[Key, int | list[int]], keys: list[Key], place: int) -> None:
    """Note a place under each of its keys; lists are made only where one key leads to several."""
    for key in keys:
        known = index.get(key)
        if known is None:
            index[key] = place
        elif isinstance(known, list):
            known.append(place)
        else:
            index[key] = [known, place]


def _places(
    index: dict[Key, int | list[int]], keys: list[Key], *, common: int | None = None
) -> set[int]:
    """Give the places under keys; keys that lead to more than `common` are passed over."""
    places: set[int] = set()
    for key in keys:
        known = index.get(key, ())
        found = (known,) if isinstance(known, int) else known
        if common is None or len(found) <= common:
            places.update(found)
    return places


def _rows(threshold: float) -> int:
    """Give the most slots a band by which a pair at the threshold is still found."""
    for rows in range(8, 1, -1):
        if 1 - (1 - threshold**rows) ** (SLOTS // rows) >= FOUND:
            return rows
    return 1

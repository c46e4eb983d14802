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
from collections import Counter
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
FEWEST_KEYS = 0.05  # share of the keys of a text under which an original must stand
COMMON = 50  # texts behind one key, beyond which it is a set phrase and leads nowhere
NEAR_COPY = 0.5
SAME_NAMES = 0.55
WINDOW_DAYS = 30
FOUND = 0.99  # chance that a pair just at the threshold is compared at all

_BEHIND_NAMES = SLOTS + FIGURES + NAMES
_NONE = -1  # day or publisher not known
_NOTHING, _FORM, _UPDATE = 0, 1, 2  # what is to be checked of a pair that is alike

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
    return np.concatenate(
        [
            np.array(sketch.digest(), dtype=np.uint32),
            _smallest(figures, FIGURES),
            _smallest(names, NAMES),
            _smallest(set(triples), RUNS),
        ]
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


def _smallest(words: set[str], count: int) -> Signature:
    """Give the smallest hashes of words, ascending, filled up to the count."""
    import numpy as np

    try:
        parts = list(map(str.encode, words))
    except UnicodeEncodeError:  # halves of characters
        parts = [word.encode("utf-8", "surrogatepass") for word in words]
    hashes = np.fromiter(map(zlib.crc32, parts), dtype=np.uint32, count=len(parts))
    hashes.sort()
    filled = np.full(count, NONE_LEFT, dtype=np.uint32)
    filled[: len(hashes)] = hashes[:count]
    return filled


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
        self._sources: dict[str | None, int] = {None: _NONE}
        self._table = _Table()
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
        day = _NONE if published is None else published.toordinal()
        source = self._sources.setdefault(publisher, len(self._sources))
        best = self._best(bands, runs, signature, day, source)
        if best is not None:
            return None if self._ids[best] == document_id else self._ids[best]
        place = len(self._ids)
        self._ids.append(document_id)
        self._table.append(signature, day, source)
        _enter(self._bands, bands, place)
        _enter(self._held, runs, place)
        return None

    def _best(
        self, bands: list[bytes], runs: list[int], signature: Signature, day: int, source: int
    ) -> int | None:
        """Find the earliest original that is near, unless a later one is clearly more alike."""
        import numpy as np

        alike = _places(self._bands, bands)
        counts = Counter(_places(self._held, runs, common=COMMON))
        fewest = max(1, int(FEWEST_KEYS * len(runs)))
        alike += [place for place, count in counts.items() if count >= fewest]
        places = np.unique(np.array(alike, dtype=np.int64))
        if not len(places):
            return None
        likeness, checked = self._likeness(places, signature, day, source)
        best, best_likeness = None, 0.0
        for index in np.flatnonzero(likeness):
            if likeness[index] <= CLEARLY * best_likeness:
                continue
            other = self._table.signatures[places[index]]
            if checked[index] == _FORM and is_other_form(other, signature):
                continue
            if checked[index] == _UPDATE and not is_update(other, signature):
                continue
            best, best_likeness = int(places[index]), float(likeness[index])
        return best

    def _likeness(
        self, places: NDArray[np.int64], signature: Signature, day: int, source: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
        """Give how alike originals are, 0 for no near copy, and what is still to be checked."""
        import numpy as np

        rows = self._table.signatures[places]
        days, sources = self._table.days[places], self._table.sources[places]
        strangers = (sources != source) & (sources != _NONE) & (source != _NONE)
        apart = np.where((days == _NONE) | (day == _NONE), 0, np.abs(days - day))
        alike = (rows[:, :SLOTS] == signature[:SLOTS]).mean(axis=1)
        near = (alike >= self.threshold) & (apart <= self.window_days)
        checked = np.where(strangers, _NOTHING, np.where(near, _FORM, _UPDATE)).astype(np.int8)
        asked = np.flatnonzero(~near & (strangers | (apart <= UPDATE_DAYS)))
        likeness = np.where(near, alike, 0.0)
        parts = _all_shared(rows[asked, _BEHIND_NAMES:], signature[_BEHIND_NAMES:])
        likeness[asked] = np.where(parts >= UPDATED, parts, 0.0)
        return likeness, checked

    def _runs(self, signature: Signature) -> list[int]:
        """Give the hashes of runs that are keys: one in 8, the same ones in every text."""
        runs = signature[_BEHIND_NAMES:]
        return [int(run) for run in runs[runs % KEYS == 0]]

    def _keys(self, signature: Signature) -> list[bytes]:
        """Give one key a band, the number of the band put before it."""
        width, content = 4 * self._rows, signature.tobytes()
        return [
            bytes([band]) + content[band * width : (band + 1) * width]
            for band in range(SLOTS // self._rows)
        ]


class _Table:
    """Hold the signatures, days and publishers of originals in arrays that grow."""

    def __init__(self) -> None:
        import numpy as np

        self._size = 0
        self.signatures = np.empty((64, _BEHIND_NAMES + RUNS), dtype=np.uint32)
        self.days = np.empty(64, dtype=np.int64)
        self.sources = np.empty(64, dtype=np.int64)

    def append(self, signature: Signature, day: int, source: int) -> None:
        """Add one original."""
        import numpy as np

        if self._size == len(self.days):
            more = len(self.days) // 2
            self.signatures = np.concatenate([self.signatures, self.signatures[:more]])
            self.days = np.concatenate([self.days, self.days[:more]])
            self.sources = np.concatenate([self.sources, self.sources[:more]])
        row = self.signatures[self._size]
        row[:] = NONE_LEFT
        row[: len(signature)] = signature  # those of an earlier version are shorter
        self.days[self._size], self.sources[self._size] = day, source
        self._size += 1


def _all_shared(rows: NDArray[np.uint32], own: Signature) -> NDArray[np.float64]:
    """Give `shared` of each row of runs with the runs of one text."""
    import numpy as np

    kept = own[own != NONE_LEFT]
    if not len(rows) or not len(kept):
        return np.zeros(len(rows))
    bound = np.minimum(rows[:, -1], own[-1])
    mine = (rows <= bound[:, None]) & (rows != NONE_LEFT)
    found = kept[np.minimum(np.searchsorted(kept, rows), len(kept) - 1)] == rows
    both = (mine & found).sum(axis=1)
    ours, theirs = mine.sum(axis=1), np.searchsorted(kept, bound, side="right")
    share = both / np.maximum(ours + theirs - both, 1)
    return np.where(np.minimum(ours, theirs) < FEWEST_RUNS, 0.0, share)


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
) -> list[int]:
    """Give the places under keys; keys that lead to more than `common` are passed over."""
    places: list[int] = []
    for key in keys:
        known = index.get(key)
        if isinstance(known, int):
            places.append(known)
        elif known is not None and (common is None or len(known) <= common):
            places += known
    return places


def _rows(threshold: float) -> int:
    """Give the most slots a band by which a pair at the threshold is still found."""
    for rows in range(8, 1, -1):
        if 1 - (1 - threshold**rows) ** (SLOTS // rows) >= FOUND:
            return rows
    return 1

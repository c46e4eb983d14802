"""Find which documents tell of one event: the stories.

Two documents are alike as the cosine of their content words is, headline three times and the
first hundred words once; the more days lie between them, the more alike they must be. Stories
are the groups of average linkage. What comes out depends on the documents alone, not on their
order.

The constants were chosen on 383 news articles of 69 events (`eval.duplicates`); the choice is
flat: B³ F1 is .84 to .93 for 100 or 200 words and a headline counted once or three times.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.documents.words import content, vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAD: Final = 100
"""Words of the text that count: news says first what happened."""
HEADLINE: Final = 3
ALIKE: Final = 0.16
"""Mean cosine from which two groups of documents are one story."""
WINDOW_DAYS: Final = 14
FAR_ALIKE: Final = 0.4
"""Cosine from which documents further apart than the window may belong to one story."""
_BLOCK: Final = 2000
_MOST: Final = 4000
"""Documents of one component that average linkage takes at once; more keep near copies apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Hold what is looked at of one document."""

    id: Annotated[str, "id of the document"]
    title: Annotated[str | None, "headline"]
    text: Annotated[str, "text, or its beginning"]
    day: Annotated[dt.date | None, "day of publication"]


def stories(documents: Iterable[Told]) -> dict[str, str]:
    """Give for each document the id of its story: the least id among its documents.

    Parameters
    ----------
    documents : Iterable of Told
        Each id once.

    Returns
    -------
    dict
        Document to story.
    """
    ordered = sorted(documents, key=lambda told: told.id)
    if not ordered:
        return {}
    found: dict[str, str] = {}
    for members in _components(ordered):
        for group in _split(ordered, members):
            first = min(ordered[i].id for i in group)
            found.update((ordered[i].id, first) for i in group)
    return found


def _matrix(documents: Sequence[Told]) -> object:
    """Give the vectors as rows of a sparse matrix."""
    from scipy.sparse import csr_array

    places: dict[str, int] = {}
    starts, columns, values = [0], list[int](), list[float]()
    for told in documents:
        counts = content(told.text, most=LEAD)
        for word, count in content(told.title or "").items():
            counts[word] += HEADLINE * count
        for word, value in sorted(vector(counts).items()):
            columns.append(places.setdefault(word, len(places)))
            values.append(value)
        starts.append(len(columns))
    return csr_array((values, columns, starts), shape=(len(documents), max(len(places), 1)))


def _numbers(documents: Sequence[Told]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([told.day.toordinal() if told.day else np.nan for told in documents])


def _components(documents: Sequence[Told]) -> list[list[int]]:
    """Give the groups that any chain of alike documents joins."""
    import numpy as np
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import connected_components

    rows = _matrix(documents)
    assert isinstance(rows, csr_array)  # noqa: S101
    days = _numbers(documents)
    order = np.argsort(np.nan_to_num(days, nan=-1), kind="stable")
    ones, others = [], []
    for start in range(0, len(order), _BLOCK):
        mine = order[start : start + _BLOCK]
        alike = (rows[mine] @ rows.T).tocoo()
        one, other, value = mine[alike.row], alike.col, alike.data
        kept = _counted(value, days[one], days[other]) >= ALIKE
        ones.append(one[kept])
        others.append(other[kept])
    one, other = np.concatenate(ones), np.concatenate(others)
    graph = coo_array((np.ones(len(one)), (one, other)), shape=(len(documents),) * 2)
    _, labels = connected_components(graph, directed=False)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        groups[int(label)].append(i)
    return list(groups.values())


def _counted(
    value: NDArray[np.float64], one: NDArray[np.float64], other: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the cosine where the days are near, or it is high; else 0."""
    import numpy as np

    apart = np.nan_to_num(np.abs(one - other), nan=0.0)
    return np.where((apart <= WINDOW_DAYS) | (value >= FAR_ALIKE), value, 0.0)


def _split(documents: Sequence[Told], members: list[int]) -> list[list[int]]:
    """Give the groups of average linkage within a component."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.sparse import csr_array
    from scipy.spatial.distance import squareform

    if len(members) < 2:
        return [members]
    if len(members) > _MOST:
        parts = [members[i : i + _MOST] for i in range(0, len(members), _MOST)]
        return [group for part in parts for group in _split(documents, part)]
    chosen = [documents[i] for i in members]
    rows = _matrix(chosen)
    assert isinstance(rows, csr_array)  # noqa: S101
    days = _numbers(chosen)
    alike = _counted((rows @ rows.T).toarray(), days[:, None], days[None, :])
    apart = np.clip(1 - alike, 0, None)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average")
    labels = fcluster(tree, t=1 - ALIKE, criterion="distance")
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i, label in zip(members, labels, strict=True):
        groups[int(label)].append(i)
    return list(groups.values())

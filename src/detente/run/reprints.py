"""Decide in order which documents are reprints, the same way after every start."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.documents.duplicates import ReprintIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.records import Page, Rejection, Signature
    from detente.store.store import Store


class Reprints:
    """Know the originals in the store and find the reprints among new documents.

    What comes first is the original, and of two equally near originals the first one counts.
    So a resumed run must know its own originals in the order in which it met them. The store
    has no order; the inputs do. Originals of other runs are taken in the order of their ids,
    those of this run as `replay` meets their pages again.

    Parameters
    ----------
    store : Store
        Where the signatures of originals are.
    run_id : str
        The run that goes on.
    """

    def __init__(self, store: Store, run_id: str) -> None:
        self._index = ReprintIndex()
        self._store = store
        signatures = store.table("signatures")
        others = signatures.filter(signatures.run_id != run_id).order_by("id")
        for signature in store.rows("signatures", others):
            self._add(signature)
        self._own = _own_by_source(store, run_id)

    def replay(self, items: Iterable[Page | Rejection]) -> None:
        """Take in the originals among pages that an earlier start has stored."""
        for item in items:
            for signature in self._own.pop(item.source, ()):
                self._add(signature)

    def original_of(self, signature: Signature) -> str | None:
        """Give the id of the document that this one is a near copy of; None for an original."""
        return self._add(signature)

    def _add(self, signature: Signature) -> str | None:
        import numpy as np

        value = np.frombuffer(signature.value, dtype="<u4").astype(np.uint32)
        return self._index.add(
            signature.id, value, signature.published, publisher=signature.publisher
        )

    def text_of(self, document_id: str) -> str:
        """Give the text of an original that the store holds; empty if it does not."""
        documents = self._store.table("documents")
        found = self._store.arrow(documents.filter(documents.id == document_id).select("text"))
        return str(found["text"][0].as_py()) if len(found) else ""


def _own_by_source(store: Store, run_id: str) -> dict[str, list[Signature]]:
    """Give the originals of a run by the source that their document was read from."""
    documents, signatures = store.table("documents"), store.table("signatures")
    own = store.arrow(documents.filter(documents.run_id == run_id).select("id", "source"))
    source_of = {row["id"]: row["source"] for row in own.to_pylist()}
    by_source: defaultdict[str, list[Signature]] = defaultdict(list)
    for signature in store.rows(
        "signatures", signatures.filter(signatures.run_id == run_id).order_by("id")
    ):
        by_source[source_of[signature.id]].append(signature)
    return by_source

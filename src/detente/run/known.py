"""Know which documents the store held before a run started, and count those met again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.records import Page

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from detente.records import Rejection
    from detente.run.journal import Plan
    from detente.store.store import Store


class Known:
    """Know what was stored before this start of a run.

    Parameters
    ----------
    store : Store
        Where the documents are.
    plan : Plan
        The run that starts or goes on.
    met : Counter of str
        Takes in how many of these documents are met, by the id of the run that stored them.
    """

    def __init__(self, store: Store, plan: Plan, met: Counter[str]) -> None:
        documents = store.table("documents")
        columns = ["id", "run_id", "source"] if plan.done else ["id", "run_id"]
        rows = store.arrow(documents.select(*columns)).to_pylist()
        rows.sort(key=lambda row: bool(row["run_id"] == plan.run_id))  # its own sources go before
        self._run_of = {row["id"]: row["run_id"] for row in rows}
        self._run_of_source = {row["source"]: row["run_id"] for row in rows if plan.done}
        self._run_id, self._met = plan.run_id, met

    @property
    def ids(self) -> set[str]:
        """Give the ids of all documents that were stored before."""
        return set(self._run_of)

    @property
    def others(self) -> frozenset[str]:
        """Give the ids of those that other runs stored."""
        return frozenset(id_ for id_, run_id in self._run_of.items() if run_id != self._run_id)

    def meet(self, ids: Iterable[str]) -> None:
        """Count documents that were left out because another run stored them."""
        self._met.update(self._run_of[id_] for id_ in ids)

    def replay(self, items: Iterable[Page | Rejection]) -> None:
        """Count the documents of a bundle that is done and therefore not read again.

        They are told by their source. One that lies elsewhere than when it was stored is missed.
        """
        for item in items:
            if isinstance(item, Page) and item.source in self._run_of_source:
                self._met[self._run_of_source[item.source]] += 1

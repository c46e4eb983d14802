"""Read a folder of quadruples as acts between states, by the product's own reader.

The product gives an actor a state where its name tells one. People without a state in their name
(a third of these facts) are looked up in the fact table of people, by name alone.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from detente.actors.names import unaccented
from detente.ontology.tables import rows_of
from detente.relations.dyads import coded_pairs
from detente.run.ingest import ingest_paths
from detente.store.store import Store, open_store

Columns = dict[str, NDArray[np.str_]]


def facts_in(folder: Path) -> Columns:
    """Give one row a fact between two states: `low`, `high`, `day`, `quad`, `root`.

    Facts are not merged to acts: the protocol counts facts.
    """
    with TemporaryDirectory() as place, open_store(Path(place) / "f.duckdb", write=True) as store:
        for _ in ingest_paths([folder], store, now=dt.date(2000, 1, 1), form="quadruples"):
            pass
        coded = store.table("coded")
        names = _states_of_people(store, coded)
        for side in ("actor", "recipient"):
            coded = _with_state(coded, side, names)
        pairs = coded_pairs(coded)
        low, high = ibis.least(pairs.first, pairs.second), ibis.greatest(pairs.first, pairs.second)
        told = store.arrow(pairs.select("day", "quad", "root", low=low, high=high))
    columns = {name: told[name].to_numpy().astype(str) for name in ("low", "high", "quad", "root")}
    return {**columns, "day": told["day"].to_numpy().astype("datetime64[D]")}


def _folded(name: str) -> str:
    plain = unaccented(name).casefold().replace("-", " ")
    return " ".join("".join(c for c in plain if c.isalnum() or c == " ").split())


def _states_of_people(store: Store, coded: ibis.Table) -> dict[str, str]:
    """Give the state of names in the facts that belong to one person of the fact table only."""
    state_of = {row["person"]: row["state"] for row in rows_of("persons")}
    states: dict[str, set[str]] = {}
    for row in (*rows_of("persons"), *rows_of("person_names")):
        name = _folded(row.get("text") or row["name"])
        if " " in name and row["person"] in state_of:
            states.setdefault(name, set()).add(state_of[row["person"]])
    sides = [
        coded.filter(coded[f"{side}_state"].isnull()).select(name=f"{side}_name")
        for side in ("actor", "recipient")
    ]
    without = store.arrow(sides[0].union(sides[1]).distinct())["name"].to_pylist()
    found = {name: states.get(_folded(name), set()) for name in without if name}
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}


def _with_state(coded: ibis.Table, side: str, names: dict[str, str]) -> ibis.Table:
    state = f"{side}_state"
    lookup = ibis.memtable(pa.table({"key": list(names), "found": list(names.values())}))
    joined = coded.left_join(lookup, coded[f"{side}_name"] == lookup.key)
    return joined.mutate(**{state: joined[state].coalesce(joined.found)}).drop("key", "found")

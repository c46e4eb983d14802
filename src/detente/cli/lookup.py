"""Look up records and counts in a store, for the commands that show them."""

from typing import TYPE_CHECKING, Any, Final

from detente.errors import InputError

if TYPE_CHECKING:
    from detente.store.store import Store

EXAMPLES: Final = 3


def record_of(store: "Store", table: str, beginning: str) -> Any:
    """Give the one record whose id begins so.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    rows = store.table(table)
    found = list(store.rows(table, rows.filter(rows.id.startswith(beginning)).limit(2)))
    if len(found) != 1:
        how_many = "more than one id begins" if found else "no id begins"
        raise InputError(f"{how_many} with {beginning!r} among the {table} of this store")
    return found[0]


def actor_line(actor: dict[str, Any]) -> str:
    """Put an actor in one line: the words of the text and who that is."""
    known = (actor["name"], actor["office"], actor["state"], actor["sector"])
    return f"{actor['text']} ({', '.join(filter(None, known))})"


def rejected_by_reason(store: "Store") -> list[dict[str, Any]]:
    """Give how many inputs were rejected for each reason, with examples; problems first.

    An input that several runs rejected for the same reason counts once.
    """
    table = store.table("rejections")
    kind = ["counts_as_problem", "stage", "reason"]
    inputs = table.select(*kind, "source", "detail").distinct()
    examples = (inputs.source + ": " + inputs.detail).collect(order_by=inputs.source)
    counted = inputs.group_by(kind).aggregate(count=inputs.count(), examples=examples[:EXAMPLES])
    rows = store.arrow(counted).to_pylist()
    for row in rows:
        row["counts as"] = "problem" if row.pop("counts_as_problem") else "note"
    return sorted(rows, key=lambda row: (row["counts as"] == "note", -row["count"], row["reason"]))

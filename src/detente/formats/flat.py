"""Lay events of our own coder out as rows of one actor and one counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.codes import Root
from detente.formats import codes
from detente.formats.layout import shaped, with_lookup
from detente.ontology.cameo import cameo_of

if TYPE_CHECKING:
    import ibis

_SHOWN: Final = ("state", "sector", "name", "text", "person")


def flat(events: ibis.Table, documents: ibis.Table | None = None) -> ibis.Table:
    """Give one row for each actor and recipient of each event, as in table ``coded``.

    A joint act (no recipients) gives every two of its actors, in both orders; an act without
    counterpart gives one row.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or some of its rows.
    documents : ibis.Table, optional
        The table ``documents``: title, publisher and address are taken from it.

    Returns
    -------
    ibis.Table
        The columns of `detente.records.Coded` without ``file`` and ``row``, and ``probability``
        of the event.
    """
    import ibis

    dated = events.filter(events.day.notnull())
    left = dated.mutate(one=dated.actors.unnest())
    alone = (left.recipients.length() == 0) & (left.actors.length() == 1)
    nobody = ibis.literal(None, left.one.type())
    others = ibis.cases(
        (left.recipients.length() > 0, left.recipients),
        (alone, ibis.array([nobody])),
        else_=left.actors,
    )
    pairs = left.mutate(two=others.unnest())
    joint = (pairs.recipients.length() == 0) & (pairs.actors.length() > 1)
    pairs = pairs.filter(~(joint & (pairs.one == pairs.two)))
    pairs = with_lookup(
        pairs.mutate(kind=pairs.root + "-" + pairs["mode"].coalesce("")),
        ibis._.kind,
        _codes_of_roots(),
        "cameo",
    )
    if documents is not None:
        where = documents.select(
            document_key=documents.id,
            document_url=documents.url,
            document_publisher=documents.original_publisher.coalesce(documents.publisher),
        )
        pairs = pairs.mutate(document=pairs.evidence["document_id"])
        pairs = pairs.left_join(where, pairs.document == where.document_key)
    else:
        pairs = pairs.mutate(
            document_url=ibis.literal(None, "string"),
            document_publisher=ibis.literal(None, "string"),
        )
    sides: dict[str, Any] = {}
    for side, entry in (("actor", pairs.one), ("recipient", pairs.two)):
        sides[f"{side}_name"] = entry["name"].coalesce(entry["text"])
        sides[f"{side}_code"] = entry["office"]
        sides[f"{side}_state"] = entry["state"]
        sides[f"{side}_sector"] = entry["sector"]
    number = ibis.row_number().over(
        group_by=pairs.id,
        order_by=[sides["actor_name"], sides["recipient_name"], pairs.one["text"]],
    )
    rows = shaped(
        pairs.mutate(number=number),
        "coded",
        {
            **sides,
            "id": "DETENTE:" + pairs.id + ":" + number.cast("string"),
            "source": "DETENTE",
            "original_id": pairs.id,
            "code": pairs.cameo_code,
            "root": pairs.root,
            "mode": pairs["mode"],
            "status": pairs.status,
            "issue": pairs.issue,
            "quad": pairs.quad,
            "score": pairs.score,
            "goldstein": pairs.cameo_goldstein,
            "day": pairs.day,
            "day_precision": pairs.day_precision,
            "known_at": pairs.known_at,
            "publisher": pairs.document_publisher,
            "url": pairs.document_url,
            "text": pairs.evidence["quote"],
        },
        pairs.probability,
    )
    return rows.rename(probability="problem")


def _codes_of_roots() -> dict[str, dict[str, Any]]:
    """Give the nearest code of CAMEO for each root and mode."""
    kinds: dict[str, dict[str, Any]] = {}
    known = codes.of_cameo()
    modes = {(row["root"], row["mode"]) for row in known.values() if row["root"]}
    for root in Root:
        own = {mode for name, mode in modes if name == root.value} | {None, *MODES}
        for mode in own:
            code = cameo_of(root, mode)
            kinds[f"{root.value}-{mode or ''}"] = {
                "code": code,
                "goldstein": known[code]["goldstein"],
            }
    return kinds


MODES: Final = (
    "visit", "meet", "call", "mediate", "negotiate", "third-party", "arrest", "strike", "riot",
    "expel", "convict", "discontinue", "assist", "change", "release", "yield", "return", "disarm",
    "ceasefire", "withdraw", "resign", "access", "alert", "weapons", "troops", "militia", "police",
    "restrict", "seize", "ban", "censor", "curfew", "martial-law", "deport", "withhold", "misinfo",
    "cyber", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms",
    "explosives", "suicide-attack", "heavy-weapons", "crowd-control", "other", "demo", "obstruct",
    "boycott", "hunger",
)  # fmt: skip
"""Modes of PLOVER that codes of CAMEO may lack; the code of the root alone stands for them."""

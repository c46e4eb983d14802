"""Write events as JSON lines of PLOVER."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any


def line_of(event: Mapping[str, Any], document: Mapping[str, Any] | None = None) -> str:
    """Give the line of one event of our own coder.

    Parameters
    ----------
    event : mapping
        A row of table ``events``.
    document : mapping, optional
        Title, publisher and url of the document that reports it.

    What PLOVER has no key for stands under ``detente``: status, precision of the day, issue,
    day known, probability, states concerned, and the place of the sentence.
    """
    evidence = event["evidence"]
    about = document or {}
    line = {
        "id": event["id"],
        "has_event": True,
        "date": event["day"].isoformat(),
        "actor": [_entity(actor) for actor in event["actors"]],
        "recipient": [_entity(actor) for actor in event["recipients"]],
        "event": [event["root"]],
        "mode": [event["mode"]] if event["mode"] else [],
        "context": [],
        "quad_code": event["quad"],
        "event_scale": event["score"],
        "text": evidence["quote"],
        "cite_info": _filled(
            {key: about.get(key) for key in ("title", "url")}
            | {"publication": about.get("publisher")}
        ),
        "coder": "detente",
        "coded_date": event["known_at"].isoformat(),
        "detente": {
            "status": event["status"],
            "day_precision": event["day_precision"],
            "issue": event["issue"],
            "known_at": event["known_at"].isoformat(),
            "probability": round(event["probability"], 4),
            "about": event["about"],
            "document": evidence["document_id"],
            "start": evidence["start"],
            "stop": evidence["stop"],
        },
    }
    return json.dumps(line, ensure_ascii=False)


def _entity(actor: Mapping[str, Any]) -> dict[str, Any]:
    return _filled(
        {
            "code": actor["state"],
            "sector": actor["sector"],
            "entity_text": actor["name"] or actor["text"],
            "identifier_id": actor["person"],
            "office": actor["office"],
        }
    )


def lines_of_coded(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give a line for each event of other projects; rows of one event stand together.

    Rows are to come in order of day, source, original id, root, code and id. Those of one event
    become one line if everybody acts towards everybody, as such a line says; else one line each.
    """
    for _, group in groupby(rows, _key):
        held = list(group)
        sides = {side: _entities(held, side) for side in ("actor", "recipient")}
        pairs = max(len(sides["actor"]), 1) * max(len(sides["recipient"]), 1)
        everyone = {json.dumps(one) for one in sides["actor"]}
        if len(held) == pairs:
            yield _line_of_coded(held, sides)
        elif everyone == {json.dumps(one) for one in sides["recipient"]} and len(held) == len(
            everyone
        ) * (len(everyone) - 1):
            yield _line_of_coded(held, {**sides, "recipient": []})
        else:  # not everybody with everybody
            for row in held:
                yield _line_of_coded([row], {s: _entities([row], s) for s in sides})


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["source"], row["original_id"], row["root"], row["code"], row["day"]


def _entities(rows: list[Mapping[str, Any]], side: str) -> list[dict[str, Any]]:
    found = [
        _coded_entity(row, side) for row in rows if row[f"{side}_name"] or row[f"{side}_state"]
    ]
    return list({json.dumps(one): one for one in found}.values())


def _line_of_coded(rows: list[Mapping[str, Any]], sides: Mapping[str, list[Any]]) -> str:
    first = rows[0]
    line = {
        "id": first["id"],
        "has_event": True,
        "date": first["day"].isoformat(),
        "actor": sides["actor"],
        "recipient": sides["recipient"],
        "event": [first["root"] or first["code"]],
        "mode": [first["mode"]] if first["mode"] else [],
        "context": first["contexts"].split(";") if first["contexts"] else [],
        "event_loc": [
            _filled(
                {
                    "resolved_place": first["place"],
                    "country_code": first["place_state"],
                    "lat": first["latitude"],
                    "lon": first["longitude"],
                }
            )
        ],
        "quad_code": first["quad"],
        "event_scale": first["goldstein"],
        "text": first["text"],
        "cite_info": _filled({"publication": first["publisher"], "url": first["url"]}),
        "coder": first["source"],
        "coded_date": first["known_at"].isoformat(),
        "detente": {
            "status": first["status"],
            "day_precision": first["day_precision"],
            "issue": first["issue"],
            "known_at": first["known_at"].isoformat(),
        },
    }
    return json.dumps(line, ensure_ascii=False)


def _coded_entity(row: Mapping[str, Any], side: str) -> dict[str, Any]:
    return _filled(
        {
            "code": row[f"{side}_state"] or row[f"{side}_code"],
            "sector": row[f"{side}_sector"],
            "entity_text": row[f"{side}_name"],
        }
    )


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}

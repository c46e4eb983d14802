"""Read JSON lines of PLOVER and of NGEC, one event or story a line.

Source of the keys: the appendix on JSON of the PLOVER manual 0.8; the output of NGEC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from detente.codes import Issue, Precision, Quad, Root, Sector, Status
from detente.formats import codes
from detente.formats.layout import JsonLayout
from detente.ontology import foreign
from detente.records import Coded

HERE: Final = ("file", "row")


def plover(line: Mapping[str, Any], row: int) -> Iterator[Coded]:
    """Give the rows of one event: one for every actor and recipient.

    An event without recipients is a joint act: every two of its actors, in both orders.

    Raises
    ------
    ValueError
        With the reason, if it cannot be used.
    """
    if line.get("has_event") is False:
        return
    key = _text(line.get("id"))
    if key is None:
        raise ValueError("no id")
    day = _day(line.get("date"))
    actors, recipients = _list(line.get("actor")), _list(line.get("recipient"))
    if not actors and not recipients:
        raise ValueError("no actor")
    names = [_text(one) for one in _list(line.get("event"))] or [None]
    more = _mapping(line.get("detente"))
    shared = {
        "day": day,
        "day_precision": _one_of(Precision, more.get("day_precision"), Precision.DAY),
        "known_at": _day(more.get("known_at") or line.get("coded_date") or day),
        "status": _one_of(Status, more.get("status"), Status.HAPPENED),
        **_place(line),
        "publisher": _text(_mapping(line.get("cite_info")).get("publication")),
        "url": _text(_mapping(line.get("cite_info")).get("url")),
        "text": _text(line.get("event_text")) or _text(line.get("text")),
        "goldstein": _number(line.get("event_scale")),
    }
    contexts = ";".join(filter(None, map(_text, _list(line.get("context"))))) or None
    issue = _one_of(Issue, more.get("issue"), None)
    modes = [_text(one) for one in _list(line.get("mode"))]
    for place, name in enumerate(names):
        meaning = _meaning(name, modes[place] if place < len(modes) else None, contexts)
        if issue is not None:
            meaning["issue"] = issue
        for number, (actor, other) in enumerate(_pairs(actors, recipients)):
            yield Coded(
                id=f"PLOVER:{key}:{place}.{number}",
                source="PLOVER",
                original_id=key,
                row=row,
                file="",
                **meaning,
                **_side("actor", actor),
                **_side("recipient", other),
                **shared,
            )


def _pairs(actors: list[Any], recipients: list[Any]) -> Iterator[tuple[Any, Any]]:
    if recipients:
        yield from ((actor, other) for actor in actors or [None] for other in recipients)
    elif len(actors) == 1:
        yield actors[0], None
    else:
        yield from (
            (one, two) for i, one in enumerate(actors) for j, two in enumerate(actors) if i != j
        )


def _side(side: str, entity: Any) -> dict[str, Any]:
    if entity is None:
        return {}
    given = entity if isinstance(entity, Mapping) else {"code": entity}
    code = _text(given.get("code"))
    name = _text(given.get("entity_text")) or _text(given.get("identifier_text")) or code
    state = _state(code)
    sector = foreign.SECTORS.get((_text(given.get("sector")) or "").upper()[:3])
    if sector is None and code is not None and len(code) > 3 and not code.startswith("IGO:"):
        sector = foreign.SECTORS.get(code[3:6].upper())
    if sector is None and state is not None:
        sector = Sector.IGO if state.startswith("IGO:") else Sector.GOV
    return {
        f"{side}_name": name,
        f"{side}_code": code,
        f"{side}_state": state,
        f"{side}_sector": sector.value if sector else None,
    }


def _state(code: str | None) -> str | None:
    if not code:
        return None
    if code.startswith("IGO:"):
        return code
    for system in ("iso3", "cameo"):
        found = codes.of_states(system).get(code[:3].upper())
        if found:
            return str(found["state"])
    named = codes.of_names().get(code.casefold())
    return str(named["state"]) if named else codes.parts_of_actor(code)[0]


def _meaning(name: str | None, mode: str | None, contexts: str | None) -> dict[str, Any]:
    if name is None:
        raise ValueError("no event type")
    found = codes.of_plover().get(name.upper().split("-")[0])
    if found is not None:
        root = Root(found["root"])
        told = codes.meaning(root, mode.lower() if mode else None, contexts)
        code = f"{name}-{mode}" if mode else name
    elif name in codes.of_cameo():
        one = codes.of_cameo()[name]
        told = {key: one[key] for key in ("root", "mode", "contexts", "issue", "quad", "score")}
        code = str(one["code"])
    else:
        raise ValueError(f"unknown event type: {name}")
    return {
        **told,
        "code": code,
        "root": Root(told["root"]) if told["root"] else None,
        "issue": Issue(told["issue"]) if told["issue"] else None,
        "quad": Quad(told["quad"]) if told["quad"] else None,
    }


def _place(line: Mapping[str, Any]) -> dict[str, Any]:
    where = _mapping((_list(line.get("event_loc")) or [None])[0])
    country = _text(where.get("country_code")) or _text(where.get("country"))
    return {
        "place": _text(where.get("resolved_place")) or _text(where.get("extracted_place")),
        "place_state": _state(country),
        "latitude": _number(where.get("lat")),
        "longitude": _number(where.get("lon")),
    }


def ngec(line: Mapping[str, Any], row: int) -> Iterator[Coded]:
    """Give the rows of one event of NGEC.

    Raises
    ------
    ValueError
        With the reason, if it cannot be used.
    """
    key = _text(line.get("event_id")) or _text(line.get("id"))
    if key is None:
        raise ValueError("no id")
    found = _mapping(line.get("attributes"))
    published = line.get("pub_date") or line.get("date") or line.get("publication_date")
    resolved = line.get("date_resolved")
    day = _day(resolved or published)
    where = _mapping(line.get("event_geolocation"))
    kind = _text(line.get("event_type")) or _text(line.get("event"))
    mode = next(filter(None, map(_text, _list(line.get("event_mode") or line.get("mode")))), None)
    contexts = ";".join(filter(None, map(_text, _list(line.get("contexts")))))
    meaning = _meaning(kind, mode, contexts or None)
    actors: list[Any] = [_mapping(one) for one in _list(found.get("ACTOR"))]
    others: list[Any] = [_mapping(one) for one in _list(found.get("RECIP"))]
    if not actors and not others:
        raise ValueError("no actor")
    for number, (actor, other) in enumerate(
        (one, two) for one in actors or [None] for two in others or [None]
    ):
        yield Coded(
            id=f"NGEC:{key}:{number}",
            source="NGEC",
            original_id=key,
            row=row,
            file="",
            **meaning,
            **_side_of_ngec("actor", actor),
            **_side_of_ngec("recipient", other),
            day=day,
            known_at=_day(published or day),
            place=_text(where.get("resolved_placename")) or _text(where.get("extracted_name")),
            place_state=_state(_text(where.get("country_code3")) or _text(where.get("country"))),
            latitude=_number(where.get("lat")),
            longitude=_number(where.get("lon")),
            publisher=_text(line.get("source")),
            url=_text(line.get("url")),
            text=_text(line.get("event_text")),
        )


def _side_of_ngec(side: str, entity: Mapping[str, Any] | None) -> dict[str, Any]:
    if entity is None:
        return {}
    sector = foreign.SECTORS.get((_text(entity.get("code_1")) or "").upper()[:3])
    country = _text(entity.get("country"))
    state = _state(country)
    if sector is None and state is not None:
        sector = Sector.GOV
    return {
        f"{side}_name": _text(entity.get("wiki")) or _text(entity.get("text")),
        f"{side}_code": country,
        f"{side}_state": state,
        f"{side}_sector": sector.value if sector else None,
    }


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if -1e6 < found < 1e6 else None


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _text(value)
    if text is None:
        raise ValueError("no date")
    digits = text[:8] if text[:8].isdigit() else None
    try:
        day = dt.date.fromisoformat(
            f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else text[:10]
        )
    except ValueError as error:
        raise ValueError(f"impossible date: {text[:20]}") from error
    if not 1900 <= day.year < 2100:
        raise ValueError(f"impossible date: {text[:20]}")
    return day


def _one_of(kind: Any, value: Any, default: Any) -> Any:
    return kind(value) if isinstance(value, str) and value in set(kind) else default


LAYOUTS: Final = (
    JsonLayout(
        name="plover",
        title="PLOVER JSON lines",
        keys=frozenset({"actor", "event"}),
        read=plover,
    ),
    JsonLayout(
        name="ngec",
        title="NGEC JSON lines",
        keys=frozenset({"attributes"}),
        read=ngec,
    ),
)

"""Answer programs: every question under ``/api``, as JSON and each table as CSV."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args, get_type_hints

from fastapi import Depends, Request, Response
from pydantic import Field

import detente
from detente.serve import asking, briefs
from detente.serve.asking import QUESTIONS, Question
from detente.serve.forms import to_csv
from detente.serve.queries import trial as trials
from detente.store.tables import meanings_of

if TYPE_CHECKING:
    from fastapi import FastAPI

VERSION: Final = detente.__version__
EXAMPLE: Final = "President Joe Biden met Prime Minister Fumio Kishida in Washington on Wednesday."
FAULTS: dict[int | str, dict[str, Any]] = {
    404: {"description": "Nothing of that name."},
    422: {"description": "The question cannot be read, or contradicts itself."},
    503: {"description": "The store or the coder is not ready; ask again."},
}


def add(app: FastAPI) -> None:
    """Add the routes for programs: ``/api/…``, and ``….json`` and ``….csv`` beside each page."""
    for question in QUESTIONS:
        for name in question.tables:
            ending = f"/{name}.csv" if name else ".csv"
            for prefix in ("/api", ""):
                app.get(
                    f"{prefix}{question.path}{ending}",
                    include_in_schema=bool(prefix),
                    response_class=CsvResponse,
                    operation_id=f"{question.name}_{name or 'rows'}_csv",
                    summary=f"{question.name}: {name or 'rows'} as CSV",
                    tags=["tables"],
                    responses=FAULTS,
                )(_table(question, name))
        app.get(f"{question.path}.json", include_in_schema=False)(question.ask)
    briefs.add(app, FAULTS)
    app.post(
        "/api/code",
        operation_id="code",
        tags=["answers"],
        responses=FAULTS,
        summary="Code a text and give its events; nothing is stored.",
    )(_code)
    for question in QUESTIONS:
        app.get(
            f"/api{question.path}",
            operation_id=question.name,
            tags=["answers"],
            responses=FAULTS,
            summary=(question.ask.__doc__ or "").split("\n")[0],
        )(question.ask)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """Hold a text to code."""

    text: Annotated[str, Field(max_length=trials.LONGEST, examples=[EXAMPLE])]
    title: Annotated[str, Field(max_length=300)] = ""
    day: Annotated[dt.date | None, Field(ge=asking.FIRST_DAY, le=asking.LAST_DAY)] = None


def _code(request: Request, pasted: Pasted) -> trials.Trial:
    """Code a text and give its events; nothing is stored."""
    return trials.trial(request.app.state.desk, pasted.text, title=pasted.title, day=pasted.day)


def describe(schema: dict[str, Any]) -> None:
    """Write the meaning of each field, as the records have it, into an OpenAPI schema."""
    known = {one.__name__: one for question in QUESTIONS for one in _records(question)}
    for name, told in schema["components"]["schemas"].items():
        meanings = meanings_of(known[name]) if name in known else {}
        for field, meaning in meanings.items():
            told["properties"][field].setdefault("description", meaning)


def _records(question: Question) -> list[type]:
    """Give the records that an answer is made of."""
    found: list[type] = []
    waiting = [get_type_hints(question.ask)["return"], trials.Trial]
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        if is_dataclass(one) and isinstance(one, type) and one not in found:
            found.append(one)
            waiting += get_type_hints(one).values()
    return found


class CsvResponse(Response):
    """Be a table as CSV."""

    media_type = "text/csv; charset=utf-8"


def _table(question: Question, name: str) -> Any:
    record = record_of(question, name)

    def table(answer: Annotated[Any, Depends(question.ask)]) -> Response:
        rows = getattr(answer, name) if name else answer
        stem = "-".join(part for part in (question.name, name) if part)
        headers = {"Content-Disposition": f'attachment; filename="{stem}.csv"'}
        return CsvResponse(to_csv(rows, record), headers=headers)

    table.__annotations__["answer"] = Annotated[Any, Depends(question.ask)]
    return table


def record_of(question: Question, name: str) -> type:
    """Give the type of the rows of a table of an answer."""
    answer = get_type_hints(question.ask)["return"]
    rows = get_type_hints(answer)[name] if name else answer
    record: type = get_args(rows)[0]
    return record

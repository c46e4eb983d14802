"""Turn errors into answers: a page for readers, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from detente.errors import AssetError, DetenteError, InputError, StoreError, UnknownName
from detente.serve.library import NotReady
from detente.serve.pages import render
from detente.serve.queries.trial import Busy

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

TITLES = {404: "Not found", 403: "Not allowed", 422: "That cannot be asked", 503: "One moment"}


def add(app: FastAPI) -> None:
    """Answer every error that the library raises on purpose."""
    app.add_exception_handler(DetenteError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def status_of(error: DetenteError) -> int:
    """Give the HTTP status that says what kind of error it is."""
    if isinstance(error, UnknownName):
        return 404
    if isinstance(error, InputError):
        return 422
    if isinstance(error, NotReady | Busy | StoreError | AssetError):
        return 503
    return 500


async def _ours(request: Request, error: Exception) -> Response:
    status = status_of(error) if isinstance(error, DetenteError) else 500
    return answer(request, status, str(error))


async def _invalid(request: Request, error: Exception) -> Response:
    told = error.errors() if isinstance(error, RequestValidationError) else []
    parts = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in told]
    return answer(request, 422, "; ".join(parts) or "the request cannot be read")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    detail = "there is no such page" if status == 404 else getattr(error, "detail", "")
    return answer(request, status, str(detail), headers)


def answer(request: Request, status: int, detail: str, headers: Any = None) -> Response:
    """Give an error as the one who asked can read it."""
    more = {**(headers or {}), **({"Retry-After": "3"} if status == 503 else {})}
    path = request.url.path
    if path.startswith("/api/") or path.endswith((".json", ".csv")):
        return JSONResponse({"detail": detail}, status, headers=more)
    title = TITLES.get(status, "That did not work")
    body = render("fault", request=request, here="", title=title, detail=detail, status=status)
    return Response(body, status, headers=more, media_type="text/html; charset=utf-8")

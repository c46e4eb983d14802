"""Route requests: pages, the same answers for programs, and the files that pages load."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from detente.serve import api, faults, screens
from detente.serve.queries.trial import Desk
from detente.serve.safety import LOOPBACK, Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from starlette.types import ASGIApp

    from detente.serve.library import Library


def make_app(
    library: Library, *, hosts: Iterable[str] = LOOPBACK, desk: Desk | None = None
) -> ASGIApp:
    """Make the dashboard of a library.

    Parameters
    ----------
    library : Library
        What is asked.
    hosts : Iterable of str
        Names under which it may be asked.
    desk : Desk, optional
        Reads pasted texts; by default one whose models are loaded when the server starts.
    """
    own = desk is None

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        if own:
            app.state.desk.start()
        yield

    app = FastAPI(
        title="Détente",
        version=api.VERSION,
        summary="Events between states with the sentences they rest on.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=life,
    )
    app.state.library = library
    app.state.desk = desk or Desk(after=library.wait)
    faults.add(app)
    api.add(app)
    screens.add(app)
    api.describe(app.openapi())  # made once, kept by FastAPI
    return Guard(app, hosts=hosts)

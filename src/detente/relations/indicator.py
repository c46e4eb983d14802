"""Hold what a reader must know of one indicator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from detente.records import Finding
from detente.relations.case import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Hold what a reader must know of one indicator, and the function that measures it."""

    name: Annotated[str, "name, as in Finding.indicator"]
    title: Annotated[str, "what it is called on a page"]
    definition: Annotated[str, "formula and what goes into it"]
    unit: Annotated[str, "unit of the value"]
    source: Annotated[str, "where the method comes from"]
    minimum: Annotated[int, "events below which it is withheld"]
    reading: Annotated[str, "how to read it, in one line"]
    measure: Annotated[Callable[[Case], list[Finding]], "gives its findings for a case"]

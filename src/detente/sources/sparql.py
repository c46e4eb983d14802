"""Ask a SPARQL service, politely: a name, retries with back-off, limits on time and size.

Source: SPARQL 1.1 Query Results JSON Format (W3C, 2013).
"""

from __future__ import annotations

import json
from typing import Any, Final

from detente.errors import InputError

WIKIDATA: Final = "https://query.wikidata.org/sparql"
_AGENT: Final = "detente (offline coder of political events; asks for offices now and then)"
_SECONDS: Final = 90.0
_MOST_BYTES: Final = 64_000_000
_TRIES: Final = 4


def ask(query: str, *, endpoint: str = WIKIDATA, pause_s: float = 2.0) -> list[dict[str, str]]:
    """Give the rows that answer a query: variable → value; a variable without a value is left out.

    Parameters
    ----------
    query : str
        A SELECT query.
    endpoint : str
        Address of the service; http or https.
    pause_s : float
        Pause behind the first failed try, doubled behind each further one; seconds.

    Raises
    ------
    InputError
        If there is no answer, or it is none of this form.
    """
    import urllib3

    retry = urllib3.Retry(
        total=_TRIES,
        backoff_factor=pause_s,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        respect_retry_after_header=True,
    )
    headers = {"Accept": "application/sparql-results+json", "User-Agent": _AGENT}
    try:
        with urllib3.PoolManager(retries=retry, timeout=_SECONDS, headers=headers) as pool:
            answer = pool.request("GET", endpoint, fields={"query": query}, preload_content=False)
            body = answer.read(_MOST_BYTES + 1)
            answer.release_conn()
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise InputError(f"the service at {endpoint} gives no answer: {error}") from error
    if answer.status != 200:
        raise InputError(f"the service at {endpoint} answers with status {answer.status}")
    if len(body) > _MOST_BYTES:
        raise InputError(f"the service at {endpoint} answers with more than {_MOST_BYTES:,} bytes")
    return _rows(body, endpoint)


def _rows(body: bytes, endpoint: str) -> list[dict[str, str]]:
    try:
        told: Any = json.loads(body)
        return [
            {name: str(cell["value"]) for name, cell in row.items()}
            for row in told["results"]["bindings"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"what the service at {endpoint} answers is no result of SPARQL"
        ) from error

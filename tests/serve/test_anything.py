"""Ask the dashboard anything its own description allows, and what it forbids: no server error."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import openapi
from schemathesis.checks import not_a_server_error

from detente.serve.app import make_app

EXAMPLES = 2_000


@pytest.fixture
def schema(library, desk):
    return openapi.from_asgi(
        "/api/openapi.json", make_app(library, desk=desk, hosts=("testserver", "localhost"))
    )


def ask_often(operation, times: int, asked: list[int]) -> None:
    """Ask one operation with examples of all kinds, and note the statuses."""

    @given(data=st.data())
    @settings(
        max_examples=times,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    def ask(data) -> None:
        case = data.draw(operation.as_strategy())
        answer = case.call()
        asked.append(answer.status_code)
        case.validate_response(answer, checks=[not_a_server_error])

    ask()


@pytest.mark.slow
def test_no_question_breaks_the_server(schema) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    asked: list[int] = []
    for operation in operations:
        ask_often(operation, -(-EXAMPLES * 5 // 4 // len(operations)), asked)  # some have few
    assert len(asked) >= EXAMPLES
    assert 200 in asked


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(max_size=300),
    path=st.sampled_from(
        ["/search?q={}", "/event/{}", "/document/{}", "/state/{}", "/dyad/JPN/{}", "/?group={}",
         "/static/{}", "/outlook?first=JPN&second={}", "/{}.json"]
    ),
)  # fmt: skip
def test_no_address_breaks_a_page(app, text, path) -> None:
    from urllib.parse import quote

    from fastapi.testclient import TestClient

    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get(path.format(quote(text, safe="")), follow_redirects=False)
    assert answer.status_code < 500


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(min_size=1, max_size=2_000))
def test_no_text_breaks_the_coder_or_becomes_markup(app, text) -> None:
    from fastapi.testclient import TestClient

    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    answer = client.post("/try", data={"text": "<b id=x>Japan met America.</b> " + text})
    assert answer.status_code in {200, 422}
    assert "<b id=x>" not in answer.text

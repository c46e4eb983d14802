import datetime as dt

import pytest

from detente.brief.claims import Claim, Source, claim
from detente.errors import EvidenceError


def source(**changes: object) -> Source:
    fields = {
        "day": dt.date(2024, 4, 10), "quote": "They met.", "title": None, "publisher": None,
        "url": None, "document_id": "d", "start": 3, "stop": 12, "event_id": "e",
    }  # fmt: skip
    return Source(**{**fields, **changes})  # type: ignore[arg-type]


def test_makes_a_claim_of_template_numbers_and_words():
    made = claim(
        "x", "{who}: {times} meetings", numbers={"times": 2}, words={"who": "A"}, n=2,
        sources=[source()],
    )  # fmt: skip
    assert made.text == "A: 2 meetings"
    assert made.numbers == {"times": 2}


def test_a_claim_without_evidence_cannot_be_made():
    with pytest.raises(EvidenceError, match="no evidence for 'It is so'"):
        claim("x", "It is so", sources=[], n=1)
    with pytest.raises(EvidenceError):
        Claim(section="x", text="It is so", numbers={}, n=1, sources=())


def test_a_claim_that_rests_on_no_event_cannot_be_made():
    with pytest.raises(EvidenceError, match="rests on 0 events"):
        claim("x", "It is so", sources=[source()], n=0)


@pytest.mark.parametrize("changes", [{"quote": ""}, {"stop": 13}])
def test_a_source_whose_place_does_not_fit_its_quote_cannot_be_made(changes):
    with pytest.raises(EvidenceError):
        source(**changes)

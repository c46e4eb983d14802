import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store
from scipy.special import logit

from detente.codes import Issue, Root
from detente.relations.balance import STRENGTH, balanced
from detente.relations.registry import measure

PERIOD = {"start": dt.date(2024, 1, 1), "stop": dt.date(2024, 7, 1)}


def test_interval_holds_the_truth():
    random = np.random.default_rng(0)
    held, share = [], 0.75
    for _ in range(1500):
        truth = random.beta(STRENGTH * share, STRENGTH * (1 - share))
        cooperation = random.binomial(30, truth)
        _, low, high = balanced(cooperation, 30 - cooperation, share, 1.0)
        held.append(low <= logit(truth) - logit(share) <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_nothing_seen_means_like_the_world():
    value, low, high = balanced(0, 0, 0.7, 1.0)
    assert value == pytest.approx(0)
    assert low < 0 < high


def at_odds():
    """Make two states that agree on security and quarrel on trade, in a mixed world."""
    events = []
    for day in range(0, 180, 3):
        when = PERIOD["start"] + dt.timedelta(days=day)
        warm = Root.AID if day % 2 else Root.SUPPORT
        cold = Root.SANCTION if day % 2 else Root.ACCUSE
        events += [
            make_event("JPN", "USA", root=warm, issue=Issue.SECURITY, day=when),
            make_event("USA", "JPN", root=cold, issue=Issue.ECONOMY, day=when),
        ]
        for issue in (Issue.SECURITY, Issue.ECONOMY):
            events.append(make_event("CHN", "KOR", root=warm, issue=issue, day=when))
            events.append(make_event("KOR", "CHN", root=cold, issue=issue, day=when))
    return events


def test_tells_issues_apart(tmp_path):
    with make_store(tmp_path, at_odds()) as store:
        findings = measure(
            store.table("events"), "JPN", "USA", **PERIOD, indicators=["balance", "divergence"]
        )
    by_issue = {finding.issue: finding for finding in findings if finding.indicator == "balance"}
    assert by_issue["security"].low > 0
    assert by_issue["economy"].high < 0
    assert by_issue[None].low < 0 < by_issue[None].high
    assert "Japan and the United States" in by_issue["security"].reading
    divergence = findings[-1]
    assert divergence.low > 0
    assert "aligned on security, apart on economics" in divergence.reading
    assert set(divergence.evidence) <= {event for f in findings for event in f.evidence}


def test_is_withheld_with_its_reason_when_few(tmp_path):
    events = [make_event("JPN", "USA", day=dt.date(2024, 2, day)) for day in (1, 2, 3)]
    with make_store(tmp_path, events) as store:
        findings = measure(store.table("events"), "JPN", "USA", **PERIOD, indicators=["balance"])
    assert [finding.value for finding in findings] == [None] * 5
    assert findings[0].withheld == "only 3 acts between 1 and 3 February 2024; it takes 5"
    assert findings[0].evidence == [event.id for event in events]

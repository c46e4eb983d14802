import datetime as dt

from factories import make_event

from detente.brief.happenings import happenings
from detente.brief.reports import Report
from detente.brief.sums import acts_towards
from detente.codes import Root


def test_sums_up_acts_with_their_kinds_most_frequent_first():
    events = [
        make_event("CHN", "USA", root=root, day=dt.date(2024, 4, day))
        for day, root in ((1, Root.REJECT), (5, Root.ACCUSE), (9, Root.ACCUSE))
    ]
    acts = happenings(
        Report(event=one, title=None, publisher=None, url=None, before="", after="")
        for one in events
    )
    made = acts_towards("contention", "China", "USA", acts)
    assert made.text.startswith("China towards the United States: 3 acts (")
    assert made.numbers == {"acts": 3, "ACCUSE": 2, "REJECT": 1}
    assert made.n == 3
    assert made.sources

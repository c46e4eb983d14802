import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from outlook.graphs import small_graph

from detente.outlook.facts import both_ways, distinct, facts_of, first_of, spans


def test_facts_stand_in_order_of_their_days():
    facts = facts_of(
        np.array([0, 1]), np.array([0, 0]), np.array([1, 0]), np.array([5, 2]),
        names=("a", "b"), relations=1,
    )  # fmt: skip
    assert facts.days.tolist() == [2, 5]
    assert facts.subjects.tolist() == [1, 0]


def test_every_fact_gets_its_inverse():
    facts = small_graph(days=3)
    both = both_ways(facts)
    assert len(both) == 2 * len(facts)
    turned = both.kinds >= facts.relations
    ours = set(zip(both.subjects[~turned], both.kinds[~turned], both.objects[~turned], strict=True))
    theirs = zip(both.objects[turned], both.kinds[turned] - 3, both.subjects[turned], strict=True)
    assert ours == set(theirs)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=40), st.integers(1, 4))
def test_the_strongest_of_each_group_are_chosen(rows, most):
    rows.sort(key=lambda row: row[0])
    groups = np.array([row[0] for row in rows], np.int64)
    strength = np.array([row[1] for row in rows], float)
    kept = first_of(groups, strength, most)
    for group in set(groups.tolist()):
        ours = groups == group
        assert kept[ours].sum() == min(most, ours.sum())
        if (ours & ~kept).any():
            assert strength[ours & kept].min() >= strength[ours & ~kept].max()


@given(st.lists(st.integers(0, 9)))
def test_distinct_is_unique(keys):
    assert distinct(np.array(keys, np.int64)).tolist() == sorted(set(keys))


def test_spans_of_nothing_are_empty():
    assert spans(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []

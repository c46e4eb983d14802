import numpy as np

from detente.outlook.boosting import fit_ranking


def queries(n=200, size=10, seed=0):
    random = np.random.default_rng(seed)
    rows = random.normal(size=(n * size, 3)).astype(np.float32)
    best = rows[:, 1].reshape(n, size).argmax(axis=1)
    answers = np.zeros((n, size), np.int8)
    answers[np.arange(n), best] = 1
    return rows, answers.reshape(-1), np.full(n, size)


def test_puts_answers_first_and_says_by_what():
    rows, answers, sizes = queries()
    trees = fit_ranking(rows, answers, sizes, names=("a", "b", "c"), trees=20)
    others, right, _ = queries(seed=1)
    chosen = trees.score(others).reshape(-1, 10).argmax(axis=1)
    assert (right.reshape(-1, 10).argmax(axis=1) == chosen).mean() > 0.7
    gains = trees.gains()
    assert max(gains, key=gains.get) == "b"
    assert np.isclose(sum(gains.values()), 1)


def test_the_seed_settles_the_trees():
    rows, answers, sizes = queries()
    one, two, three = (
        fit_ranking(rows, answers, sizes, names=("a", "b", "c"), trees=5, seed=seed).score(rows)
        for seed in (0, 0, 1)
    )
    assert np.array_equal(one, two)
    assert not np.array_equal(one, three)


def test_no_rows_have_no_scores():
    rows, answers, sizes = queries()
    trees = fit_ranking(rows, answers, sizes, names=("a", "b", "c"), trees=2)
    assert trees.score(rows[:0]).tolist() == []

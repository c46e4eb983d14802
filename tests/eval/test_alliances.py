import numpy as np
import pytest
from eval.alliances import Levels, auc, levels_of, parted, score, shuffled, within_volume


def levels():
    """Make pairs whose rivals quarrel more, and are written about more."""
    random = np.random.default_rng(0)
    rival = np.arange(600) < 60
    volume = random.integers(30, 3000, 600) * (1 + 2 * rival)
    share = np.where(rival, 0.45, 0.15) + random.normal(0, 0.08, 600)
    hostile = np.clip(share, 0.01, 0.9) * volume
    counts = np.stack([volume - hostile, 0 * volume, hostile, 0 * volume], axis=1)
    return Levels(
        counts=counts,
        closeness=random.normal(0, 1, 600),
        ally=~rival,
        rival=rival,
        distance=random.random(600),
    )


def test_auc_is_the_chance_to_be_above_with_ties_half():
    assert auc(np.array([2.0, 3.0]), np.array([1.0, 2.0])) == 0.875


def test_conflict_share_parts_rivals_from_allies_of_like_volume():
    made = levels()
    every = np.ones(600, dtype=bool)
    conflict = made.conflict(verbal=True, strength=20)
    assert parted(conflict, made, every) > 0.95
    assert within_volume(conflict, made, every) > 0.9
    assert within_volume(made.volume, made, every) < parted(made.volume, made, every) - 0.1
    assert shuffled(conflict, made, every) == pytest.approx(0.5, abs=0.03)


def test_who_is_rival_and_ally_at_once_is_left_out():
    made = levels()
    both = Levels(
        counts=made.counts,
        closeness=made.closeness,
        ally=np.ones(600, dtype=bool),
        rival=made.rival,
        distance=made.distance,
    )
    assert score(both)["rivals"] == 0


@pytest.mark.slow
def test_reaches_the_marks(shared):
    data = shared / "data"
    found = score(levels_of(data / "coded_events/icews_dyad_year_2002_2014.csv.gz", data))
    assert found["rival_ally_auc"] >= 0.85
    assert found["closeness_un_spearman"] <= -0.46

import csv
import json
import sys

import pytest
from eval.turning_points import main, occasions_in

ROWS = """state_a,state_b,date,direction,event
Japan,China,2012-09-11,conflict,islands
"Palestinian Territory, Occupied",Israel,2008-12-27,conflict,war
"""


def test_reads_the_list_with_codes_in_order(tmp_path):
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    rows, occasions = occasions_in(tmp_path / "list.csv")
    assert [one.pair for one in occasions] == [("CHN", "JPN"), ("ISR", "PSE")]
    assert len(rows) == 2


@pytest.mark.slow
def test_finds_most_turning_points_at_the_nominal_rate_of_false_alarms(
    shared, tmp_path, monkeypatch, capsys
):
    gold = shared / "data/states/turning_points_2005_2014.csv"
    facts = shared / "data/forecast/ICEWS05-15"
    out = tmp_path / "ranks.csv"
    monkeypatch.setattr(
        sys, "argv", ["x", "--facts", str(facts), str(gold), "--json", "--predictions", str(out)]
    )
    main()
    found = json.loads(capsys.readouterr().out)
    assert found["n"] == 68
    assert found["auc"] >= 0.80
    assert found["hit"] >= 0.58
    assert found["dense_hit"] >= 0.66
    assert 0.045 <= found["placebo"] <= 0.06
    assert found["parts"]["right day, wrong pair"]["hit"] < 0.09
    with out.open(encoding="utf-8") as lines:
        ranks = list(csv.DictReader(lines))
    assert sum(int(row["found"]) for row in ranks) == round(found["hit"] * 68)

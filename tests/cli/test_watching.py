import json


def test_watch_tells_what_is_new(detente, filled):
    result = detente("watch", "--store", filled, "--since", "2024-01-01", "--format", "json")
    assert result.exit_code == 0
    assert isinstance(json.loads(result.stdout), list)


def test_watch_takes_the_last_fortnight_and_says_so(detente, filled):
    result = detente("watch", "--store", filled)
    assert result.exit_code == 0
    assert "period: 2024-05-23 to 2024-06-04" in result.stderr or "period: " in result.stderr


def test_watch_refuses_a_day_after_the_last_one(detente, filled):
    result = detente("watch", "--store", filled, "--since", "2030-01-01")
    assert result.exit_code == 2


def test_state_lists_partners(detente, filled):
    result = detente(
        "state", "Japan", "--store", filled, "--from", "2023-06-01", "--to", "2024-06-01",
        "--format", "json", "--quiet",
    )  # fmt: skip
    assert result.exit_code == 0
    (one,) = json.loads(result.stdout)
    assert (one["state"], one["trend"]) == ("USA", "unknown")
    assert len(one["evidence"]) == one["acts"]


def test_measure_takes_what_the_one_who_asks_adds(detente, filled):
    result = detente(
        "measure", "JPN", "USA", "--store", filled, "--indicator", "doubt",
        "--indicator", "patrons",
        "--patrons", "USA", "China", "--third", "China", "--chance", "Donald Trump=0.5",
        "--chance", "Joe Biden=0.5", "--format", "json", "--quiet",
    )  # fmt: skip
    assert result.exit_code == 0
    assert {one["indicator"] for one in json.loads(result.stdout)} == {"doubt", "patrons"}


def test_measure_refuses_a_chance_that_is_none(detente, filled):
    result = detente("measure", "JPN", "USA", "--store", filled, "--chance", "Donald Trump=often")
    assert result.exit_code == 2
    assert "NAME=0.5" in result.stderr

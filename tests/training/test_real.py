"""Sentences of real texts that were coded by hand, kept as places and labels."""

from __future__ import annotations

import json
from pathlib import Path

from training.coder.data import NIL
from training.coder.real import MOST, example_of, is_kept_apart, read_real

from detente.codes import Issue, Root, Status

FILES = sorted(Path("training/real").glob("*.jsonl"))
GOLD = sorted(Path("eval/gold").glob("*.jsonl"))


def event(root: str, actors: list[int], recipients: list[int], status: str = "happened") -> dict:
    return {
        "root": root, "status": status, "actors": actors, "recipients": recipients,
        "issue": "security",
    }  # fmt: skip


def row(parties: list[list], events: list[dict]) -> dict:
    return {"file": "f", "key": 0, "start": 0, "stop": 9, "parties": parties, "events": events}


def test_pairs_of_an_event_have_its_root_and_all_others_none() -> None:
    parties = [[0, 5, ["KEN"]], [6, 9, ["TZA"]], [10, 15, ["UGA"]]]
    example = example_of(row(parties, [event("ACCUSE", [0], [1])]), "Kenya v Tanza Ugand", "k")
    found = {(p.actor, p.other): set(p.roots) for p in example.pairs}
    assert found[0, 1] == {"ACCUSE"}
    assert found[1, 0] == found[0, NIL] == found[0, 2] == {"NONE"}
    assert len(found) == 9


def test_a_joint_act_is_one_in_both_directions() -> None:
    parties = [[0, 5, ["KEN"]], [6, 9, ["TZA"]]]
    example = example_of(row(parties, [event("CONSULT", [0, 1], [], "planned")]), "x" * 20, "k")
    found = {(p.actor, p.other): p.status for p in example.pairs if "CONSULT" in p.roots}
    assert found == {(0, 1): "planned", (1, 0): "planned"}


def test_another_mark_of_the_same_side_is_not_called_none() -> None:
    parties = [[0, 3, ["USA"]], [4, 7, ["USA"]], [8, 12, ["JPN"]]]
    example = example_of(row(parties, [event("AID", [0], [2])]), "x" * 20, "k")
    assert (1, 2) not in {(p.actor, p.other) for p in example.pairs}
    assert (2, 1) in {(p.actor, p.other) for p in example.pairs}


def test_of_many_parties_those_that_act_are_marked() -> None:
    parties = [[5 * i, 5 * i + 3, []] for i in range(30)]
    example = example_of(row(parties, [event("ACCUSE", [29], [0])]), "x" * 200, "k")
    assert len(example.marked.parties) == MOST
    assert example.marked.parties[-1] == (145, 148)
    labels = {(p.actor, p.other) for p in example.pairs if "ACCUSE" in p.roots}
    assert labels == {(MOST - 1, 0)}


def test_the_rows_have_the_names_of_the_guide_and_hold_no_words() -> None:
    names = set()
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            names |= one.keys()
            count = len(one["parties"])
            assert all(0 <= start < stop for start, stop, _ in one["parties"])
            for found in one["events"]:
                Root(found["root"]), Status(found["status"]), Issue(found["issue"])
                assert found["actors"]
                assert all(0 <= i < count for i in (*found["actors"], *found["recipients"]))
    assert names == {"file", "key", "start", "stop", "parties", "events"}


def test_no_text_of_the_gold_is_among_them() -> None:
    gold = {
        (one["file"], one.get("id", one.get("row")))
        for path in GOLD
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if "file" in one
    }
    coded = {
        (one["file"], one["key"])
        for path in FILES
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    assert coded
    assert not coded & gold


def test_they_can_be_read_and_none_stands_among_the_development_sentences(shared) -> None:
    examples = list(read_real(FILES, shared / "data" / "articles"))
    assert len(examples) > 1500
    lines = (shared / "data/coded_text/sentences_dev.jsonl").read_text(encoding="utf-8")
    known = {" ".join(json.loads(line)["sentence"].split()) for line in lines.splitlines()}
    assert not known & {" ".join(example.marked.text.split()) for example in examples}


def test_a_text_is_kept_apart_as_a_whole() -> None:
    shares = [is_kept_apart("f", key) for key in range(800)]
    assert 60 < sum(shares) < 140

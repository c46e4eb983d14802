import json
from pathlib import Path

import pytest
from training.coder.data import ISSUES, ROOTS, STATUSES
from training.coder.unlabelled import bare, read_answers, read_drawn, write_answers

DRAWN = '{"id": "a:0", "kind": "news", "text": "Oslo met Bern.", "parties": [[0, 4], [9, 13]]}\n'


def told(root: str) -> tuple[list[float], list[float], list[float]]:
    roots = [0.9 if name == root else 0.1 / (len(ROOTS) - 1) for name in ROOTS]
    statuses, issues = ([1 / len(names)] * len(names) for names in (STATUSES, ISSUES))
    return roots, statuses, issues


def test_a_drawn_sentence_has_all_pairs_of_its_parties(tmp_path: Path) -> None:
    path = tmp_path / "drawn.jsonl"
    path.write_text(DRAWN)
    (example,) = read_drawn(path)
    assert example.marked.parties == ((0, 4), (9, 13))
    assert [(p.actor, p.other) for p in example.pairs] == [(0, -1), (0, 1), (1, -1), (1, 0)]


def test_answers_come_back_as_labels_and_a_pair_without_one_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "drawn.jsonl").write_text(DRAWN)
    drawn = read_drawn(tmp_path / "drawn.jsonl")
    path = tmp_path / "answers.npz"
    write_answers(path, drawn, {"a:0": [None, told("CONSULT"), None, told("NONE")]})
    (example,) = read_answers(path, drawn)
    assert [(p.actor, p.other) for p in example.pairs] == [(0, 1), (1, 0)]
    first = example.pairs[0].told
    assert first is not None
    assert first[0] == pytest.approx(told("CONSULT")[0], abs=1e-3)
    assert [sum(one) for one in first] == pytest.approx([1, 1, 1])


def test_answers_of_other_sentences_are_refused(tmp_path: Path) -> None:
    (tmp_path / "drawn.jsonl").write_text(DRAWN)
    drawn = read_drawn(tmp_path / "drawn.jsonl")
    write_answers(tmp_path / "answers.npz", drawn, {"a:0": [told("AID")] * 4})
    with pytest.raises(ValueError, match="other sentences"):
        read_answers(tmp_path / "answers.npz", read_drawn(tmp_path / "drawn.jsonl")[:0])


def test_sentences_are_compared_without_spaces_and_case() -> None:
    assert bare("Oslo met\nBern. ") == bare("oslo met bern.")


def test_no_sentence_of_the_gold_is_among_those_to_learn_from() -> None:
    root = Path(__file__).parents[2]

    def sentences(path: Path) -> set[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {bare(json.loads(line)["sentence"]) for line in lines}

    learned = set().union(*map(sentences, (root / "training" / "sentences").glob("*.jsonl")))
    assert not learned & sentences(root / "eval" / "gold" / "press.jsonl")

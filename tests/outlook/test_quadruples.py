import gzip
import json

import pytest
from eval import links as scorer
from outlook.graphs import NAMES, small_graph

from detente.errors import InputError
from detente.outlook.quadruples import read_quadruples


def folder_of(path, step=24, packed=False, splits=(("train", 0, 40), ("valid", 40, 50))):
    facts = small_graph(days=60)
    path.mkdir(exist_ok=True)
    names = "".join(f"{name.replace(' ', '_')}\t{n}\n" for n, name in enumerate(NAMES))
    (path / "entity2id.txt").write_text(names, encoding="utf-8")
    (path / "relation2id.txt").write_text("Visit\t0\nPraise\t1\nAccuse\t2\n", encoding="utf-8")
    for name, start, stop in splits:
        kept = facts.chosen((facts.days >= start) & (facts.days < stop))
        columns = (kept.subjects, kept.kinds, kept.objects, kept.days * step)
        text = "".join(f"{a}\t{b}\t{c}\t{d}\t-1\n" for a, b, c, d in zip(*columns, strict=True))
        if packed:
            (path / f"{name}.txt.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (path / f"{name}.txt").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("step", "packed"), [(24, True), (1, False)])
def test_reads_days_whatever_the_unit_of_time(tmp_path, step, packed):
    facts, edges = read_quadruples(folder_of(tmp_path, step, packed), split="valid")
    assert edges == {"train": 0, "valid": 40, "stop": 50}
    assert len(facts) == 50 * 12
    assert facts.names[1] == "Citizen (Chad)"
    assert facts.relations == 3


def test_a_test_from_elsewhere_takes_the_place_of_the_own(tmp_path):
    folder_of(tmp_path / "a")
    other = folder_of(tmp_path / "b", splits=(("unseen", 50, 60),))
    facts, edges = read_quadruples(tmp_path / "a", split="test", test=other / "unseen.txt")
    assert edges == {"train": 0, "valid": 40, "test": 50, "stop": 60}
    assert facts.days.max() == 59


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("train.txt", "0\t0\tx\t0\n", "four numbers"),
        ("train.txt", "0\t9\t0\t0\n", "not in its list"),
        ("train.txt", "99\t0\t0\t0\n", "not in its list"),
        ("valid.txt", "0\t0\t0\t0\n", "overlap"),
        ("entity2id.txt", "a\t0\nb\t7\n", "without gaps"),
    ],
)
def test_says_what_is_wrong_with_a_folder(tmp_path, name, text, said):
    (folder_of(tmp_path) / name).write_text(text)
    with pytest.raises(InputError, match=said):
        read_quadruples(tmp_path, split="valid")


def test_says_what_is_absent(tmp_path):
    with pytest.raises(InputError, match=r"entity2id\.txt is absent"):
        read_quadruples(tmp_path, split="valid")
    with pytest.raises(InputError, match=r"no test\.txt"):
        read_quadruples(folder_of(tmp_path), split="test")


@pytest.mark.parametrize(
    "extra", [["--baseline"], pytest.param(["--training", "300"], marks=pytest.mark.slow)]
)
def test_the_scorer_prints_its_keys(tmp_path, monkeypatch, capsys, extra):
    folder = folder_of(tmp_path)
    written = tmp_path / "out.jsonl"
    given = ["links", str(folder / "valid.txt"), "--json", "--predictions", str(written)]
    monkeypatch.setattr("sys.argv", [*given, *extra])
    assert scorer.main() == 0
    found = json.loads(capsys.readouterr().out)
    assert {"mrr", "hits1", "hits3", "hits10", "seconds", "peak_mb"} <= set(found)
    assert 40 < found["mrr"] <= 100
    if extra == ["--baseline"]:
        return
    lines = [json.loads(line) for line in written.read_text().splitlines()]
    assert {"subject", "relation", "day", "answers"} == set(lines[0])


def test_the_scorer_says_what_it_cannot_read(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["links", str(tmp_path)])
    assert scorer.main() == 2
    assert "absent" in capsys.readouterr().err

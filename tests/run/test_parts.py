from __future__ import annotations

from detente.run.inputs import CHARACTERS_A_BATCH, ITEMS_A_BATCH, fingerprints, read_bundles
from detente.run.progress import Silent, Tally, TerminalProgress, words_of
from detente.run.stages import STAGES
from detente.sources.files import FieldNames, size_of


def test_bundles_end_with_their_number_of_items(corpus) -> None:
    bundles = list(read_bundles([str(corpus)], fields=FieldNames()))
    assert [bundle.number for bundle in bundles] == list(range(len(bundles)))
    assert {len(bundle.items) for bundle in bundles[:-1]} == {ITEMS_A_BATCH}
    assert sum(bundle.bytes_read for bundle in bundles) == size_of([str(corpus)])


def test_a_long_text_ends_a_bundle(tmp_path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("word " * (CHARACTERS_A_BATCH // 8))
    bundles = list(read_bundles([str(tmp_path)], fields=FieldNames()))
    assert [len(bundle.items) for bundle in bundles] == [2, 1]


def test_fingerprints_change_with_content_and_path(tmp_path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    one.write_text("same")
    two.write_text("same")
    first, second = fingerprints([str(one), str(two)])
    assert first != second
    one.write_text("sane")
    assert list(fingerprints([str(one)])) != [first]
    assert len(list(fingerprints([str(tmp_path / "absent.txt")]))) == 1


def test_time_left_counts_only_what_this_start_did() -> None:
    tally = Tally(bytes_total=100, bytes_done=60, bytes_skipped=40, seconds=10)
    assert tally.seconds_left == 20
    assert Tally(bytes_total=100).skipping(40).seconds_left is None
    assert "loading the models" in words_of(Tally(bytes_total=100))


def test_hours_are_shown_as_hours() -> None:
    assert "2:46:40 left" in words_of(Tally(bytes_total=101, bytes_done=1, seconds=100))


def test_progress_can_be_shown_anywhere(capfd) -> None:
    with TerminalProgress() as progress:
        progress.show(Tally(bytes_total=0))
        progress.show(Tally(bytes_total=10, bytes_done=10, seconds=1, rejections=2))
    Silent().show(Tally(bytes_total=0))
    assert capfd.readouterr().out == ""


def test_each_stage_says_what_it_gives() -> None:
    assert all(stage.__doc__ for stage in STAGES)

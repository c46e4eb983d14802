"""The marks of published sets, their labels, and the table of confusions."""

import pytest
from eval.confusions import show_confusions, show_surest
from eval.pairs import (
    NOBODY,
    ROOTS,
    Told,
    binary,
    label_of,
    macro_f1,
    marked_of,
    read_pairs,
    read_rows,
)

from detente.assets import read_asset
from detente.codes import Root
from detente.sentences.encode import GivenPairs


@pytest.mark.parametrize(
    ("text", "parties", "actor", "other"),
    [
        ("<s>Abe</s> met <t>Modi</t>.", ["Abe", "Modi"], 0, 1),
        ("<t>Modi</t> was met by <s>Abe</s>.", ["Modi", "Abe"], 1, 0),
        ("<s>Peru</s> opened an inquiry.", ["Peru"], 0, NOBODY),
        ("Aid went to <t>Haiti</t>.", ["Haiti"], NOBODY, 0),
        ("<s>police in <t>Lima</t></s> struck", ["police in ", "Lima"], 0, 1),
        ("<s><t>Oman</t></s> fought itself", ["Oman"], 0, 0),
    ],
)
def test_marks_are_read_as_parties(text, parties, actor, other):
    marked, *places = marked_of(text)
    assert [marked.text[slice(*span)] for span in marked.parties] == parties
    assert places == [actor, other]


@pytest.mark.parametrize("text", ["Nobody is marked.", "<s></s> met <t> </t>.", "<s>open"])
def test_without_marks_nothing_is_read(text):
    assert marked_of(text) is None


def chances(**given: float) -> list[float]:
    return [given.get(root, 0.0) for root in ROOTS]


def test_yield_is_concede_and_retreat_together():
    assert label_of(chances(CONCEDE=0.3, RETREAT=0.3, ACCUSE=0.4)) == "YIELD"


def test_roots_of_one_side_do_not_lose_by_sharing_their_chances():
    assert label_of(chances(ASSAULT=0.3, COERCE=0.25, AID=0.4)) == "ASSAULT"
    assert label_of(chances(ACCUSE=0.25, REJECT=0.25, ASSAULT=0.35, AID=0.15)) in {
        "ACCUSE",
        "REJECT",
    }


def test_a_given_pair_is_read_and_a_party_behind_the_cut_is_nobody():
    reader = GivenPairs(
        read_asset("coder-encoder"),
        read_asset("coder-published"),
        read_asset("coder-tokenizer").decode("utf-8"),
    )
    texts = ["<s>Oslo</s> sent blankets to <t>Lima</t>.", "<s>Oslo</s> shelled <t>Lima</t>."]
    aid, assault = read_pairs(texts, reader)
    assert (aid.root(by_side=False), assault.root(by_side=False)) == ("AID", "ASSAULT")
    assert aid.conflict < 0.5 < assault.conflict
    far = "word " * 300
    (cut,) = read_pairs([f"<s>Oslo</s> shelled it. {far}<t>Lima</t>"], reader)
    (alone,) = read_pairs([f"<s>Oslo</s> shelled it. {far}Lima"], reader)
    assert cut == alone


def test_where_only_the_side_is_asked_the_root_is_on_that_side():
    told = Told(chances(CONSULT=0.6, ACCUSE=0.4), conflict=0.8)
    assert told.root(by_side=False) == "CONSULT"
    assert told.root(by_side=True) == "ACCUSE"
    assert told.sureness(by_side=True) == 0.8


def test_every_root_has_a_side():
    assert {binary(root.value) for root in Root} == {"0", "1"}


def test_macro_f1_counts_each_label_alike():
    assert macro_f1(["0", "0", "0", "1"], ["0", "0", "0", "0"]) == pytest.approx(100 * 6 / 14)


@pytest.mark.parametrize("text", ["", "a\tb\n1\t2\n", "marked_sentence\nx\n"])
def test_a_file_of_another_form_is_refused(tmp_path, text):
    path = tmp_path / "rows.tsv"
    path.write_text(text)
    with pytest.raises(SystemExit, match=r"rows\.tsv: needs rows with marked_sentence"):
        read_rows(path)


def test_confusions_and_the_surest_errors_are_printed(capsys):
    show_confusions([("ACCUSE", "REJECT"), ("ACCUSE", "ACCUSE"), ("-", "AID")])
    show_surest([(0.5, "less sure"), (0.9, "surest"), *[(0.1, "x")] * 50])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["is,", "taken", "for", "-", "ACCU", "AID", "REJE"]
    assert lines[2].split() == ["ACCUSE", ".", "1", ".", "1"]
    assert lines[3].endswith("surest")
    assert lines[-1] == "... and 2 less sure errors"

from __future__ import annotations

import pytest

from detente.codes import Root
from detente.errors import UnknownName
from detente.ontology.cameo import cameo_named, cameo_of, codes


def test_every_code_but_public_statements_has_a_root() -> None:
    assert {one.code[:2] for one in codes().values() if one.root is None} == {"01"}
    assert len(codes()) > 300


def test_every_code_has_a_score_that_fits_its_root() -> None:
    hostile = {Root.ACCUSE, Root.THREATEN, Root.PROTEST, Root.SANCTION, Root.MOBILIZE, Root.ASSAULT}
    for one in codes().values():
        if one.goldstein is not None and one.root in hostile:
            assert one.goldstein <= 0, one


@pytest.mark.parametrize("root", Root)
def test_the_general_code_of_a_root_is_of_that_root(root: Root) -> None:
    assert codes()[cameo_of(root)].root == root
    assert cameo_of(root, "no such mode") == cameo_of(root)


def test_a_mode_gives_a_code_of_that_mode() -> None:
    for one in codes().values():
        if one.root is not None and one.mode and not one.code.startswith("02"):
            assert codes()[cameo_of(one.root, one.mode)].mode == one.mode


@pytest.mark.parametrize(
    ("text", "code"), [("042", "042"), (42, "042"), ("1712", "1712"), ("190", "190"), (2, None)]
)
def test_reads_codes_as_files_write_them(text, code) -> None:
    if code is None:
        with pytest.raises(UnknownName):
            cameo_named(text)
    else:
        assert cameo_named(text).code == code


def test_says_that_it_is_no_code() -> None:
    with pytest.raises(UnknownName, match="unknown CAMEO code '999'"):
        cameo_named("999")

"""What many rooms' tests share: the book, the parser, and the folder beside the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.actors.book import Book
from detente.actors.load import load_book
from detente.sentences.parse import Parser, Raw

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.records import Sentence


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the shared folder beside the checkout, or skip where there is none."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent: the gold texts are not part of the repository")
    return folder


@pytest.fixture(scope="session")
def book() -> Book:
    """Give the book that ships with the package."""
    return load_book()


@pytest.fixture(scope="session")
def parser() -> Parser:
    """Give the loaded parser; loading takes two seconds."""
    return Parser()


@pytest.fixture(scope="session")
def analysed(parser: Parser) -> Callable[[str], Sentence]:
    """Give a function that analyses one sentence, once for each text."""

    @cache
    def analyse(text: str) -> Sentence:
        return next(parser.parse([Raw("d", 0, 0, text)]))

    return analyse

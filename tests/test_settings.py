from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InputError, UnknownName
from detente.settings import MOST_WORKERS, Settings, read_settings


def test_there_need_be_no_settings(tmp_path) -> None:
    settings = read_settings(tmp_path, {})
    assert settings == Settings()
    assert 1 <= settings.processes <= MOST_WORKERS


def test_the_environment_goes_before_the_file(tmp_path) -> None:
    (tmp_path / "detente.toml").write_text('store = "a.duckdb"\nworkers = 3\nevent_threshold = 0.6')
    settings = read_settings(tmp_path, {"DETENTE_STORE": "b.duckdb", "DETENTE_WORKERS": ""})
    assert settings == Settings(store=Path("b.duckdb"), workers=3, event_threshold=0.6)


@pytest.mark.parametrize(
    "text", ["workers = 0", "workers = 'many'", "event_threshold = 2", "store = ", "store = \x00"]
)
def test_says_what_is_wrong_with_a_setting(text, tmp_path) -> None:
    (tmp_path / "detente.toml").write_text(text)
    with pytest.raises(InputError):
        read_settings(tmp_path, {})


def test_lists_near_names_of_an_unknown_setting(tmp_path) -> None:
    (tmp_path / "detente.toml").write_text("worker = 3")
    with pytest.raises(UnknownName, match="workers"):
        read_settings(tmp_path, {})

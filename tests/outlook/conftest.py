"""Share one store of three years among the tests of forecasts."""

import pytest
from factories import make_store
from worlds import world


@pytest.fixture(scope="session")
def ring(tmp_path_factory):
    """Give a store of `worlds.world`, open for reading."""
    with make_store(tmp_path_factory.mktemp("ring"), world()) as store:
        yield store

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.run.local import code_paths
from detente.store.store import open_store

HERE = Path(__file__).parent
SCRIPT = """
import datetime as dt, sys
import quick_coder
from detente.run.local import code_paths
from detente.store.store import open_store

class Lines:
    def show(self, tally):
        print(tally.documents, flush=True)

if __name__ == "__main__":
    store, corpus, workers = sys.argv[1:]
    with open_store(store, write=True) as store:
        code_paths([corpus], store, now=dt.date(2024, 6, 1), workers=int(workers),
                   load=quick_coder.load_slowly, models=quick_coder.MODELS, progress=Lines())
"""


def contents(store) -> dict[str, list]:
    names = ("documents", "events", "introductions", "rejections", "signatures")
    return {name: sorted(store.rows(name), key=lambda row: row.id) for name in names}


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_ends_with_the_same_rows(workers, corpus, tmp_path) -> None:
    import quick_coder

    pids = tmp_path / "pids"
    pids.mkdir()
    script = tmp_path / "start.py"
    script.write_text(SCRIPT)
    path = os.pathsep.join([str(HERE), *sys.path])
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "s.duckdb"), str(corpus), str(workers)],
        env={**os.environ, "PYTHONPATH": path, "QUICK_CODER_PIDS": str(pids)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(3):
        assert process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    options = {"load": quick_coder.load, "models": quick_coder.MODELS}
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        assert 3 <= sum(1 for _ in store.rows("batches")) < 8
        later = dt.date(2024, 6, 5)
        run = code_paths([corpus], store, now=later, workers=workers, **options)
        resumed = contents(store)
    with open_store(tmp_path / "whole.duckdb", write=True) as store:
        undisturbed = code_paths([corpus], store, now=dt.date(2024, 6, 1), **options)
        assert resumed == contents(store)
    assert run.id == undisturbed.id
    assert run.day == undisturbed.day == dt.date(2024, 6, 1)
    assert {d.known_at for d in resumed["documents"] if not d.published} == {run.day}
    deadline = time.monotonic() + 10
    left = [int(entry.name) for entry in pids.iterdir()]
    while any(map(is_alive, left)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_alive, left)), "processes of the killed run are still there"

# Every target sets up what it needs: a machine with python3, pip and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo test test-all test-browser check format lock docs eval clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Fill .venv with the exact versions of the lock file

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: setup ## Code the demo corpus and write a brief on Japan and the United States
	$(BIN)/detente demo

test: setup ## Run the tests
	$(BIN)/python -m pytest -m "not slow and not spark and not browser and not gpu"

test-all: setup ## Run the slow tests as well
	$(BIN)/python -m pytest -m "not spark and not browser and not gpu"

test-browser: setup ## Run the tests of the dashboard in chromium, if that is installed
	$(BIN)/python -m pytest -m browser tests/browser

check: setup ## Check style, types, import directions and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: setup ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: setup ## Renew requirements.lock (needs the network)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --no-annotate --no-header --no-emit-index-url --output-file requirements.lock

docs: setup ## Renew the reference pages
	$(BIN)/python docs/reference/generate.py

eval: setup ## Measure against the gold data in ../shared, where it is there
	$(BIN)/python -m eval.gate

clean: ## Remove what can be made again
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache out

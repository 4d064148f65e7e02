# Two commands do everything in a fresh clone: `make demo` and `make test`. Both need Python 3.11 or newer and make.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
SHELL = /bin/sh

.PHONY: demo test lint types pure live nightly test-matrix bench bench-peers clean

demo: $(READY) ## the main job on the embedded server
	$(BIN)/mizzle demo

test: $(READY) lint types ## everything that CI runs
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} $(BIN)/pytest -n 2 --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

nightly: $(READY) ## the same laws on 10,000 examples
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n 2 tests/laws

bench: $(READY) ## one table with versions, command and ratios
	$(BIN)/python -m benchmarks

bench-peers: $(READY) ## Alembic, SQLAlchemy and migra on the same schemas, in a throw-away venv
	$(BIN)/python -m benchmarks.peers

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mizzle needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache

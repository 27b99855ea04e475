# `make` lists what can be done. `make demo` and `make test` need nothing installed before but
# Python 3.11 and make.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The other fork of Whoosh the engine has to work with; see docs/decisions/0001-which-whoosh.md.
FORK := .venv-fork
FORK_PACKAGES := whoosh-reloaded==2.7.5 cached-property==2.0.1
T :=
S := 600
N := auto
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-forks fuzz bombs crash surroundings lint format bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements-dev.lock pyproject.toml scripts/setup
	scripts/setup $(VENV)

setup: $(READY) ## Make the environment in .venv with the locked dependencies

demo: $(READY) ## Make the sample release, ingest it and serve it at http://127.0.0.1:8000 (PORT=…)
	scripts/demo $(VENV)

test: $(READY) ## Run the tests (make test T=tests/index for some, N=0 in one process)
	scripts/setup-browser $(VENV)
	$(BIN)/pytest --numprocesses $(N) --dist loadfile $(T)

test-forks: $(READY) ## Run the tests of the index with the other fork of Whoosh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(FORK) $(FORK_PACKAGES)
	PYTHONPATH=$(FORK) $(BIN)/pytest -q --numprocesses $(N) --dist loadfile tests/index

fuzz: $(READY) ## Ingest damaged files for ten minutes (make fuzz S=60 for one)
	$(BIN)/python -m tests.fuzz --seconds $(S)

bombs: $(READY) ## Ingest hostile files of every kind, one by one, and show what became of each
	$(BIN)/python -m tests.bombs

crash: $(READY) ## Kill commands at many moments on the records in FOLDER, and compare the outcome
	$(BIN)/python -m tests.crash --folder $(FOLDER)

surroundings: $(READY) ## Run the commands with a full disk, a read-only folder and the like (as root)
	$(BIN)/python -m tests.surroundings

lint: $(READY) ## Check style, types, import contracts and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(READY) ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure speed and ranking against peers (benchmarks/README.md says what)
	$(BIN)/python -m benchmarks.text_layer
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.ranking

lock: $(READY) ## Choose the dependencies' versions anew
	$(BIN)/python -m pip install --quiet uv
	echo 'setuptools>=77' > $(VENV)/build.in
	$(COMPILE) --extra sample --extra ocr pyproject.toml $(VENV)/build.in -o requirements.lock
	$(COMPILE) --all-extras -c requirements.lock pyproject.toml $(VENV)/build.in -o requirements-dev.lock

clean: ## Remove the environment and everything made by demo and tests
	rm -rf $(VENV) $(FORK) demo-data sample-release build *.egg-info .mypy_cache .ruff_cache .pytest_cache

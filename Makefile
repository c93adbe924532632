# Dateline. `make help` lists the targets. Needs Python 3.11 to 3.13 and make, nothing else.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not ((3,11) <= sys.version_info[:2] <= (3,13)))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1

.PHONY: help setup up run test soak bench evaluation check format lock docs clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/ready ## install what a run needs into .venv, and build the reference index
up: $(VENV)/ready ## set up, then serve the dashboard and Dagster with the schedule on, until Ctrl-C
	@$(BIN)/dateline up
run: $(VENV)/ready ## set up, then one pass over the sample newsroom, and end
	@$(BIN)/dateline run --sample
test: $(VENV)/ready-dev ## set up, then the tests (under 15 minutes)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
soak: $(VENV)/ready-dev ## kills at random moments, floods, long runs
	@$(BIN)/python -m pytest -m soak
bench: $(VENV)/ready-dev ## speed, as ratios within one run
	@$(BIN)/python -m pytest -m bench -s
evaluation: $(VENV)/ready-dev ## accuracy against gold data beside the checkout, written to docs/accuracy.md
	@$(BIN)/python -m tests.evaluation.accuracy
check: $(VENV)/ready-dev ## ruff, mypy --strict, import-linter, sqlfluff; the tests are `make test`
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/sqlfluff lint -p 2 dbt_project/models dbt_project/tests
format: $(VENV)/ready-dev ## rewrite code and SQL in the house style
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format . ; $(BIN)/sqlfluff fix -f -q dbt_project/models dbt_project/tests
docs: run ## renew the tables of docs/warehouse.md from the sample snapshot
	@$(BIN)/python docs/make_tables.py "$$($(BIN)/dateline path --sample)"
lock: $(VENV)/ready-dev ## resolve the dependencies anew into requirements.lock and requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --upgrade $(LOCK) -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK) -o requirements-dev.lock
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --quiet --custom-compile-command "make lock"
clean: ## remove .venv and caches; homes and their archives stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dbt_project/target

# A stamp names the lock it was made from, so that a renewed lock sets up anew and an unchanged one sets up nothing.
$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11, 3.12 or 3.13 on the PATH (or make PYTHON=/path/to/python)." >&2; exit 2; }
	@echo "Setting up in $(VENV) with $$($(PYTHON) --version) (about two minutes, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pipelines.reference.build
	@touch $@
$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Everything a newcomer runs. Needs Python 3.11 or newer, git and make; sets up the rest in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test check format lock clean
help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --only-binary=:all: --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## The main job on the fictional world, in the terminal
	$(BIN)/catenary world demo

test: $(STAMP) ## The whole test suite
	$(BIN)/pytest -n auto

check: $(STAMP) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Put the code in its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Forget what was set up
	rm -rf $(VENV) build dist demo

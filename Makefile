# Everything a newcomer runs. Needs Python 3.11 or newer, git and make; sets up the rest in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo warm test check contracts fuzz translations format clean
help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --only-binary=:all: --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: warm ## The main job on the fictional world, in the terminal
	$(BIN)/catenary world demo

warm: $(STAMP)
	@echo "Compiling the name scorer (a minute the first time) ..."
	@$(BIN)/python tools/warm.py

test: warm ## The whole test suite; says at its end what it left out
	$(BIN)/pytest -n auto

check: $(STAMP) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

contracts: $(STAMP)
	$(BIN)/lint-imports

FUZZ := .fuzz-venv
SECONDS ?= 60
$(FUZZ)/.installed: requirements/fuzz.txt pyproject.toml
	$(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/pip install --quiet --only-binary=:all: --require-hashes -r requirements/fuzz.txt
	$(FUZZ)/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

fuzz: $(FUZZ)/.installed ## Throw bytes at every parser, SECONDS=60 each
	$(FUZZ)/bin/python tools/fuzz/run.py --seconds $(SECONDS)

translations: $(STAMP) ## Take up and compile what people are told in six languages
	$(BIN)/python tools/translations.py

format: $(STAMP) ## Put the code in its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Forget what was set up
	rm -rf $(VENV) $(FUZZ) build dist demo

# Everything a newcomer runs. Needs Python 3.11 or newer, git and make; sets up the rest in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DESK_STAMP := $(VENV)/.desk

.PHONY: help demo demo-reset demo-terminal warm test check contracts fuzz translations format clean
help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# what the desk needs; the tests need more
$(DESK_STAMP): requirements/desk.txt requirements/build.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the desk needs ..."
	@$(BIN)/pip install --quiet --only-binary=:all: --require-hashes -r requirements/build.txt -r requirements/desk.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --only-binary=:all: --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

PORT ?= 8000
demo: $(DESK_STAMP) ## The desk with a fictional world, at http://localhost:8000 (PORT=8123 chooses another)
	@exec $(BIN)/catenary demo --with-parent --port $(PORT)

demo-reset: $(DESK_STAMP) ## Forget the demo's world
	@$(BIN)/catenary demo --reset

demo-terminal: warm ## The main job of a passenger information unit on the fictional world, in the terminal
	$(BIN)/catenary world demo

warm: $(STAMP)
	@echo "Compiling the name scorer (a minute the first time) ..."
	@$(BIN)/python tools/warm.py

test: warm ## The whole test suite, in three runs; each says at its end what it left out
	$(BIN)/pytest -n auto --ignore=tests/desk --ignore=tests/journeys
	$(BIN)/pytest -n auto tests/desk
	$(BIN)/pytest -n auto tests/journeys

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

# The two commands: `make run` serves the demonstration organisation, `make test` passes the tests.
# Both make their own environment in .venv from hashed requirements; only Python 3.11 and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
JOBS ?= 2
SOURCES := src tests bench tools

# Kinds of roles that between them come to nearly every kind of page; `make gallery` follows all of them.
ROLES := nobody,registry,secretary-general,agent-of,mediator-of,counsel,notifier

.PHONY: setup run test check bench bench-gains figures messages gallery look mutate clean

setup: $(VENV)/.dev

$(VENV)/.bootstrap: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Comity needs Python 3.11 or newer.'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo 'Python was built without venv; on Debian install python3-venv.'; exit 1; }
	@echo '[1/3] making the environment in $(VENV)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.run: $(VENV)/.bootstrap requirements/run.txt pyproject.toml
	@echo '[2/3] installing what Comity runs on'
	@$(UV) --require-hashes -r requirements/run.txt
	@$(UV) --no-deps --no-build-isolation --editable .
	@$(BIN)/python tools/messages.py compile
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo '[3/3] installing what the tests need'
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/.run
	@$(BIN)/comity serve --demonstration

test: $(VENV)/.dev
	@$(BIN)/python tools/suite.py -n $(JOBS)

check: $(VENV)/.dev
	@$(BIN)/python tools/check.py

bench figures: $(VENV)/.dev
	@$(BIN)/python bench/$@.py

bench-gains: $(VENV)/.dev
	@$(BIN)/python -m bench.gains

messages: $(VENV)/.dev
	@$(BIN)/python tools/messages.py update

gallery: $(VENV)/.dev
	@$(BIN)/python -m tests.journeys.gallery --into var/gallery

look: $(VENV)/.dev
	@$(BIN)/python -m tests.journeys.gallery --role $(ROLES)

mutate: $(VENV)/.dev
	@$(BIN)/mutmut run

requirements: $(VENV)/.bootstrap
	@cd requirements && for name in bootstrap run dev; do ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --no-header --no-emit-index-url --no-emit-find-links --no-annotate --generate-hashes --upgrade \
	  $$(test $$name = bootstrap && echo bootstrap.in || echo ../pyproject.toml) $$(test $$name = dev && echo --extra dev --constraint run.txt) -o $$name.txt; done

clean:
	@rm -rf $(VENV) build dist .coverage htmlcov

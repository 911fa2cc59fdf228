# make demo     an example consultation with its reports, in ./demo
# make test     everything that is checked on every change
# make test-long  the slow tests as well
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo test test-long messages lock screenshots commands

demo: $(VENV)/.installed
	rm -rf demo
	$(BIN)/consult demo "$(CURDIR)/demo"

test: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest -q -n 2 -m "not long"

test-long: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest -q -n 2

screenshots: $(VENV)/.installed-for-tests
	$(BIN)/python docs/report_pages.py
	$(BIN)/python docs/tour.py

commands: $(VENV)/.installed-for-tests
	CONSULT_LANG=en $(BIN)/python docs/commands.py

# Collects the sentences of the program and brings both catalogues up to date; the code speaks English without a compiled one.
messages: $(VENV)/.installed-for-tests
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k NN_:1,2 --no-location --sort-output --omit-header -o $(VENV)/consult.pot .
	for language in lv en; do \
	  $(BIN)/pybabel -q update -D consult -i $(VENV)/consult.pot -d consult/locales -l $$language --no-fuzzy-matching --ignore-obsolete; done
	$(BIN)/pybabel compile -q -D consult -d consult/locales -l lv

# Pins every library, with hashes, for all systems.
lock: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group build --group test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.lock -o requirements-test.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-for-tests: requirements-test.lock $(VENV)/.installed
	$(PIP) -r requirements-test.lock
	touch $@

# make review   one real review of a shipped Dutch example and one of an English one, on a machine with Python and nothing else
# make test     all that must hold: style, types, layers, tests
# Needs Python 3.11 or later with venv. Both work in $(VENV) and install nothing outside it, but for a browser and LibreOffice (see chromium, libreoffice).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
ARGS ?=
SARIF := build/sarif/tried

.PHONY: review test format fit bench chromium libreoffice readme constraints clean help
.NOTPARALLEL:

help:
	@sed -n '1,3s/^# //p' Makefile

review: $(VENV)/installed
	@mkdir -p build
	@$(BIN)/workslop review examples/nl/draft-smooth.md --brief examples/nl/brief.md
	@$(BIN)/workslop review examples/nl/draft-smooth.md --brief examples/nl/brief.md --output build/review-nl.html
	@printf '\n%s\n\n' '--- The English example, in short ---'
	@$(BIN)/workslop review examples/en/draft-smooth.md --brief examples/en/brief.md > build/review-en.txt
	@$(BIN)/workslop review examples/en/draft-smooth.md --brief examples/en/brief.md --output build/review-en.html
	@sed -n '1,/^Ask the author/{/^Ask the author/!p}' build/review-en.txt
	@printf '%s\n' 'The whole reports, to open in a browser:' '  $(CURDIR)/build/review-nl.html' '  $(CURDIR)/build/review-en.html'

test: $(VENV)/installed-dev chromium libreoffice $(SARIF)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(ARGS)

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fit: $(VENV)/installed-dev
	$(BIN)/python -m bench.fit $(ARGS)

bench: $(VENV)/installed-dev
	@for part in quality speed; do test ! -f bench/$$part.py || $(BIN)/python -m bench.$$part $(ARGS) || exit 1; done

# the output shown in README.md, as it is now
readme: $(VENV)/installed-dev
	$(BIN)/python tests/packaging/shown_output.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("workslop needs Python 3.11 or later: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo 'Installing workslop in $(VENV): about 500 MB, a minute or two the first time'
	@$(PIP) install -e .
	@touch $@

# torch first and by its exact version: asked for by range, pip takes the newest build, on Linux with several GB for GPUs
$(VENV)/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing workslop for development in $(VENV): about 2 GB, a few minutes the first time'
	@$(PIP) install --constraint constraints.txt "$$(grep '^torch==' constraints.txt)"
	@$(PIP) install --constraint constraints.txt -e '.[dev,english,transformers]'
	@touch $(VENV)/installed $@

# the browser tests need a Chromium; with CHROMIUM=/path/to/it another place is taken
chromium:
	@for name in $${CHROMIUM:-chromium} chromium-browser google-chrome; do command -v "$$name" > /dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo 'Installing Chromium for the browser tests'; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium; } > /dev/null && exit 0; \
	fi; \
	echo 'There is no Chromium on this machine: install the package chromium, or set CHROMIUM to its path; else the browser tests are left out.'

# the tests of Word files want a LibreOffice that opens what we write
libreoffice:
	@command -v soffice > /dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo 'Installing LibreOffice for the tests of Word files'; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install libreoffice-writer-nogui; } > /dev/null && exit 0; \
	fi; \
	echo 'There is no LibreOffice on this machine: install the package libreoffice-writer-nogui, else its tests are left out.'

# Microsoft's validator of SARIF, for one test; without npm, or where it does not come, the test is left out
$(SARIF):
	@mkdir -p $(@D)
	@! command -v npm > /dev/null || npm install --silent --no-audit --no-fund --prefix $(@D) @microsoft/sarif-multitool@5.7.0 > /dev/null 2>&1 \
	  || echo "Microsoft's SARIF validator did not come: its test is left out."
	@touch $@

# constraints.txt anew, from a clean environment with the newest versions that fit; torch stays as it is
constraints:
	rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip -qq install "$$(grep '^torch==' constraints.txt)"
	build/constraints/bin/python -m pip -qq install -e '.[dev,english,transformers]'
	{ sed -n '/^#/p' constraints.txt; build/constraints/bin/python -m pip freeze --exclude workslop | sed '/^#/d; s/+cpu$$//'; } > build/constraints.txt
	mv build/constraints.txt constraints.txt && rm -rf build/constraints

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find workslop bench tests -name __pycache__ -prune -exec rm -rf {} +

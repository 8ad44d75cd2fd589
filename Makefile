# Needs Python 3.11 or later; makes .venv and installs everything else by itself.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo documents test test-slow check format bench docs bundle clean

venv := .venv
bin := $(venv)/bin
pytest := $(bin)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder
pip := $(bin)/python -m pip install --quiet --disable-pip-version-check
# What installs anew when it changes. The code itself is installed in editable mode.
project := setup.cfg pyproject.toml
sources := core plugins templates examples tests docs

# A name that exists is not yet a Python that works (pyenv), can make environments (Debian) or is new enough.
usable := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3 python,\
	$(shell $(name) -c '$(usable)' >/dev/null 2>&1 && echo $(name))))

# Tests start hundreds of processes: each reads bytecode, whatever the environment says of writing it.
export PYTHONDONTWRITEBYTECODE :=

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(venv)/.demo ## make the week-3 bulletin of the example workspace
	@$(bin)/docgen --workspace examples/dujiangyan bulletin week-3

documents: $(venv)/.demo ## make every document of the example workspace
	@$(bin)/python examples/dujiangyan/make_documents.py

test: check ## check, then all tests but the slow ones; CI runs this, then test-slow
	$(pytest) -m "not slow"

test-slow: $(venv)/.test ## kills, clusters, packages, the site, whole print files; property tests at full depth
	$(pytest) -m "slow or hypothesis" --hypothesis-profile=thorough

check: $(venv)/.test ## ruff and mypy
	$(bin)/ruff check $(sources)
	$(bin)/ruff format --check $(sources)
	$(bin)/mypy

format: $(venv)/.test ## lay out the code and sort the imports
	$(bin)/ruff check --fix $(sources)
	$(bin)/ruff format $(sources)

bench: $(venv)/.demo ## measure the budgets of docs/benchmarks.md, beside other libraries
	@$(bin)/python tests/benchmarks/bench.py

docs: $(venv)/.test ## write the pages that follow from the code, then build the site in docs/_build
	$(bin)/python docs/write.py
	$(bin)/python -m sphinx -W --keep-going -q -b html docs docs/_build
	@echo docs/_build/index.html

bundle: $(venv)/.test ## make dist/docgen-windows, which installs docgen on a Windows PC without the net
	$(bin)/python docs/bundle.py

clean: ## remove the environment, builds and caches; documents in out/ stay
	rm -rf $(venv) build dist docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf core/*.egg-info
	find $(sources) -name __pycache__ -type d -prune -exec rm -rf {} +

$(venv)/.demo: $(bin)/python $(project)
	@echo "Installing docgen into $(venv) ..."
	@$(pip) --editable .
	@touch $@

$(venv)/.test: $(bin)/python $(project)
	@echo "Installing docgen and what its tests need into $(venv) ..."
	@$(pip) --editable '.[test]'
	@touch $(venv)/.demo $@

$(bin)/python:
	@test -n "$(PYTHON)" || { echo "$$no_python" >&2; exit 1; }
	@echo "Making $(venv) with $(PYTHON) ..."
	@$(PYTHON) -m venv --clear $(venv)

define no_python
docgen needs Python 3.11 or later with the modules venv and ensurepip, and found none.
  Debian, Ubuntu:  apt install python3 python3-venv
  elsewhere:       make demo PYTHON=/path/to/python3
endef
export no_python

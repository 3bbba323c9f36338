# The two commands: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo clean-demo test bench fix messages lock

PORT ?= 8000
SIZE ?= city
BROWSER ?= 1
WORKERS ?= auto
VENV := .venv
PYTHON := $(VENV)/bin/python
CODE := config programmes outbox volunteers families matching
# Only 1 means yes.
ONCE_FLAG := $(if $(filter 1,$(ONCE)),--once)
QUICK_FLAG := $(if $(filter 1,$(QUICK)),--quick)

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.base ## Serve a demo city on port 8000 (PORT=, SIZE=city|season|nation, ONCE=1)
	@exec $(PYTHON) -m config.demo run --port "$(PORT)" --size "$(SIZE)" $(ONCE_FLAG)

clean-demo: $(VENV)/.base ## Forget the demo's data
	@exec $(PYTHON) -m config.demo forget

test: $(VENV)/.dev ## Run all that must pass (BROWSER=0 leaves the browser out)
	@export PATH="$(abspath $(VENV))/bin:$$PATH" BROWSER="$(BROWSER)" WORKERS="$(WORKERS)"
	export DOORLEES_STATE="$(CURDIR)/.local/test"
	exec $(PYTHON) -m config.embedded exec --fast --alone -- bash scripts/test.sh

bench: $(VENV)/.dev ## Measure the optimiser against its peers and the pages, about 13 minutes (QUICK=1: under 2)
	@$(PYTHON) -m benchmarks $(QUICK_FLAG)
	export DOORLEES_STATE="$(CURDIR)/.local/bench"
	exec $(PYTHON) -m config.embedded exec --fast --alone -- $(PYTHON) -m benchmarks.pages $(QUICK_FLAG)

fix: $(VENV)/.dev ## Format, and bring generated files up to date
	@$(VENV)/bin/ruff check --fix --quiet . || true
	$(VENV)/bin/ruff format .
	$(PYTHON) -m config.messages update
	$(PYTHON) manage.py state_pictures
	$(PYTHON) manage.py personal_data
	$(PYTHON) manage.py spectacular --file docs/reference/openapi.json --format openapi-json --lang en

messages: $(VENV)/.dev ## Bring the Dutch catalogue in step with the code
	@$(PYTHON) -m config.messages update
	$(PYTHON) -m config.messages check

lock: $(VENV)/.tools ## Lock the newest versions that fit requirements/*.in
	@for name in base dev tools; do
	  $(VENV)/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --universal \
	    --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt
	done

# --- The virtual environment: made once, brought up to date when a lock changes ----------------------------------
$(VENV)/.tools: requirements/tools.txt scripts/environment.sh
	@bash scripts/environment.sh $(VENV)
	touch $@

$(VENV)/.base: requirements/base.txt $(VENV)/.tools
	@bash scripts/install.sh $(VENV) requirements/base.txt
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.tools
	@bash scripts/install.sh $(VENV) requirements/dev.txt
	touch $@ $(VENV)/.base

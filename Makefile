# Cotter Authenticator. `make` alone lists the verbs.

# The interpreter that the environments are made from: 3.11, 3.12 or 3.13.
PYTHON ?= python3
# More words for the program behind run, test, fuzz, walk, bench or installer: make test ARGS="tests/session -x"
ARGS ?=

export PYTHON
MAKEFLAGS += --no-print-directory
RUN := .venv/bin/python
HEADLESS := $(filter Linux-,$(shell uname -s)-$(DISPLAY)$(WAYLAND_DISPLAY))

.PHONY: help venv run check test bench fuzz walk screenshots installer test-installed translations lock clean

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

venv: ## make or renew .venv with everything that developing needs
	@.ci/venv .venv requirements-dev.lock

run: ## open the app; without a display, play the main job on a virtual one
ifeq ($(HEADLESS),)
	@.ci/system-packages run
	@.ci/venv .venv requirements.lock
	@$(RUN) -m desktop $(ARGS)
else
	@echo "No display here: playing the main job on a virtual one."
	@$(MAKE) walk
endif

fuzz: venv ## ten thousand cases of input that nobody thought of, for each target
	@$(RUN) -m tests.faults.fuzz $(ARGS)

walk: ## play the main job on a virtual display; screenshots in build/walk
	@.ci/system-packages test
	@.ci/venv .venv requirements.lock
	@$(RUN) -m tests.walk $(ARGS)

screenshots: ## the pictures of README and the package anew, in resources/screenshots
	@$(MAKE) walk ARGS=--portraits

installer: venv ## the packages for this system, in dist; for a company: make installer ARGS="--brand FILE"
	@.ci/system-packages build
	@$(RUN) build_installer.py $(ARGS)

test-installed: venv ## the package on a clean Debian, used there; screenshots in build/installed; needs root
	@.ci/system-packages build
	@.ci/system-packages test
	@.ci/system-packages installed
	@$(RUN) -m tests.installed $(ARGS)

check: venv ## lint, types, architecture
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/mypy
	@.ci/quietly .venv/bin/lint-imports --no-cache

test: venv ## every test, on real parts
	@.ci/system-packages build
	@.ci/system-packages test
	@.ci/venv build/independent requirements-independent.lock
	@$(RUN) -m pytest $(ARGS)

bench: venv ## what "fast" means, measured; a table, and build/bench.json
	@.ci/system-packages test
	@.ci/system-packages build
	@.ci/system-packages bench
	@$(RUN) -m tests.bench $(ARGS)

translations: venv ## every language in step with the texts, and compiled; a new one: ARGS=CODE
	@PYTHON=$(RUN) .ci/translations $(ARGS)

# Needs uv, which resolves for every system and Python at once.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --quiet
lock: ## pin the newest versions that pyproject.toml allows
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv" >&2; exit 1; }
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	@$(COMPILE) --upgrade pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	@$(COMPILE) --upgrade --group independent --output-file requirements-independent.lock

clean: ## remove everything that make made
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The two commands: `make run` and `make test`. Each does all the set-up first.

# The newest of the usual names that starts and is new enough.
ifndef PYTHON
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$p; break; fi; done)
endif
VENV := .venv/bin
PYTEST_ARGS ?= -n 2 --dist loadscope

.PHONY: run test check format package bench setup setup-dev lock clean

run: setup ## open the example company, or do the main job where there is no display
	$(VENV)/python -m kpidesk.app.run_main_job

test: setup-dev ## all tests
	$(VENV)/python -m pytest $(PYTEST_ARGS)

check: setup-dev ## linter, formatter, types, import contracts
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports

format: setup-dev ## put the code into the one layout
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

package: setup-dev ## the program as a folder that needs no Python, in dist/kpidesk
	$(VENV)/pyinstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} dist/kpidesk/kpidesk --selftest

bench: setup-dev ## the measurements
	$(VENV)/python -m benchmarks

setup: python
	@$(PYTHON) scripts/setup.py

setup-dev: python
	@$(PYTHON) scripts/setup.py --dev

lock: setup-dev ## resolve the dependencies anew (needs uv)
	$(VENV)/python scripts/lock.py --upgrade

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "KPIDesk needs Python 3.11 or later, and none was found." \
	"Install it from python.org or your package manager, or say where it is:" \
	"make PYTHON=/path/to/python3.11 run" >&2; exit 1; }

clean: ## remove everything that was made here, the environment as well
	rm -rf .venv build dist out *.egg-info .hypothesis .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache
	find kpidesk tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + \
	2>/dev/null || true

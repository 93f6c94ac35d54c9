# Every target does the set-up it needs, in .venv of this folder.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
STAMP_DEV := $(VENV)/.ready-dev
WORKERS ?= 2
# Half of a command's start is Python reading source; where it may not keep what it read, nothing else would keep it.
COMPILE = $(BIN)/python -m compileall -q autofix plugins

.PHONY: help setup demo test storm check bench bench-fixes bench-redaction lock clean

help:
	@echo "make demo    an error goes in, a healthy release comes out (KEEP=1 leaves the service running)"
	@echo "make test    the test suite"
	@echo "make storm   kill the service at every point there is, and audit what is left (half an hour)"
	@echo "make check   lint, types, import contracts"
	@echo "make bench   timings;  make bench-fixes  how much of the corpus is fixed right"
	@echo "make setup   the virtual environment alone;  make lock  new lock files;  make clean"

$(STAMP): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "AutoFix needs Python 3.11 or 3.12; none was found on the path (or set PYTHON=...)"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment; on Debian: apt install python3-venv"; exit 2; }
	@echo "setup: installing the locked requirements into $(VENV)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/autofix.pth"
	@printf '#!%s\nfrom autofix.cli.main import main\n\nraise SystemExit(main())\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/autofix
	@chmod +x $(BIN)/autofix
	@$(COMPILE)
	@touch $@

$(STAMP_DEV): $(STAMP) requirements-dev.txt
	@echo "setup: installing what the tests and checks need"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(STAMP)
	@echo "ready: $(BIN)/autofix"

demo: $(STAMP)
	@$(BIN)/python -m autofix.demo $(if $(KEEP),--keep)

test: $(STAMP_DEV)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

storm: $(STAMP)
	@$(BIN)/python -m tests.storm $(ARGS)

check: $(STAMP_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	AUTOFIX_DEBUG=1 $(BIN)/mypy
	$(BIN)/lint-imports
	AUTOFIX_DEBUG=1 $(BIN)/python manage.py check

bench: $(STAMP)
	@$(COMPILE)
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.intake
	@$(BIN)/python -m bench.service

bench-fixes: $(STAMP)
	@$(BIN)/python -m bench.fixes $(ARGS)

bench-redaction: $(STAMP)
	@$(BIN)/python -m bench.redaction $(ARGS)

lock: $(STAMP_DEV)
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) .cache

# variorum: build the seed editions, test, check. Needs Debian 12 or a like system with Python 3.11, make and git;
# whatever else is missing is installed (see .ci/system.py).

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two targets install with apt, which lets only one run at a time; the tests are parallel by themselves.
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules
# Where this is set each of the many processes of tests and builds would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

EDITIONS := seeds/socialist-international seeds/specimen
OUT := dist

# The machine's `python3` may be too old: take the first that is 3.11 or later.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# The build back end stands in the environment itself, at the pinned version, instead of being fetched anew.
INSTALL := $(PIP) install --no-build-isolation --constraint constraints.txt
JUDGES := tests/judges/node_modules

.PHONY: help editions test check findings schemas bench torture clean system-editions system-test

help:
	@echo "make editions  build the seed editions as PDF, EPUB and DOCX into $(OUT)/"
	@echo "make test      run every test, with the judges (EPUBCheck, Ace, LibreOffice and others); ROOM=tei runs one room's"
	@echo "make check     ruff, mypy --strict and the tests of the house"
	@echo "make findings  write src/FINDINGS.md anew: all that can be found, what it means, how to mend it"
	@echo "make schemas   write src/variorum/*.schema.json anew: the JSON Schemas of edition.toml, sets, profiles, styles"
	@echo "make bench     what a volume costs beside pandoc, WeasyPrint and Typst, into tests/bench/README.md; RUNS=1 is quicker"
	@echo "make torture   build documents by chance, $(N) or N=100, edit and damage finished files, bring in the real ones"
	@echo "make clean     remove what the other targets made, the virtual environment too"

editions: $(VENV)/.editions
	$(BIN)/variorum build $(EDITIONS) --out $(OUT)

# One room of tests/ by its name or path (tei, accession/word), or all.
ROOM ?=

test: system-test $(VENV)/.dev $(JUDGES)/.installed
	@folder="$(if $(ROOM),$$($(BIN)/python tests/rooms.py $(ROOM)),tests)" && \
		$(BIN)/python -m pytest -n auto --dist worksteal --durations=10 "$$folder"

check: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_names.py

findings: $(VENV)/.editions
	$(BIN)/variorum explain --markdown > src/FINDINGS.md.new
	mv src/FINDINGS.md.new src/FINDINGS.md

schemas: $(VENV)/.editions
	for kind in edition set profile style; do \
		$(BIN)/variorum schema $$kind > src/variorum/$$kind.schema.json.new && \
		mv src/variorum/$$kind.schema.json.new src/variorum/$$kind.schema.json || exit 1; done

# How often each command is measured; the table has the medians.
RUNS ?= 3

bench: system-test $(VENV)/.dev
	PYTHONPATH=tests $(BIN)/python -m bench --runs $(RUNS)
	PYTHONPATH=tests $(BIN)/python -m bench.notes_in_print

# How many documents by chance are made; those that break the law are kept in KEEP, whole and as small as can be.
N ?= 1000
KEEP ?= .cache/torture

# How many inputs by chance each law of reading and writing is tried on.
EXAMPLES ?= 3000

torture: system-test $(VENV)/.dev $(JUDGES)/.installed
	VARIORUM_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -q -n auto -m hypothesis tests
	PYTHONPATH=tests $(BIN)/python -m torture --documents $(N) --keep $(KEEP)
	PYTHONPATH=tests $(BIN)/python -m torture.pulls
	PYTHONPATH=tests $(BIN)/python -m torture.kills
	PYTHONPATH=tests $(BIN)/python -m damage
	PYTHONPATH=tests $(BIN)/python -m damage --harmless --count 150
	PYTHONPATH=tests $(BIN)/python -m torture.corpus --keep $(KEEP)

clean:
	rm -rf $(VENV) $(JUDGES) build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(OUT) -mindepth 1 ! -name README.md -delete
	find src renderers styles tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Looking takes a tenth of a second, and a machine can lose a package: so these run every time.
system-editions system-test: system-%:
	@test -n "$(PYTHON)" || { echo "variorum needs Python 3.11 or later; none was found" >&2; exit 4; }
	@$(PYTHON) .ci/system.py $*

$(VENV)/.created: | system-editions
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.editions: $(VENV)/.created pyproject.toml constraints.txt | system-editions
	$(PIP) install --constraint constraints.txt hatchling
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.editions
	$(INSTALL) --editable '.[dev]'
	@touch $@

# Without install scripts (one would fetch a browser; Debian's is used) and without a lock file, which would name
# the registry: package.json gives exact versions.
$(JUDGES)/.installed: tests/judges/package.json | system-test
	cd tests/judges && npm install --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

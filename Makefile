# Two commands to begin with, on a machine with only Python ≥ 3.11 and make:
#   make chat    set up .venv and open the guide in this terminal
#   make test    set up what tests need and run all of them

PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Tests that mostly wait for other processes, for a homeserver or for processes to start run beside all others, which let them go first (nice);
# what they say comes last.
# What is measured for coverage takes more than twice the time: so only what shows the two pure rooms is, and not the long walks through them.
WAITING = tests/crash tests/channels/telegram tests/peers tests/letters
MATRIX = tests/channels/matrix tests/channels/test_contract.py tests/channels/test_contract_together.py
STARTING = tests/command
PURE = tests/dialogs tests/knowledge tests/places tests/scenarios tests/search
TURNS = tests/turn tests/storage
LONG = $(addprefix tests/,dialogs/test_laws.py dialogs/test_questions_laws.py knowledge/test_limits.py \
    turn/test_never_mixed.py turn/test_polite_hours.py turn/test_who_may_not.py)
PYTEST = $(BIN)/python -m pytest
KINDLY = nice -n 5 $(PYTEST)
MEASURED = nice -n 5 $(BIN)/coverage run --parallel-mode -m pytest $(LONG:%=--ignore=%)

.PHONY: chat test check format bench faults vectors lock clean

chat: .venv/.runtime
	@$(BIN)/lobgids chat --data .data

test: .venv/.develop
	$(BIN)/coverage erase
	@$(PYTEST) $(WAITING) > .waiting.log 2>&1 & waiting=$$!; \
	($(BIN)/python -m tests.peers.matrix.install && $(PYTEST) $(MATRIX)) > .matrix.log 2>&1 & matrix=$$!; \
	$(PYTEST) $(STARTING) > .starting.log 2>&1 & starting=$$!; \
	($(KINDLY) $(TURNS) -k postgres && $(KINDLY) tests/storage $(LONG) -k "not postgres") > .long.log 2>&1 & long=$$!; \
	$(MEASURED) tests/turn -k "not postgres" > .turns.log 2>&1 & turns=$$!; \
	$(MEASURED) $(PURE); pure=$$?; \
	$(KINDLY) tests $(patsubst %,--ignore=%,$(WAITING) $(MATRIX) $(STARTING) $(PURE) $(TURNS)); others=$$?; \
	wait $$waiting; waited=$$?; wait $$matrix; talked=$$?; wait $$starting; started=$$?; wait $$turns; turned=$$?; wait $$long; walked=$$?; \
	cat .waiting.log .matrix.log .starting.log .long.log .turns.log; exit $$((pure + others + waited + talked + started + turned + walked))
	$(BIN)/coverage combine
	$(BIN)/python -m tests.covered

check: .venv/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/lobgids check --data .data

format: .venv/.develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.develop
	$(BIN)/python -m tests.places.bench
	$(BIN)/python -m tests.speed
	$(BIN)/python -m tests.speed.updates
	$(BIN)/python -m tests.speed.broadcast
	$(BIN)/python -m tests.search.bench

faults: .venv/.develop
	$(BIN)/python -m tests.crash --times 100 --write docs/faults.md
	$(BIN)/python -m tests.crash --telegram --times 50 --write docs/faults-telegram.md
	$(BIN)/python -m tests.crash --matrix --times 50 --write docs/faults-matrix.md
	$(BIN)/python -m tests.crash --tickets --times 50 --write docs/faults-tickets.md
	$(BIN)/python -m tests.crash --broadcast --times 30 --write docs/faults-broadcast.md

# What the encoder makes of our answers, so that nobody else has to wait for it.
vectors: .venv/.develop
	$(BIN)/python -m tests.search.shipping

# Both lock files carry a hash for every file and no index address.
lock: .venv/.runtime
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-emit-index-url --no-header \
	    --python-version 3.11 --extra postgres -o requirements.lock.txt
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-emit-index-url --no-header \
	    --python-version 3.11 --extra postgres --extra semantic --group test --group check -o requirements.develop.lock.txt

.venv/.runtime: pyproject.toml requirements.lock.txt
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock.txt
	$(PIP) --no-deps --editable .
	@touch $@

.venv/.develop: .venv/.runtime requirements.develop.lock.txt
	$(PIP) --require-hashes -r requirements.develop.lock.txt
	@touch $@

clean:
	rm -rf .venv .data .bench build *.egg-info

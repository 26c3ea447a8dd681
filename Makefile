# The two main commands are `make sandbox-up` and `make test`. Both install what they need under .sandbox/.
BIN := .sandbox/venv/bin
PYTHON3 ?= python3
LOCK := $(BIN)/uv pip compile --quiet --python-version 3.13 --generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: sandbox-up sandbox-down environment test-environment test lint format unit journeys edits bench mutations packets fuzz properties robustness docs lock

sandbox-up: environment  ## deploy the reference estate; ARGS="--split" and the like are passed on
	@$(BIN)/sandbox up $(ARGS)

sandbox-down: environment
	@$(BIN)/sandbox down

environment:
	@$(PYTHON3) sandbox/toolchain/bootstrap.py

test-environment:
	@$(PYTHON3) sandbox/toolchain/bootstrap.py --tests

test: lint  ## everything: style, types, import rules, unit and property tests, the engine, the journeys
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder --durations=15

lint: test-environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: test-environment
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

unit: test-environment  ## tests that need neither engine nor Pulumi
	$(BIN)/python -m pytest -m "not engine and not pulumi and not journey and not speed" --ignore=tests/journeys

journeys: test-environment
	$(BIN)/python -m pytest tests/journeys

edits: test-environment  ## deploy the small estate, then each edit of its file that must succeed in one update
	$(BIN)/python -m tests.edits.walk

bench: test-environment  ## benchmarks: print figures, assert nothing
	$(BIN)/python -m pytest -s -m speed tests/speed

fuzz: test-environment  ## 100,000 forged signatures, and as many requests compared with other evaluators; ARGS="--count 1000 --seed 2" and the like are passed on
	$(BIN)/python -m tests.fuzz.signatures.run $(ARGS)
	$(BIN)/python -m tests.fuzz.run --keep $(ARGS)

robustness: test-environment  ## every wrong request of every native operation, not the sample of `make test`; SEED=2 for others
	ROBUSTNESS_REQUESTS=all ROBUSTNESS_SEED=$(or $(SEED),0) $(BIN)/python -m pytest tests/robustness $(ARGS)

properties: test-environment  ## the property tests on new examples, not those that `make test` uses each time
	$(BIN)/python -m pytest --hypothesis-profile=search -m "hypothesis and not engine and not pulumi and not journey" $(ARGS)

mutations: test-environment  ## remove parts of policies 200 times, and each expected denial, and score how many fail at their line
	$(BIN)/python -m tests.mutations.score 200
	$(BIN)/python -m tests.mutations.deny_score
	$(BIN)/python -m tests.mutations.network_score

packets: test-environment  ## a million packets through random networks: the analyser against a walker of single packets
	$(BIN)/python -m tests.mutations.packet_score $(ARGS)

docs: test-environment  ## generate the pages that come from the code, and the site in site/
	$(BIN)/tox run -q -e docs

lock: test-environment  ## resolve every dependency again
	$(LOCK) --universal locks/build.in -o locks/build.txt
	$(LOCK) --universal locks/bootstrap.in -o locks/bootstrap.txt
	$(LOCK) --universal --extra sandbox pyproject.toml -o locks/project.txt
	$(LOCK) --universal --extra sandbox --extra test pyproject.toml -o locks/test.txt
	$(LOCK) --universal tests/fuzz/peers/requirements.in -o tests/fuzz/peers/requirements.txt
	$(LOCK) --universal tests/account_readers/requirements.in -o tests/account_readers/requirements.txt
	$(LOCK) --universal --extra sandbox --extra docs pyproject.toml -o locks/docs.txt
	$(LOCK) --exclude-newer 2026-03-01 locks/engine.in -o locks/engine.txt

# Two commands: `make app` starts the workbench, `make test` proves it. Each prepares its own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
TEST_PROCESSES ?= 2

.PHONY: app test lint

$(VENV)/app.done: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; got " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11.")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.done: requirements-dev.txt $(VENV)/app.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

app: $(VENV)/app.done
	@echo "The workbench opens at http://localhost:$(PORT)"
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# Two processes; the tests of a file stay together, and those in a browser, which share one app.
test: $(VENV)/test.done
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist loadgroup --no-loadscope-reorder

lint: $(VENV)/test.done
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

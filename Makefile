# make run        prepare everything and serve the demonstration on http://127.0.0.1:8000 (PORT=8123 changes the port)
# make test       the tests in their short form, with lint and types
# make test-all   the tests in their long form
# make bench      the table of ratios
# make simulations  whether intervals hold the truth of simulated studies; about a quarter of an hour
# make recordings  speaks the demonstration anew, with espeak-ng and lame
# make wheel      the installable package in dist/

PORT ?= 8000
PYTEST = $(VENV)/bin/python -m pytest --numprocesses 2 --dist worksteal
VENV = .venv
INSTALL = PIP_DISABLE_PIP_VERSION_CHECK=1 $(VENV)/bin/python -m pip install --quiet --quiet

.PHONY: run test test-all bench simulations recordings wheel clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp
	@exec $(VENV)/bin/jalon demonstration --port $(PORT)

test: $(VENV)/test.stamp
	@exec $(PYTEST) -m "not long"

test-all: $(VENV)/test.stamp
	@exec $(PYTEST)

bench: $(VENV)/test.stamp
	@exec $(VENV)/bin/python -m benchmarks

simulations: $(VENV)/test.stamp
	@exec $(VENV)/bin/python -m benchmarks.simulations --write

recordings: $(VENV)/test.stamp
	@exec $(VENV)/bin/python -m benchmarks.recordings

wheel: $(VENV)/test.stamp
	@exec $(VENV)/bin/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) dist

# The first Python on the path that is new enough makes the virtual environment; what is missing is said plainly.
$(VENV)/python.stamp:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	    if command -v $$python >/dev/null 2>&1 && \
	       $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making a virtual environment in $(VENV)"; \
	        $$python -m venv $(VENV) && touch $@ && exit 0; \
	        echo "$$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	done; \
	echo "Jalon needs Python 3.11 or newer and found none on the path." >&2; exit 1

$(VENV)/run.stamp: $(VENV)/python.stamp requirements/run.txt pyproject.toml
	@echo "Installing the libraries, once (about half a minute)"
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/python.stamp requirements/test.txt pyproject.toml
	@echo "Installing the libraries and what the tests need, once (about a minute)"
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $(VENV)/run.stamp $@

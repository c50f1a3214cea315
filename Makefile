VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# With a folder `wheels` here (made by `make wheels` on a machine with internet) nothing is fetched.
OFFLINE := $(if $(wildcard wheels/*.whl),--no-index --find-links wheels)

.PHONY: demo run test check lint types imports fast wheels clean

$(READY): requirements.lock pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install -q $(OFFLINE) -r requirements.lock
	$(PY) -m pip install -q $(OFFLINE) --no-deps -e .
	touch $(READY)

wheels:
	python3 -m pip wheel -q -w wheels -r requirements.lock "setuptools>=69"

demo: $(READY)
	$(PY) -m assistant demo

run: $(READY)
	$(PY) -m assistant serve --prepare

test: $(READY)
	$(PY) -m pytest -n 2 --dist loadgroup

fast: $(READY)
	$(PY) -m pytest -n 2 -m "not slow and not browser and not bench"

lint: $(READY)
	$(VENV)/bin/ruff check .

types: $(READY)
	$(VENV)/bin/pyright

imports: $(READY)
	$(VENV)/bin/lint-imports

check: lint types imports fast

clean:
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache

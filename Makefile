# SecureChat. `make help` says what there is.

VENV := .venv
PYTHON := $(VENV)/bin/python
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test
LIBRARIES := static/node_modules/.ready-to-run
LIBRARIES_AND_TOOLS := static/node_modules/.ready-to-test

.PHONY: help run test check bench screenshots icons env clean
.DEFAULT_GOAL := help

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

run: $(RUN_READY) $(LIBRARIES) ## install what is missing, start the server, print its address
	@.ci/join $(VENV)
	@exec $(PYTHON) app.py

test: $(TEST_READY) $(LIBRARIES_AND_TOOLS) ## install what is missing, run every test, say what ran
	@.ci/join $(VENV)
	@.ci/test $(VENV)

check: $(TEST_READY) $(LIBRARIES_AND_TOOLS) ## read all code with the linters, and try whether each attack needs its check
	@.ci/check $(VENV)
	@.ci/attacks $(VENV)

bench: $(TEST_READY) $(LIBRARIES_AND_TOOLS) ## measure the hub beside Node's socket.io, what durability, verifying and a long history cost, how fast messages, files and pages are
	@.ci/join $(VENV)
	@$(PYTHON) -m benchmarks.relay
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM \
		&& $(PYTHON) -m benchmarks.latency && $(PYTHON) -m benchmarks.opening \
		&& $(PYTHON) -m benchmarks.files && $(PYTHON) -m benchmarks.first_load \
		&& $(PYTHON) -m benchmarks.history && $(PYTHON) -m benchmarks.alike \
		&& $(PYTHON) -m benchmarks.guess \
		&& LIGHTHOUSE=$$(.ci/lighthouse $(VENV)) && export LIGHTHOUSE \
		&& PATH="$$(.ci/node $(VENV)):$$PATH" $(PYTHON) -m benchmarks.lighthouse \
		&& PATH="$$(.ci/node $(VENV)):$$PATH" $(PYTHON) -m benchmarks.hub

screenshots: $(TEST_READY) $(LIBRARIES_AND_TOOLS) ## take the pictures of docs/screenshots anew
	@.ci/join $(VENV)
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && $(PYTHON) -m tests.screenshots

icons: $(TEST_READY) ## draw the icons of the installed app anew, from static/img/icons/icon.svg
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && $(PYTHON) -m tests.icons

env: $(TEST_READY) $(LIBRARIES_AND_TOOLS) ## install what running and testing need, and nothing else
	@.ci/join $(VENV)

clean: ## remove what was installed; databases, logs and the secret stay
	rm -rf $(VENV) static/node_modules static/joined benchmarks/tools/node_modules .pytest_cache .ruff_cache

# Each file below is a stamp: newer than the list it was installed from, or made again.

$(VENV)/.made:
	@.ci/venv $(VENV)
	@touch $@

$(RUN_READY): requirements.txt $(VENV)/.made
	@.ci/pip $(PYTHON) requirements.txt
	@touch $@

$(TEST_READY): tests/requirements.txt $(RUN_READY)
	@.ci/pip $(PYTHON) tests/requirements.txt
	@touch $@

$(LIBRARIES): static/package-lock.json $(VENV)/.made
	@.ci/npm $(VENV) ci --omit=dev
	@touch $@

$(LIBRARIES_AND_TOOLS): static/package-lock.json $(VENV)/.made
	@.ci/npm $(VENV) ci
	@touch $(LIBRARIES) $@

# `make` alone lists the targets.
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
export SWIFT_BACKTRACE = enable=no
# With it debug builds are optimised, too (Package.swift).
export MERCHANT_QUICK = 1
# A target may import only what Package.swift says it depends on.
STRICT = --explicit-target-dependency-import-check error
RELEASE = -c release --static-swift-stdlib $(STRICT) $(LEAN)

# What keeps the program small and its start short (docs/benchmarks.md). No library of regular
# expressions and none of tasks: nothing uses them, and a use would not compile. Functions in sections
# of their own, so that the linker leaves out what nobody calls, keeps one of two that are alike, and
# puts those of a start side by side. At a fixed address: otherwise a start relocates 35,000 words, and
# each dirties its page. The C++ library inside, where the machine has it as an archive. STRIP= keeps
# the symbols, for profiles.
LEAN = $(foreach flag,-disable-implicit-string-processing-module-import \
    -disable-implicit-concurrency-module-import -function-sections,-Xswiftc -Xfrontend -Xswiftc $(flag)) \
  -Xswiftc -use-ld=lld $(foreach flag,-no-pie -static-libgcc,-Xswiftc -Xclang-linker -Xswiftc $(flag)) \
  $(foreach flag,--icf=all --no-export-dynamic --symbol-ordering-file=scripts/start.order \
    --no-warn-symbol-ordering $(STRIP),-Xlinker $(flag)) \
  $(if $(ARCHIVE),-Xswiftc -L -Xswiftc $(ARCHIVES))
STRIP = -s
ARCHIVES = .build/archives
ARCHIVE := $(filter /%,$(shell "$$(dirname "$$(command -v $(SWIFT))")/clang" -print-file-name=libstdc++.a 2>/dev/null))

.PHONY: help build release demo test check format docs facts bench crash day outcomes identity \
  readme example schemas faults mutations install clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build for debugging
	$(SWIFT) build $(STRICT)

release: ## Build the program as it is shipped, the Swift library inside
	@mkdir -p $(ARCHIVES) && { test -z "$(ARCHIVE)" || ln -sf "$(ARCHIVE)" $(ARCHIVES)/; }
	$(SWIFT) build $(RELEASE) --product merchant

demo: build ## Walk through every gateway against the built-in sandbox
	@scripts/demo.sh

test: ## Run the tests
	$(SWIFT) test $(STRICT)

check: ## Format and habits of the source tree
	@scripts/check.sh

format: ## Format the sources
	$(SWIFT) format -i -r -p Package.swift Sources Tests

docs: ## Write the generated pages anew
	MERCHANT_RECORD=1 $(SWIFT) test $(STRICT) \
	  --filter 'GatewayPage|Manual|StatementPage|AnswersTable|PageOfAllPairs|ArrowPicture|CodesPage|CausesPage|JSONPage'

facts: ## Write the facts of the four documents anew, where they lie beside the project
	MERCHANT_RECORD=1 $(SWIFT) test $(STRICT) --filter theFactsAreThoseOfTheDocument

bench: release ## Compare with scripts and programs that do the same (docs/benchmarks.md)
	python3 scripts/bench/bench.py --program "$$($(SWIFT) build $(RELEASE) --show-bin-path)/merchant"

crash: release ## Payouts under fire: 10,000 rows, 500 kills, 50 kills of the sandbox
	MERCHANT="$$($(SWIFT) build $(RELEASE) --show-bin-path)/merchant" \
	  python3 scripts/crash_test.py 10000 500 50

day: build ## A day's work: orders, payouts, faults, listen, reconcile
	python3 scripts/day.py

outcomes: build ## One batch with every outcome in it that a batch can have at once
	python3 scripts/outcomes.py

identity: build ## Payouts under other names, with lost journals and with wrong clocks
	python3 scripts/identity.py

readme: build ## The session of the README, compared with what is printed
	python3 scripts/readme.py

faults: build ## Every system call that may fail in the middle of a batch (wants strace)
	python3 scripts/fault_table.py

example: build ## The library's example as a program of its own, called by the sandbox
	python3 scripts/example.py

schemas: build ## Every JSON output of the tests against the program's schemas (wants python3-jsonschema)
	rm -f .build/outputs.jsonl
	MERCHANT_OUTPUTS=.build/outputs.jsonl $(SWIFT) test $(STRICT) --filter MerchantCommandsTests
	python3 scripts/schemas.py .build/outputs.jsonl

# Every kind of every gateway, optimised: about two minutes once built.
mutations: ## 100,000 damaged messages before three readers, which must agree on each
	MERCHANT_FULL=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter 'MutationTests|LoggedLineTests'

install: release ## Install the program, manual pages and completions below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/merchant" $(DESTDIR)$(PREFIX)/bin/merchant
	@scripts/install-docs.sh $(DESTDIR)$(PREFIX)/bin/merchant $(DESTDIR)$(PREFIX)/share

clean: ## Remove what was built
	rm -rf .build

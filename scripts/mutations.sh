#!/bin/sh
# 100,000 damaged messages of every kind of every built-in gateway before three readers: `verify`,
# `verify --lines` and the receiver of `listen` must agree on each, and none that is believed may say
# another order, amount, paid amount or state than was signed. Optimised; about two minutes once built.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT_FULL=1 exec ${SWIFT:-swift} test -c release -Xswiftc -enable-testing --filter MutationTests

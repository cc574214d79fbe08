#!/bin/sh
# One batch under other names, with lost, old and distant journals and with wrong clocks, against a
# sandbox that books every number again. Counts what was booked twice: it must be nothing.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/identity.py

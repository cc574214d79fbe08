#!/bin/sh
# One batch of payouts with every outcome in it that a batch can have at once, as `payout status` shows it. The gateway is the
# sandbox, which loses books, answers and requests as told; the client is killed once.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/outcomes.py

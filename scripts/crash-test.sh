#!/bin/sh
# Payouts under fire: a sandbox that loses answers and requests, answers late and fails after booking,
# and a client that is killed at random moments and started again. Every row must be booked exactly once
# although the sandbox does not refuse duplicates.
#
#   scripts/crash-test.sh [ROWS] [KILLS] [SANDBOX_KILLS] [SEED]
#
# MERCHANT names the program; without it the debug build is used.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/crash_test.py "${1:-400}" "${2:-20}" "${3:-2}" "${4:-7}"

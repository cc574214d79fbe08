#!/bin/sh
# A day's work against the sandbox: orders at four gateways, payouts at two, faults on, callbacks
# received and recorded, and a reconciliation that must find exactly the differences planted here.
#
#   scripts/day.sh [ORDERS] [PAYOUTS]
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/day.py "${1:-200}" "${2:-50}"

#!/bin/sh
# Runs the session of the README against a sandbox and compares what is printed with what it shows.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/readme.py

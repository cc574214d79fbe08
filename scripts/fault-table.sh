#!/bin/sh
# Lets system calls of the client fail, one at a time, in the middle of a batch of three payouts, and
# prints for each fault: exit code, how many payouts the sandbox had booked then, and after the same
# command ran again. A row booked twice, or never, fails the script. Wants strace; root for the disks.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
MERCHANT=${MERCHANT:-$(swift build --show-bin-path)/merchant}
export MERCHANT
exec python3 scripts/fault_table.py

#!/bin/sh
# The main job, end to end, against the built-in sandbox: nothing leaves this machine.
set -eu
cd "$(dirname "$0")/.."
merchant="$(swift build --show-bin-path)/merchant"
work=$(mktemp -d)
sandbox=
finish() {
  if [ -n "$sandbox" ]; then kill "$sandbox" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT INT TERM
export XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"

say() { printf '\n$ merchant %s\n' "$*"; }

"$merchant" sandbox --write-config "$work/sandbox.conf" --time-scale 0.01 2>"$work/sandbox.log" &
sandbox=$!
tries=0
while [ ! -s "$work/sandbox.conf" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ]; then cat "$work/sandbox.log"; exit 1; fi
  sleep 0.1
done
cp "$work/sandbox.conf" "$work/config.tmp"
mkdir -p -m 700 "$XDG_CONFIG_HOME/merchant"
cp "$work/sandbox.conf" "$XDG_CONFIG_HOME/merchant/config"
chmod 600 "$XDG_CONFIG_HOME/merchant/config"

say create-order -p pay-center --amount 1.00 --channel 8002 --subject tea --description tea
order=$("$merchant" create-order -p pay-center --amount 1.00 --channel 8002 --subject tea \
  --description tea --json | sed 's/.*"order":"\([^"]*\)".*/\1/')
echo "order $order"
say query -p pay-center "$order"
"$merchant" query -p pay-center "$order" || true
say sign -p lianhe --message query appKey=demo mrn=A1
"$merchant" sign -p lianhe --message query appKey=demo mrn=A1

say rehearse
"$merchant" rehearse

#!/bin/sh
# Kills `merchant listen` again and again while callbacks come in, and checks that every callback
# that was acknowledged is in the record (docs/rules.md V10).
#
#   scripts/listen-kill.sh MERCHANT PROFILE [ROUNDS]
#
# MERCHANT is the built command. PROFILE is a profile of the configuration in use whose gateway
# sends order callbacks and whose key is set. Nothing leaves this machine.
set -eu

merchant=${1:?usage: listen-kill.sh MERCHANT PROFILE [ROUNDS]}
profile=${2:?usage: listen-kill.sh MERCHANT PROFILE [ROUNDS]}
rounds=${3:-100}
work=$(mktemp -d)
record=$work/callbacks.jsonl
acknowledged=$work/acknowledged
: >"$acknowledged"
listener=

cleanup() {
  [ -z "$listener" ] || kill -9 "$listener" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

# Starts the listener and waits for its port.
start() {
  "$merchant" listen --port 0 --profile "$profile" --record "$record" \
    >/dev/null 2>"$work/log" &
  listener=$!
  port=
  tries=0
  while [ -z "$port" ]; do
    port=$(sed -n 's/.*listening on 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/log" | head -n 1)
    tries=$((tries + 1))
    if [ "$tries" -gt 500 ]; then
      echo "the listener did not start:" >&2
      cat "$work/log" >&2
      exit 1
    fi
    [ -n "$port" ] || sleep 0.02
  done
}

# Sends callbacks one after another until one gets no word; notes those that did.
send() {
  lane=$1
  number=0
  while number=$((number + 1)); do
    order=K$round"x"$lane"x"$number
    "$merchant" notify --profile "$profile" --order "$order" \
      "http://127.0.0.1:$port/callback/$profile" >/dev/null 2>&1 || return 0
    echo "$order" >>"$acknowledged.$lane"
  done
}

round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  start
  for lane in 1 2 3 4; do send "$lane" & done
  sleep "$(awk -v seed="$round" 'BEGIN { srand(seed); printf "%.3f", 0.05 + rand() * 0.4 }')"
  kill -9 "$listener"
  wait
  listener=
done
for lane in 1 2 3 4; do
  [ ! -f "$acknowledged.$lane" ] || cat "$acknowledged.$lane" >>"$acknowledged"
done

# One more start reads the whole file, sets a torn end aside and refuses a damaged one.
start
kill "$listener"
wait "$listener" 2>/dev/null || true
listener=

lost=0
sed -n 's/.*"verdict":"valid".*"order":"\([^"]*\)".*/\1/p' "$record" | sort -u >"$work/recorded"
sort -u "$acknowledged" >"$work/told"
comm -23 "$work/told" "$work/recorded" >"$work/lost"
lost=$(wc -l <"$work/lost")
echo "kills: $rounds, acknowledged: $(wc -l <"$work/told"), recorded: $(wc -l <"$work/recorded"), lost: $lost"
[ "$lost" -eq 0 ] || {
  cat "$work/lost"
  exit 1
}

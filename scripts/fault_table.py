"""The work of fault-table.sh."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

from cards import card

MERCHANT = os.environ["MERCHANT"]
work = tempfile.mkdtemp(prefix="merchant-fault-")
config = work + "/merchant.conf"

# What fails, on the journal's own file where a path is given, at which call. The first three exchanges
# ask whether the gateway has the rows already; the next three send them.
FAULTS = (
    [("journal", "write", "ENOSPC", when) for when in range(1, 9)]
    + [("journal", "write", "EIO", when) for when in (1, 3, 5)]
    + [("journal", "fsync", "EIO", when) for when in range(1, 9)]
    + [("journal", "fdatasync", "EIO", when) for when in (1, 2)]
    + [("journal", "openat", "EACCES", 1), ("journal", "openat", "EROFS", 1)]
    + [("", "connect", "ECONNREFUSED", when) for when in range(1, 7)]
    + [("", "connect", "ETIMEDOUT", when) for when in (1, 4)]
    + [("", "sendto", "ECONNRESET", when) for when in (1, 4)] + [("", "sendto", "EPIPE", when) for when in (2, 5)]
    + [("", "recvfrom", "ECONNRESET", when) for when in (1, 2, 4, 5, 7, 8, 10)]
    + [("", "sendto", "KILL", when) for when in range(1, 7)]
    + [("journal", "write", "KILL", when) for when in (1, 2, 3, 4, 5, 6)]
    + [("journal", "fsync", "KILL", when) for when in (2, 3, 4, 5)]
)


def start_sandbox():
    process = subprocess.Popen(
        [MERCHANT, "sandbox", "--no-dedupe", "--payout-delay", "0s", "--write-config", config],
        stderr=open(work + "/log", "w"), env=dict(os.environ, XDG_STATE_HOME=work + "/sandbox"))
    for _ in range(200):
        found = re.search(r"sandbox on (http://[0-9.:]+[0-9])", open(work + "/log").read())
        if found and os.path.exists(config):
            return process, found.group(1)
        time.sleep(0.05)
    sys.exit(open(work + "/log").read())


def batch(name):
    path = "%s/%s.csv" % (work, name)
    with open(path, "w") as file:
        file.write("ref,amount,account-name,account-no,bank\n")
        for index in range(3):
            file.write("r%d,%d,张三,%s,中国银行\n" % (index, index + 1, card(index)))
    return path


def journal_name():
    """The journal is named after the account, not after the profile (docs/decisions/0010)."""
    section = open(config).read().split("[lianhe]\n")[1].split("\n[")[0]
    merchant = next(line.split(" = ")[1] for line in section.splitlines() if line.startswith("merchant-id"))
    return "lianhe-" + hashlib.sha256(b"lianhe\0" + merchant.encode() + b"\0").hexdigest()[:16]


def booked(origin, numbers):
    ledger = json.load(urllib.request.urlopen(origin + "/sandbox/ledger", timeout=30))
    counts = {entry["order"]: entry["booked"] for entry in ledger["payouts"]}
    return [counts.get(number, 0) for number in numbers]


def run(words, state, wrapper=()):
    environment = dict(os.environ, XDG_STATE_HOME=state, HOME=work)
    return subprocess.run(list(wrapper) + words, capture_output=True, text=True, env=environment)


def payout(path):
    return [
        MERCHANT, "--config", config, "--quiet", "payout", "-p", "lianhe", "--file", path,
        "--confirm-total", "6", "--allow-repeat", "--json"]


def numbers_of(path, state):
    words = payout(path) + ["--dry-run"]
    return [row["order"] for row in json.loads(run(words, state).stdout)["rows"]]


def one(index, origin, label, wrapper, prepare=None):
    """Runs a batch with a fault, then again without, and counts what was booked."""
    name = "f%03d" % index
    state = "%s/state-%s" % (work, name)
    path = batch(name)
    numbers = numbers_of(path, work + "/dry")
    if prepare:
        wrapper = prepare(state)
    first = run(payout(path), state, wrapper)
    then = booked(origin, numbers)
    for _ in range(3):
        second = run(payout(path), state)
        if second.returncode == 0:
            break
        time.sleep(0.2)
    after = booked(origin, numbers)
    verdict = "ok" if max(then) <= 1 and max(after) <= 1 else "BOOKED TWICE"
    # A row that may have left is asked about and never sent again by itself: 9 is its end here.
    if after != [1, 1, 1] and second.returncode != 9:
        verdict = "LOST"
    code = first.returncode if first.returncode >= 0 else 128 - first.returncode
    print("%-34s exit %3d  booked %d  again: exit %3d  booked %d  %s" % (
        label, code, sum(then), second.returncode, sum(after), verdict))
    return verdict == "ok"


def full_disk(origin):
    """A journal on a disk of its own that fills up in the middle, is given room, and goes on."""
    path, state, notes = batch("disk"), work + "/state-disk", work + "/disk"
    numbers = numbers_of(path, work + "/dry")
    os.makedirs(state)
    script = """
        mount -t tmpfs -o size=64k tmpfs "$0" && mkdir -p -m 700 "$0/merchant/journal" &&
        head -c 53248 /dev/zero > "$0/filler" || exit 99
        notes=$1; ledger=$2; shift 2
        "$@" > /dev/null 2>&1; echo $? > "$notes.first"
        python3 -c 'import sys, urllib.request
open(sys.argv[2], "wb").write(urllib.request.urlopen(sys.argv[1]).read())' "$ledger" "$notes.ledger"
        rm "$0/filler"
        "$@" > /dev/null 2>&1; echo $? > "$notes.second"
    """
    run(["unshare", "-m", "sh", "-c", script, state, notes, origin + "/sandbox/ledger"] + payout(path), state)
    first, second = (int(open(notes + end).read()) for end in (".first", ".second"))
    counts = {entry["order"]: entry["booked"] for entry in json.load(open(notes + ".ledger"))["payouts"]}
    then, after = [counts.get(number, 0) for number in numbers], booked(origin, numbers)
    good = max(then + after) <= 1 and (after == [1, 1, 1] or second == 9)
    print("%-34s exit %3d  booked %d  again: exit %3d  booked %d  %s" % (
        "disk full, then given room", first, sum(then), second, sum(after), "ok" if good else "FAILED"))
    return good


def read_only(state):
    os.makedirs(state)
    return ["unshare", "-m", "sh", "-c",
            'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"', state]


def main():
    sandbox, origin = start_sandbox()
    good = True
    try:
        for index, (where, call, error, when) in enumerate(FAULTS):
            state = "%s/state-f%03d" % (work, index)
            action = "signal=KILL" if error == "KILL" else "error=" + error
            wrapper = ["strace", "-f", "-qq", "-o", "/dev/null"]
            if where:
                wrapper += ["-P", "%s/merchant/journal/%s.jsonl" % (state, journal_name())]
            wrapper += ["-e", "trace=" + call, "-e", "inject=%s:%s:when=%d" % (call, action, when)]
            label = "%s %s%s, call %d" % (call, error, " (journal)" if where else "", when)
            good = one(index, origin, label, wrapper) and good
        if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
            good = full_disk(origin) and good
            good = one(901, origin, "read-only directory", (), read_only) and good
        else:
            print("disks: left out, no mount of our own is allowed here")
    finally:
        sandbox.kill()
        shutil.rmtree(work, ignore_errors=True)
    print("fault table: " + ("every row booked at most once, none lost" if good else "FAILED"))
    sys.exit(0 if good else 1)


main()

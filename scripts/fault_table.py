"""Lets system calls of the client fail, one at a time, in the middle of a batch of three payouts, and
prints for each fault: exit code, how many payouts the sandbox had booked then, and after the same
command ran again. A row booked twice, or never, fails the script. Wants strace; root for the disks.
"""

import hashlib
import json
import os
import subprocess
import sys
import time

from lab import Lab, Sandbox, read, setting, write_batch

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


def batch(name):
    path = lab.path(name + ".csv")
    write_batch(path, [("r%d" % index, index + 1, index) for index in range(3)])
    return path


def journal_name(sandbox):
    """The journal is named after the account, not after the profile (docs/decisions/0010)."""
    merchant = setting(sandbox.settings("lianhe"), "merchant-id")
    return "lianhe-" + hashlib.sha256(b"lianhe\0" + merchant.encode() + b"\0").hexdigest()[:16]


def booked(ledger, numbers):
    counts = {entry["order"]: entry["booked"] for entry in ledger["payouts"]}
    return [counts.get(number, 0) for number in numbers]


def payout(path):
    return ["--quiet", "payout", "-p", "lianhe", "--file", path, "--confirm-total", "6", "--allow-repeat", "--json"]


def run(words, state, wrapper=()):
    return lab.run(
        *words, config=lab.path("sandbox.conf"), environment=lab.with_state(state), wrapper=wrapper)


def numbers_of(path):
    words = payout(path) + ["--dry-run"]
    return [row["order"] for row in json.loads(run(words, lab.path("dry")).stdout)["rows"]]


def one(index, sandbox, label, wrapper, prepare=None):
    """Runs a batch with a fault, then again without, and counts what was booked."""
    name = "f%03d" % index
    state = lab.path("state-" + name)
    path = batch(name)
    numbers = numbers_of(path)
    if prepare:
        wrapper = prepare(state)
    first = run(payout(path), state, wrapper)
    then = booked(sandbox.ledger(), numbers)
    for _ in range(3):
        second = run(payout(path), state)
        if second.returncode == 0:
            break
        time.sleep(0.2)
    after = booked(sandbox.ledger(), numbers)
    verdict = "ok" if max(then) <= 1 and max(after) <= 1 else "BOOKED TWICE"
    # A row that may have left is asked about and never sent again by itself: 9 is its end here.
    if after != [1, 1, 1] and second.returncode != 9:
        verdict = "LOST"
    code = first.returncode if first.returncode >= 0 else 128 - first.returncode
    print("%-34s exit %3d  booked %d  again: exit %3d  booked %d  %s" % (
        label, code, sum(then), second.returncode, sum(after), verdict))
    return verdict == "ok"


def full_disk(sandbox):
    """A journal on a disk of its own that fills up in the middle, is given room, and goes on."""
    path, state, notes = batch("disk"), lab.path("state-disk"), lab.path("disk")
    numbers = numbers_of(path)
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
    run(payout(path), state, [
        "unshare", "-m", "sh", "-c", script, state, notes, sandbox.origin + "/sandbox/ledger"])
    first, second = (int(read(notes + end)) for end in (".first", ".second"))
    then = booked(json.loads(read(notes + ".ledger")), numbers)
    after = booked(sandbox.ledger(), numbers)
    good = max(then + after) <= 1 and (after == [1, 1, 1] or second == 9)
    print("%-34s exit %3d  booked %d  again: exit %3d  booked %d  %s" % (
        "disk full, then given room", first, sum(then), second, sum(after), "ok" if good else "FAILED"))
    return good


def read_only(state):
    os.makedirs(state)
    return ["unshare", "-m", "sh", "-c",
            'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"', state]


def main():
    sandbox = Sandbox(lab, "--no-dedupe", "--payout-delay", "0s")
    good = True
    for index, (where, call, error, when) in enumerate(FAULTS):
        state = lab.path("state-f%03d" % index)
        action = "signal=KILL" if error == "KILL" else "error=" + error
        wrapper = ["strace", "-f", "-qq", "-o", "/dev/null"]
        if where:
            wrapper += ["-P", "%s/merchant/journal/%s.jsonl" % (state, journal_name(sandbox))]
        wrapper += ["-e", "trace=" + call, "-e", "inject=%s:%s:when=%d" % (call, action, when)]
        label = "%s %s%s, call %d" % (call, error, " (journal)" if where else "", when)
        good = one(index, sandbox, label, wrapper) and good
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
        good = full_disk(sandbox) and good
        good = one(901, sandbox, "read-only directory", (), read_only) and good
    else:
        print("disks: left out, no mount of our own is allowed here")
    print("fault table: " + ("every row booked at most once, none lost" if good else "FAILED"))
    return good


if __name__ == "__main__":
    with Lab("fault") as lab:
        outcome = main()
    sys.exit(0 if outcome else 1)

"""Payouts under fire: a sandbox that loses answers and requests, answers late and fails after booking,
and a client that is killed at random moments and started again. Every row must be booked exactly once
although the sandbox does not refuse duplicates. Prints kills, restarts, unknowns resolved, double
bookings and lost rows.

    python3 scripts/crash_test.py [ROWS] [KILLS] [SANDBOX_KILLS] [SEED]
"""

import json
import random
import sys
import time

from lab import COLUMNS, Lab, Sandbox, arguments, fen, private, read, write_batch

ROWS, KILLS, SANDBOX_KILLS, SEED = arguments(400, 20, 2, 7)
GATEWAYS = ["pay-center", "lianhe"]
FAULTS = "lost-answer=0.10,lost-request=0.05,delay=0.05,delay-ms=900,error-500=0.02"
dice = random.Random(SEED)
counts = {"kills": 0, "restarts": 0, "sandbox kills": 0, "resent": 0}


class Gateway(Sandbox):
    """The gateway's side; its state survives its process."""

    def start(self):
        super().start()
        # A client that gives up before a delayed answer, and a grace that a test can wait for.
        private(self.config, read(self.config).replace(
            "mode = test", "mode = test\ndeadline = 400ms\ngrace = 2s\nallow-resend = yes"))


def make_batches():
    totals = {}
    for gateway in GATEWAYS:
        rows = [
            ("r%05d" % index, dice.randint(1, 5000), SEED * 10**6 + index)
            for index in range(ROWS // 2)]
        totals[gateway] = write_batch(lab.path(gateway + ".csv"), rows, COLUMNS[gateway])
    return totals


def payout(gateway, total):
    return [
        "--quiet", "payout", "-p", gateway, "--file", lab.path(gateway + ".csv"), "--confirm-total",
        str(total), "--concurrency", "8", "--allow-duplicates", "--allow-repeat", "--json"]


def run(words):
    return lab.run(*words, config=lab.path("sandbox.conf"))


def under_fire(sandbox, totals):
    """Starts the batches in turn, kills the client or the sandbox, and starts again."""
    wanted = KILLS + SANDBOX_KILLS
    fatal = sorted(dice.sample(range(wanted), SANDBOX_KILLS))
    turn = 0
    while counts["kills"] + counts["sandbox kills"] < wanted:
        gateway = GATEWAYS[turn % len(GATEWAYS)]
        process = lab.launch(*payout(gateway, totals[gateway]), config=sandbox.config)
        counts["restarts"] += 1
        time.sleep(dice.uniform(0.02, 0.4))
        if counts["kills"] + counts["sandbox kills"] in fatal:
            sandbox.kill()
            counts["sandbox kills"] += 1
            process.wait()
            sandbox.start()
        elif process.poll() is None:
            process.kill()
            process.wait()
            counts["kills"] += 1
        turn += 1
        if turn > wanted * 20:
            break


def finish(gateway, total):
    """Runs, asks and sends again until every row has an end."""
    for _ in range(400):
        result = run(payout(gateway, total))
        counts["restarts"] += 1
        if result.returncode == 0:
            return json.loads(result.stdout)
        listing = run(["--quiet", "payout", "resend", gateway, "-p", gateway, "-o", "value"])
        ready = listing.stdout.strip()
        if ready.isdigit() and int(ready) > 0:
            run(["--quiet", "payout", "resend", gateway, "-p", gateway, "--confirm", ready, "--json"])
            counts["resent"] += int(ready)
        else:
            time.sleep(0.7)
    sys.exit("%s did not end: exit %d %s" % (gateway, result.returncode, result.stderr[-2000:]))


def check(reports, ledger, totals):
    booked = {}
    for entry in ledger["payouts"]:
        booked[(entry["gateway"], entry["order"])] = entry
    doubles = sum(1 for entry in booked.values() if entry["booked"] != 1)
    lost = differing = 0
    paid = {gateway: 0 for gateway in GATEWAYS}
    for gateway, report in reports.items():
        for row in report["rows"]:
            entry = booked.get((gateway, row["order"]))
            if entry is None:
                lost += 1
                continue
            paid[gateway] += entry["amount_fen"]
            same = entry["status"] in ("succeeded", "settled") and row["state"] == "PAID"
            if not same or entry["amount_fen"] != fen(row, "amount"):
                differing += 1
    sums = all(paid[g] == totals[g] * 100 == fen(reports[g], "total") for g in GATEWAYS)
    rows = sum(len(report["rows"]) for report in reports.values())
    print("rows %d  kills %d  sandbox kills %d  restarts %d  resent %d" % (
        rows, counts["kills"], counts["sandbox kills"], counts["restarts"], counts["resent"]))
    print("booked %d  double bookings %d  lost rows %d  differing states %d  totals %s" % (
        len(booked), doubles, lost, differing, "equal to the fen" if sums else "DIFFER"))
    return doubles == lost == differing == 0 and sums and len(booked) == rows == ROWS // 2 * 2


def unknowns_resolved():
    found = 0
    for gateway in GATEWAYS:
        lines = run(["--quiet", "journal", "export", "-p", gateway]).stdout.splitlines()
        uncertain = set()
        for line in lines:
            record = json.loads(line)
            state = record.get("k") or record.get("s")
            if state in ("UNKNOWN", "NOT_FOUND"):
                uncertain.add(record.get("id"))
        found += len(uncertain)
    return found


def main():
    begin = time.time()
    totals = make_batches()
    sandbox = Gateway(
        lab, "--state", lab.path("sandbox.state"), "--no-dedupe", "--faults", FAULTS, "--seed", str(SEED),
        "--payout-delay", "50ms")
    under_fire(sandbox, totals)
    reports = {gateway: finish(gateway, totals[gateway]) for gateway in GATEWAYS}
    good = check(reports, sandbox.ledger(), totals)
    print("unknowns resolved %d  seconds %.0f" % (unknowns_resolved(), time.time() - begin))
    return good


if __name__ == "__main__":
    with Lab("crash") as lab:
        outcome = main()
    sys.exit(0 if outcome else 1)

"""The work of crash-test.sh. Prints kills, restarts, unknowns resolved, double bookings, lost rows."""

import csv
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from cards import card

ROWS, KILLS, SANDBOX_KILLS, SEED = (int(word) for word in sys.argv[1:5])
MERCHANT = os.environ["MERCHANT"]
GATEWAYS = ["pay-center", "lianhe"]
FAULTS = "lost-answer=0.10,lost-request=0.05,delay=0.05,delay-ms=900,error-500=0.02"
PAYEE = {
    "pay-center": ["ref", "amount", "account-name", "account-no", "bank", "account-type", "province", "city"],
    "lianhe": ["ref", "amount", "account-name", "account-no", "bank"],
}

dice = random.Random(SEED)
work = tempfile.mkdtemp(prefix="merchant-crash-")
environment = dict(os.environ, XDG_STATE_HOME=work + "/state", XDG_CONFIG_HOME=work + "/none", HOME=work)
config = work + "/merchant.conf"
counts = {"kills": 0, "restarts": 0, "sandbox kills": 0, "resent": 0}


class Sandbox:
    """The gateway's side; its state survives its process."""

    def __init__(self):
        self.port = "0"
        self.start()

    def start(self):
        if os.path.exists(config):
            os.remove(config)
        self.process = subprocess.Popen(
            [MERCHANT, "sandbox", "--port", self.port, "--state", work + "/sandbox.state", "--no-dedupe",
             "--faults", FAULTS, "--seed", str(SEED), "--payout-delay", "50ms", "--write-config", config],
            stderr=open(work + "/sandbox.log", "a"), env=environment)
        for _ in range(200):
            if os.path.exists(config) and os.path.getsize(config):
                break
            time.sleep(0.05)
        else:
            sys.exit("the sandbox did not start: " + open(work + "/sandbox.log").read())
        text = open(config).read()
        self.port = re.search(r"127\.0\.0\.1:(\d+)", text).group(1)
        # A client that gives up before a delayed answer, and a grace that a test can wait for.
        text = text.replace(
            "mode = test", "mode = test\ndeadline = 400ms\ngrace = 2s\nallow-resend = yes")
        with open(config, "w") as file:
            file.write(text)
        os.chmod(config, 0o600)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ledger(self):
        url = "http://127.0.0.1:%s/sandbox/ledger" % self.port
        return json.load(urllib.request.urlopen(url, timeout=60))


def make_batches():
    totals = {}
    for gateway in GATEWAYS:
        total = 0
        with open("%s/%s.csv" % (work, gateway), "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(PAYEE[gateway])
            for index in range(ROWS // 2):
                yuan = dice.randint(1, 5000)
                total += yuan
                row = ["r%05d" % index, yuan, "张三", card(SEED * 10**6 + index), "中国银行"]
                writer.writerow(row if gateway == "lianhe" else row + ["1", "江苏", "苏州"])
        totals[gateway] = total
    return totals


def command(*words):
    return [MERCHANT, "--config", config, "--quiet"] + list(words)


def payout(gateway, total):
    return command(
        "payout", "-p", gateway, "--file", "%s/%s.csv" % (work, gateway), "--confirm-total", str(total),
        "--concurrency", "8", "--allow-duplicates", "--allow-repeat", "--json")


def run(words):
    return subprocess.run(words, capture_output=True, env=environment, text=True)


def under_fire(sandbox, totals):
    """Starts the batches in turn, kills the client or the sandbox, and starts again."""
    wanted = KILLS + SANDBOX_KILLS
    fatal = sorted(dice.sample(range(wanted), SANDBOX_KILLS))
    turn = 0
    while counts["kills"] + counts["sandbox kills"] < wanted:
        gateway = GATEWAYS[turn % len(GATEWAYS)]
        process = subprocess.Popen(
            payout(gateway, totals[gateway]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment)
        counts["restarts"] += 1
        time.sleep(dice.uniform(0.02, 0.4))
        if counts["kills"] + counts["sandbox kills"] in fatal:
            sandbox.kill()
            counts["sandbox kills"] += 1
            process.wait()
            sandbox.start()
        elif process.poll() is None:
            process.send_signal(signal.SIGKILL)
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
        listing = run(command("payout", "resend", gateway, "-p", gateway, "-o", "value"))
        ready = listing.stdout.strip()
        if ready.isdigit() and int(ready) > 0:
            run(command("payout", "resend", gateway, "-p", gateway, "--confirm", ready, "--json"))
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
            if not same or entry["amount_fen"] != row["amount_fen"]:
                differing += 1
    sums = all(paid[g] == totals[g] * 100 == reports[g]["total_fen"] for g in GATEWAYS)
    rows = sum(len(report["rows"]) for report in reports.values())
    print("rows %d  kills %d  sandbox kills %d  restarts %d  resent %d" % (
        rows, counts["kills"], counts["sandbox kills"], counts["restarts"], counts["resent"]))
    print("booked %d  double bookings %d  lost rows %d  differing states %d  totals %s" % (
        len(booked), doubles, lost, differing, "equal to the fen" if sums else "DIFFER"))
    return doubles == lost == differing == 0 and sums and len(booked) == rows == ROWS // 2 * 2


def unknowns_resolved():
    found = 0
    for gateway in GATEWAYS:
        lines = run(command("journal", "export", "-p", gateway)).stdout.splitlines()
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
    sandbox = Sandbox()
    try:
        under_fire(sandbox, totals)
        reports = {gateway: finish(gateway, totals[gateway]) for gateway in GATEWAYS}
        good = check(reports, sandbox.ledger(), totals)
        print("unknowns resolved %d  seconds %.0f" % (unknowns_resolved(), time.time() - begin))
    finally:
        sandbox.kill()
        if not os.environ.get("KEEP"):
            shutil.rmtree(work, ignore_errors=True)
    sys.exit(0 if good else 1)


main()

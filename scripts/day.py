"""A day's work against the sandbox: orders at four gateways, payouts at two, faults on, callbacks
received and recorded, and a reconciliation that must find exactly the differences planted here.

    python3 scripts/day.py [ORDERS] [PAYOUTS]
"""

import csv
import json
import random
import re
import sys
import time

from lab import Lab, Sandbox, arguments, fen, private, read, write_batch, yuan

ORDERS, PAYOUTS = arguments(200, 50)
CHANNELS = {"pay-index": "902", "wessyun": "940", "pay-center": "8002", "lianhe": "2"}
PLANTED = {
    "missing-at-gateway": 1, "missing-here": 2, "amount-differs": 1, "status-differs": 1,
    "duplicate": 1, "pending": 1,
}
dice = random.Random(5)


def merchant(*words):
    return lab.run("--quiet", *words, config=lab.path("merchant.conf"))


def place_orders():
    """Places the orders. One whose answer was lost is looked for, never placed again."""
    placed, unknown = [], 0
    for index in range(ORDERS):
        gateway = list(CHANNELS)[index % 4]
        number = "D%s%05d" % (gateway[:1].upper() + gateway[-1:].upper(), index)
        amount = dice.randint(100, 99999)
        words = [
            "create-order", "-p", gateway, "--order", number, "--amount", yuan(amount),
            "--channel", CHANNELS[gateway], "--json"]
        if gateway != "lianhe":
            words += ["--subject", "goods"]
        if gateway == "pay-center":
            words += ["--description", "goods"]
        code = merchant(*words).returncode
        if code == 9:
            unknown += 1
            code = {8: 0}.get(merchant("query", "-p", gateway, number).returncode, 9)
        if code != 0:
            sys.exit("order %s at %s ended with %d" % (number, gateway, code))
        placed.append({"gateway": gateway, "order": number, "fen": amount})
    return placed, unknown


def settle(sandbox, placed):
    for index, order in enumerate(placed):
        order["status"] = "failed" if index % 20 == 7 else "paid"
        sandbox.post("orders/%s/%s" % (order["gateway"], order["order"]), order["status"])


def write_ours(gateway, placed, day):
    """Our records with the differences of PLANTED in them."""
    mine = [dict(order) for order in placed if order["gateway"] == gateway]
    paid = [order for order in mine if order["status"] == "paid"]
    for order in paid[:2]:
        mine.remove(order)
    paid[2]["fen"] += 100
    paid[3]["status"] = "created"
    mine.append(dict(paid[4]))
    mine.append({"gateway": gateway, "order": "NOWHERE1", "fen": 5000, "status": "paid"})
    late = {"gateway": gateway, "order": "LATE1", "fen": 700, "status": "paid", "time": day + " 23:59:59"}
    mine.append(late)
    path = lab.path("ours-%s.csv" % gateway)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["order", "amount", "status", "time"])
        for order in mine:
            writer.writerow([
                order["order"], yuan(order["fen"]), order["status"],
                order.get("time", day + " 12:00:00")])
    return path


def write_theirs(gateway, ledger, day):
    """The gateway's statement as such gateways write it: GBK, a preamble, backticks, a summary."""
    words = {"succeeded": "成功", "settled": "成功", "failed": "失败"}
    rows = [entry for entry in ledger["orders"] if entry["gateway"] == gateway]
    path = lab.path("theirs-%s.csv" % gateway)
    total = sum(entry["amount_fen"] for entry in rows)
    with open(path, "w", encoding="gbk", newline="") as file:
        file.write("商户对账单,%s\r\n" % day)
        file.write("商户订单号,交易金额,订单状态,完成时间\r\n")
        for entry in rows:
            file.write("`%s\t,￥%s,%s,%s 12:00:05\r\n" % (
                entry["order"], yuan(entry["amount_fen"]), words.get(entry["status"], "未支付"), day))
        file.write("合计,%s,,\r\n" % yuan(total))
    return path


def reconcile(placed, ledger):
    day = "2026-11-20"
    good = True
    for gateway in CHANNELS:
        ours, theirs = write_ours(gateway, placed, day), write_theirs(gateway, ledger, day)
        result = merchant(
            "reconcile", "--ours", ours, "--theirs", theirs, "--cutoff", "2026-11-21 00:00:00",
            "-o", "ndjson")
        found = {}
        for line in result.stdout.splitlines():
            kind = json.loads(line)["class"]
            found[kind] = found.get(kind, 0) + 1
        same = found == PLANTED
        good = good and same and result.returncode == 1
        print("%-10s  planted %d, found %s%s" % (
            gateway, sum(PLANTED.values()), sum(found.values()),
            "" if same else "  DIFFERS: %s %s" % (found, result.stderr)))
    return good


def payouts():
    totals = {}
    for gateway in ["pay-center", "lianhe"]:
        header = merchant("payout", "--template", "--gateway", gateway).stdout.strip().split(",")
        path = lab.path(gateway + ".csv")
        rows = [("p%03d" % index, dice.randint(1, 900), index) for index in range(PAYOUTS // 2)]
        total = write_batch(path, rows, header)
        for _ in range(40):
            result = merchant(
                "payout", "-p", gateway, "--file", path, "--confirm-total", str(total), "--json",
                "--allow-duplicates")
            if result.returncode == 0:
                break
            time.sleep(0.3)
        totals[gateway] = (total * 100, result)
    return totals


def check_callbacks(ledger):
    """Every callback that the sandbox was thanked for is in the record."""
    lines = [json.loads(line) for line in open(lab.path("callbacks.jsonl"))]
    text = json.dumps(lines)
    thanked = [entry["order"] for entry in ledger["orders"] + ledger["payouts"] if entry["acknowledged"]]
    missing = [order for order in thanked if order not in text]
    print("callbacks acknowledged %d, missing in the record %d" % (len(thanked), len(missing)))
    return not missing


def main():
    sandbox = Sandbox(
        lab, "--faults", "lost-answer=0.04", "--time-scale", "0.01", "--payout-delay", "1s")
    text, config = read(sandbox.config), lab.path("merchant.conf")
    private(config, text)
    _, listening = lab.serve(
        ["--config", config, "listen", "--any-order", "--record", lab.path("callbacks.jsonl")],
        "listen.log", r"listening on (\S+?),")
    private(config, re.sub(
        r"notify-url = \S+/sandbox/receiver/(\S+)",
        r"notify-url = http://%s/callback/\1" % listening.group(1), text))
    placed, unknown = place_orders()
    settle(sandbox, placed)
    paid_out = payouts()
    time.sleep(2)
    ledger = sandbox.ledger()
    print("orders %d, answers lost and found by query %d" % (len(placed), unknown))
    booked = [entry["booked"] for entry in ledger["orders"] + ledger["payouts"]]
    good = all(count == 1 for count in booked) and len(ledger["payouts"]) == PAYOUTS // 2 * 2
    for gateway, (total, result) in paid_out.items():
        report = json.loads(result.stdout) if result.stdout else {}
        same = result.returncode == 0 and fen(report, "total") == total
        good = good and same
        print("%-10s  payouts %s" % (gateway, "all paid, equal to the fen" if same else "FAILED " + result.stderr))
    good = check_callbacks(ledger) and good
    good = reconcile(placed, ledger) and good
    print("day: " + ("all planted differences found, none invented" if good else "FAILED"))
    return good


if __name__ == "__main__":
    with Lab("day") as lab:
        outcome = main()
    sys.exit(0 if outcome else 1)

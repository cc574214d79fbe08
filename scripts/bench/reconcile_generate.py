#!/usr/bin/env python3
"""Writes two large CSV files with planned differences, and prints the plan as JSON.

    reconcile_generate.py ROWS OURS.csv THEIRS.csv

The same number of rows always gives the same files. The second file holds the orders in another
sequence than the first.
"""
import json
import sys

PERIOD = 10_007  # one order of every class in so many


def plan(rows):
    """What comparing the two files must find, by class: orders, our fen, their fen."""
    classes = {
        name: [0, 0, 0]
        for name in ("missing-at-gateway", "missing-here", "amount-differs", "status-differs", "duplicate")
    }
    for index in range(rows):
        kind = index % PERIOD
        fen = amount(index)
        if kind == 1:
            add(classes["missing-at-gateway"], fen, 0)
        elif kind == 2:
            add(classes["missing-here"], 0, fen)
        elif kind == 3:
            add(classes["amount-differs"], fen, fen + 7)
        elif kind == 4:
            add(classes["status-differs"], fen, fen)
        elif kind == 5:
            add(classes["duplicate"], 0, fen)
    return classes


def add(entry, ours, theirs):
    entry[0] += 1
    entry[1] += ours
    entry[2] += theirs


def amount(index):
    return 100 + index * 7919 % 1_000_000


def order(index):
    return f"20240501{index * 2_654_435_761 % 4_294_967_296:010d}{index % 97:02d}"


def yuan(fen):
    return f"{fen // 100}.{fen % 100:02d}"


def clock(index):
    second = index % 86_400
    return f"2024-05-01 {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def ours(index):
    if index % PERIOD == 2:
        return ""
    return f"{order(index)},{yuan(amount(index))},已支付,{clock(index)},channel-{index % 9}\n"


def theirs(index):
    kind = index % PERIOD
    if kind == 1:
        return ""
    fen = amount(index) + (7 if kind == 3 else 0)
    state = "NOTPAY" if kind == 4 else "SUCCESS"
    line = f"{index + 700_000_000},{order(index)},{yuan(fen)},0.60,{state},{clock(index)}\n"
    return line * 2 if kind == 5 else line


def write(path, header, make, sequence):
    with open(path, "w", encoding="utf-8", newline="", buffering=1 << 20) as file:
        file.write(header + "\n")
        chunk = []
        for index in sequence:
            chunk.append(make(index))
            if len(chunk) == 50_000:
                file.write("".join(chunk))
                chunk.clear()
        file.write("".join(chunk))


def shuffled(rows):
    """Every index once: steps of a number that shares no factor with the number of rows."""
    step = next(s for s in range(int(rows * 0.618) | 1, rows * 2 + 3, 2) if gcd(s, rows) == 1)
    return (index * step % rows for index in range(rows))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def main():
    rows, ours_path, theirs_path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    write(ours_path, "商户订单号,订单金额,订单状态,支付时间,通道", ours, range(rows))
    write(theirs_path, "trade_no,out_trade_no,amount,fee,status,paid_at", theirs, shuffled(rows))
    print(json.dumps({"rows": rows, "classes": plan(rows)}))


if __name__ == "__main__":
    main()

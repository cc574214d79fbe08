#!/usr/bin/env python3
"""Compares `merchant reconcile` with DuckDB, pandas and polars on the same two files, in one run.

    reconcile_bench.py [--merchant PATH] [--rows 1000000] [--directory DIR] [--peers duckdb,polars]

Every tool runs in a process of its own; time is the wall clock's, memory the process's peak. Each must
find the planned differences, or it does not count. A peer that this Python cannot import is left out.
`{ours}`, `{theirs}` and `{out}` in --command stand for the files.
"""
import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = "{merchant} reconcile --ours {ours} --theirs {theirs} -o json"


def run(command):
    """Seconds, peak MiB, exit code and output of a command."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        output.seek(0)
        text = output.read().decode()
    return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), text


def generate(rows, directory):
    ours, theirs, plan = (
        os.path.join(directory, f"reconcile-{rows}-{name}") for name in ("ours.csv", "theirs.csv", "plan.json")
    )
    if not os.path.exists(plan):
        script = os.path.join(HERE, "reconcile_generate.py")
        text = subprocess.run(
            [sys.executable, script, str(rows), ours, theirs], check=True, capture_output=True, text=True
        ).stdout
        with open(plan, "w", encoding="utf-8") as file:
            file.write(text)
    with open(plan, encoding="utf-8") as file:
        return ours, theirs, json.load(file)["classes"]


def merchant_classes(text):
    """The classes of the last JSON object that the command printed."""
    value = json.loads(text.strip().splitlines()[-1] if "\n{" in text else text)
    classes = value.get("classes", value)
    found = {}
    for name, entry in classes.items():
        count = max(entry["ours_rows"], entry["theirs_rows"])
        found[name] = [count, entry["ours_fen"], entry["theirs_fen"]]
    return found


def warm(path):
    """Brings a file into the page cache, so that the first tool is not the only one to wait."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--merchant", default=".build/release/merchant")
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--directory", default=tempfile.gettempdir())
    parser.add_argument("--peers", default="duckdb,polars,pandas")
    arguments = parser.parse_args()
    ours, theirs, plan = generate(arguments.rows, arguments.directory)
    warm(ours)
    warm(theirs)
    out = os.path.join(arguments.directory, f"reconcile-{arguments.rows}-out.csv")
    names = {"merchant": arguments.merchant, "ours": ours, "theirs": theirs, "out": out}
    tools = [("merchant", [word.format(**names) for word in arguments.command.split()])]
    for peer in arguments.peers.split(","):
        if peer and importlib.util.find_spec(peer):
            script = os.path.join(HERE, "reconcile_peers.py")
            tools.append((peer, [sys.executable, script, peer, ours, theirs, out]))
        elif peer:
            print(f"{peer:10} not installed", file=sys.stderr)
    base = None
    print(f"{arguments.rows} rows a side")
    print(f"{'tool':10} {'seconds':>8} {'rows/s':>12} {'peak MiB':>9} {'times':>6}")
    for name, command in tools:
        seconds, peak, code, text = run(command)
        if code not in (0, 1):
            print(f"{name:10} failed with {code}")
            continue
        found = merchant_classes(text) if name == "merchant" else json.loads(text)
        wrong = [kind for kind, entry in plan.items() if found.get(kind) != entry]
        base = base or seconds
        note = f"  WRONG: {', '.join(wrong)}" if wrong else ""
        rate = 2 * arguments.rows / seconds
        print(f"{name:10} {seconds:8.2f} {rate:12,.0f} {peak:9.0f} {seconds / base:6.2f}{note}", flush=True)


if __name__ == "__main__":
    main()

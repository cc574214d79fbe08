#!/usr/bin/env python3
"""Compares `merchant reconcile` with DuckDB and polars on the same two files, in one run.

    reconcile_bench.py --program PATH [--rows 1000000] [--pairs 3] [--work DIR] [--peers duckdb,polars]

Every tool runs in a process of its own; time is the wall clock's, memory the process's peak. Each must
find the planned differences, or the run ends. `bench.py` runs this as its second half.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = "duckdb,polars"


def run(command):
    """Seconds, peak MiB, exit code and output of a command.

    GNU time starts it, for a child of Python counts Python's memory as its own.
    """
    with tempfile.NamedTemporaryFile("r") as report:
        start = time.monotonic()
        done = subprocess.run(
            ["/usr/bin/time", "-q", "-f", "%M", "-o", report.name] + command, stdout=subprocess.PIPE)
        seconds = time.monotonic() - start
        return seconds, int(report.read().split()[-1]) / 1024, done.returncode, done.stdout.decode()


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


def importable(python, module):
    return subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0


class Comparison:
    """One size of files: the program and every peer on them, in turn."""

    def __init__(self, program, rows, directory, python=sys.executable):
        self.rows, self.python = rows, python
        self.ours, self.theirs, self.plan = generate(rows, directory)
        self.out = os.path.join(directory, f"reconcile-{rows}-out.csv")
        self.command = [program, "reconcile", "--ours", self.ours, "--theirs", self.theirs, "-o", "json"]
        warm(self.ours)
        warm(self.theirs)

    def measure(self, name):
        """Seconds and peak MiB of one tool; it must have found what was planned."""
        script = os.path.join(HERE, "reconcile_peers.py")
        mine = name == "merchant"
        command = self.command if mine else [self.python, script, name, self.ours, self.theirs, self.out]
        seconds, peak, code, text = run(command)
        if code not in (0, 1):
            raise RuntimeError(f"{name} ended with status {code}")
        found = merchant_classes(text) if mine else json.loads(text)
        wrong = [kind for kind, entry in self.plan.items() if found.get(kind) != entry]
        if wrong:
            raise RuntimeError(f"{name} does not find what was planned: {', '.join(wrong)}")
        return seconds, peak

    def compare(self, peers, pairs):
        """Rows of (tool, seconds, peak MiB, ratios of its time to the program's)."""
        own, rows = [], []
        for peer in peers:
            if not importable(self.python, peer):
                print(f"{peer} is left out: {self.python} cannot import it", file=sys.stderr)
                continue
            runs = []
            for _ in range(pairs):
                own.append(self.measure("merchant"))
                runs.append(self.measure(peer))
            ratios = [run[0] / base[0] for run, base in zip(runs, own[-pairs:])]
            rows.append((peer, statistics.median(run[0] for run in runs), max(run[1] for run in runs), ratios))
        own = own or [self.measure("merchant")]
        seconds, peak = statistics.median(run[0] for run in own), max(run[1] for run in own)
        return [("merchant", seconds, peak, [1.0])] + rows


def table(comparison, rows):
    """The Markdown rows of one size."""
    lines = []
    for name, seconds, peak, ratios in rows:
        ratio = f"{statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"
        speed = 2 * comparison.rows / seconds / 1e6
        shown = "1" if name == "merchant" else ratio
        lines.append(f"| {comparison.rows:,} | {name} | {shown} | {speed:.2f} | {peak:.0f} |")
    return lines


HEAD = ["| rows a side | tool | times as long | million rows/s, both sides | peak MiB |", "|---|---|---|---|---|"]


def section(program, sizes, pairs, directory, python):
    """The Markdown section of `docs/benchmarks.md` about reconciling."""
    lines = [
        "## Reconciling two files", "",
        "`merchant reconcile --ours A.csv --theirs B.csv -o json` beside DuckDB and polars that do "
        "the same join (scripts/bench/reconcile_peers.py): read both, set duplicates apart, outer join by "
        "order number, count and sum each class, write the differences. The second file holds the orders "
        "in another sequence. All find the planned differences. Rows a second are of this run alone; "
        "the ratios are what carries over.", "",
    ] + HEAD
    for rows in sizes:
        comparison = Comparison(program, rows, directory, python)
        lines += table(comparison, comparison.compare(PEERS.split(","), pairs))
        print(lines[-1], file=sys.stderr)
    return lines + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/merchant")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--work", default=tempfile.gettempdir())
    parser.add_argument("--peers", default=PEERS)
    options = parser.parse_args()
    comparison = Comparison(options.program, options.rows, options.work)
    rows = comparison.compare([peer for peer in options.peers.split(",") if peer], options.pairs)
    print("\n".join(HEAD + table(comparison, rows)))


if __name__ == "__main__":
    main()

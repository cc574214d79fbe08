#!/usr/bin/env python3
"""Compares `merchant reconcile` with DuckDB and polars on the same two files, in one run.

    reconcile_bench.py --program PATH [--rows 1000000] [--pairs 3] [--work DIR] [--peers duckdb,polars,…]

Every tool runs in a process of its own; time is the wall clock's, memory the process's peak. Each must
find the planned differences, or the run ends; `wc` only reads. The program's own other ways to read a
statement (GB18030, gzip) are compared with UTF-8 last. `bench.py` runs this as its second half.
"""
import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = "duckdb,polars,duckdb-lean,polars-lean,wc"


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
        self.command += ["--threads", "2"]
        warm(self.ours)
        warm(self.theirs)

    def measure(self, name):
        """Seconds and peak MiB of one tool; it must have found what was planned."""
        script = os.path.join(HERE, "reconcile_peers.py")
        mine = name == "merchant"
        if name == "wc":
            return run(["wc", "-l", self.ours, self.theirs])[:2]
        command = self.command if mine else [self.python, script, name, self.ours, self.theirs, self.out]
        seconds, peak, code, text = run(command)
        if code not in (0, 1):
            raise RuntimeError(f"{name} ended with status {code}")
        found = merchant_classes(text) if mine else json.loads(text)
        plan = dict(self.plan)
        if name.endswith("-lean"):
            # A join alone gives an order that comes twice as matched twice.
            del plan["duplicate"]
        if mine:
            self.found = found
        else:
            plan["matched"] = self.matched(name)
        wrong = [kind for kind, entry in plan.items() if found.get(kind) != entry]
        if wrong:
            raise RuntimeError(f"{name} does not find what was planned: {', '.join(wrong)}")
        return seconds, peak

    def matched(self, name):
        """What a peer has to count as matched, by what the program found."""
        matched, duplicate = self.found["matched"], self.found["duplicate"]
        if not name.endswith("-lean"):
            return matched
        count, fen = duplicate[0], duplicate[2]
        return [matched[0] + count, matched[1] + fen, matched[2] + fen]

    def compare(self, peers, pairs):
        """Rows of (tool, seconds, peak MiB, ratios of its time to the program's)."""
        own, rows = [], []
        for peer in peers:
            if peer != "wc" and not importable(self.python, peer.split("-")[0]):
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
        places = 2 if name == "wc" else 1
        ratio = " ".join(f"{value:.{places}f}" for value in (statistics.median(ratios), min(ratios), max(ratios)))
        ratio = "{} ({}–{})".format(*ratio.split())
        speed = 2 * comparison.rows / seconds / 1e6
        shown = "1" if name == "merchant" else ratio
        lines.append(f"| {comparison.rows:,} | {name} | {shown} | {speed:.2f} | {peak:.0f} |")
    return lines


def reencode(path, directory):
    """The statement with Chinese headings and states, in UTF-8, in GB18030 and packed."""
    names = [os.path.join(directory, os.path.basename(path) + end) for end in (".utf8", ".gb18030", ".gz")]
    if all(os.path.exists(name) for name in names):
        return names
    with open(path, encoding="utf-8", newline="") as file, open(names[0], "w", encoding="utf-8", newline="") as plain, \
            open(names[1], "w", encoding="gb18030", newline="") as other, \
            gzip.open(names[2], "wt", encoding="utf-8", newline="", compresslevel=6) as packed:
        file.readline()
        text = "平台流水号,商户订单号,订单金额,手续费,交易状态,支付时间\n"
        while text:
            for target in (plain, other, packed):
                target.write(text)
            text = "".join(file.readlines(1 << 24)).replace(",SUCCESS,", ",支付成功,").replace(",NOTPAY,", ",未支付,")
    return names


def forms(comparison, directory, pairs):
    """Lines on how long the program takes with a statement in GB18030 and with a packed one."""
    plain, *others = reencode(comparison.theirs, directory)
    lines = []
    for path in others:
        ratios = []
        for _ in range(pairs):
            seconds = []
            for theirs in (plain, path):
                comparison.command[comparison.command.index("--theirs") + 1] = theirs
                seconds.append(comparison.measure("merchant")[0])
            ratios.append(seconds[1] / seconds[0])
        lines.append(
            f"| {comparison.rows:,} | {os.path.splitext(path)[1][1:]} / UTF-8 | {statistics.median(ratios):.2f} "
            f"({min(ratios):.2f}–{max(ratios):.2f}) | | |"
        )
    return lines


HEAD = ["| rows a side | tool | times as long | million rows/s, both sides | peak MiB |", "|---|---|---|---|---|"]


def section(program, sizes, pairs, directory, python):
    """The Markdown section of `docs/benchmarks.md` about reconciling."""
    lines = [
        "## Reconciling two files", "",
        "`merchant reconcile --ours A.csv --theirs B.csv -o json` beside DuckDB and polars that do "
        "the same join (scripts/bench/reconcile_peers.py): read both, set duplicates apart, outer join by "
        "order number, count and sum each class, write the differences. The lean ones read three columns, "
        "join and add up, and leave duplicates and the list of differences out. `wc -l` reads both files and "
        "does nothing else. All run on two threads. The second file holds the orders "
        "in another sequence. All find the planned differences. Rows a second are of this run alone; "
        "the ratios are what carries over.", "",
    ] + HEAD
    for rows in sizes:
        comparison = Comparison(program, rows, directory, python)
        lines += table(comparison, comparison.compare(PEERS.split(","), pairs))
        if rows <= 1_000_000:
            lines += forms(comparison, directory, pairs)
        print(lines[-1], file=sys.stderr)
    return lines + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/merchant")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--work", default=tempfile.gettempdir())
    parser.add_argument("--peers", default=PEERS)
    parser.add_argument("--forms", action="store_true", help="GB18030 and gzip beside UTF-8, too")
    options = parser.parse_args()
    comparison = Comparison(options.program, options.rows, options.work)
    rows = comparison.compare([peer for peer in options.peers.split(",") if peer], options.pairs)
    lines = table(comparison, rows)
    if options.forms:
        lines += forms(comparison, options.work, options.pairs)
    print("\n".join(HEAD + lines))


if __name__ == "__main__":
    main()

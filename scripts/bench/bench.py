#!/usr/bin/env python3
"""Compares bulk verification and reconciling with programs that do the same, and writes a report.

Every peer is run in turn with the program on the same file, so that a noisy host slows both. Only
ratios are reported: the median of the pairs, with the smallest and the largest.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

import listen_bench
import reconcile_bench
import start_bench

HERE = pathlib.Path(__file__).resolve().parent
KEY = "t4ig5acnpx4fet4zapshjacjd9o4bhbi"
GATEWAYS = {"form": "pay-index", "json": "pay-center", "access": "pay-index", "body": "pay-center",
            "app": "pay-index"}
SEEDS = {"form": "1", "json": "2", "access": "3", "body": "4", "app": "5"}
# Lines that are the message and nothing else; the others are lines of logs.
BARE = ["form", "json"]
PACKAGES = [
    "php-cli", "golang-go", "librust-md-5-dev", "librust-md5-asm-dev", "librust-memchr-dev", "time",
    "webhook",
]
MODULES = ["duckdb", "polars"]
CRATES = "/usr/share/cargo/registry"
SCALAR_THREADS = 1


class Peer:
    """A program to compare with: how it is built and run, and the goal that it sets."""

    def __init__(self, name, needs, command, build=None, threaded=False, goal=None, kinds=BARE):
        self.name, self.needs, self.command = name, needs, command
        self.build, self.threaded, self.goal, self.kinds = build, threaded, goal, kinds

    def missing(self):
        return [need for need in self.needs
                if not (os.path.exists(need) if need.startswith("/") else shutil.which(need))]


def peers(work):
    source = HERE / "peers"
    python = shutil.which("python3") or "python3"
    cargo = ["cargo", "build", "--release", "--offline", "--manifest-path", f"{source}/rust/Cargo.toml",
             "--target-dir", f"{work}/rust", "--config", 'source.crates-io.replace-with="debian"',
             "--config", f'source.debian.directory="{CRATES}"']
    go = ["go", "build", "-o", f"{work}/go_hand", f"{source}/go_hand/main.go"]
    return [
        Peer("Python", ["python3"], lambda k, t: [python, f"{source}/verify.py", k, KEY],
             goal=20, kinds=GATEWAYS),
        # -S leaves out what was installed, and so orjson.
        Peer("Python alone", ["python3"], lambda k, t: [python, "-S", f"{source}/verify.py", k, KEY],
             goal=20, kinds=["json"]),
        Peer("PHP", ["php"], lambda k, t: ["php", f"{source}/verify.php", k, KEY], goal=6),
        Peer("Go by hand", ["go"], lambda k, t: [f"{work}/go_hand", k, KEY, str(t)],
             build=go, threaded=True, goal=2),
        Peer("Rust by hand", ["cargo", CRATES],
             lambda k, t: [f"{work}/rust/release/verify", k, KEY, str(t)], build=cargo,
             threaded=True, goal=2),
    ]


FLOORS = [
    ("`wc -l`", lambda path: ["wc", "-l"]),
    ("`cat`", lambda path: ["cat"]),
    ("MD5 alone (`md5sum` of the file)", lambda path: ["md5sum"]),
]


def wall(command, path):
    """Seconds of one run with the file as standard input and no output."""
    with open(path, "rb") as lines:
        start = time.perf_counter()
        code = subprocess.run(command, stdin=lines, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode
        seconds = time.perf_counter() - start
    if code not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with status {code}")
    return seconds


def inspect(command, path, work):
    """The lines that a program calls bad, and its peak resident memory in MiB.

    GNU time starts the program, for a child of Python counts Python's memory as its own.
    """
    report = work / "time.txt"
    with open(path, "rb") as lines:
        output = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", str(report)] + command,
                                stdin=lines, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL).stdout.decode()
    numbers = []
    for line in output.splitlines():
        if line.startswith("{\"line\""):
            numbers.append(json.loads(line)["line"])
        elif line.endswith("\tbad"):
            numbers.append(int(line.split("\t")[0]))
    return numbers, int(report.read_text().split()[-1]) / 1024


def pairs(ours, theirs, path, count):
    """Ratios of wall times, theirs to ours, run in turn."""
    return [wall(theirs, path) / wall(ours, path) for _ in range(count)]


def sample(kind, lines, work):
    path = work / f"{kind}-{lines}.txt"
    if not path.exists():
        print(f"making {path.name} …", file=sys.stderr)
        part = path.with_suffix(".part")
        with open(part, "wb") as target:
            subprocess.run([sys.executable, str(HERE / "gen_lines.py"), kind, str(lines),
                            SEEDS[kind]], stdout=target, check=True)
        part.rename(path)
    return path


def larger(kind, path, count, lines, work):
    """A file of so many lines that repeats another of `count` lines, for memory and speed alone."""
    target = work / f"{kind}-{lines}.txt"
    if not target.exists():
        part = target.with_suffix(".part")
        with open(part, "wb") as out:
            for _ in range(max(1, lines // count)):
                with open(path, "rb") as whole:
                    shutil.copyfileobj(whole, out, 1 << 20)
        part.rename(target)
    return target


def interpreter(work, install):
    """The Python that has the peers of `reconcile`: a virtual environment of the work directory."""
    python = work / "venv" / "bin" / "python"
    if install and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q"] + MODULES, check=True)
    return str(python) if python.exists() else sys.executable


def ready(peer, work):
    """Builds a peer; says why it is left out if that cannot be."""
    missing = peer.missing()
    if missing:
        return "missing: " + ", ".join(os.path.basename(m) for m in missing)
    if peer.build:
        environment = dict(os.environ, GO111MODULE="off", GOCACHE=str(work / "go-cache"))
        done = subprocess.run(peer.build, env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
        if done.returncode:
            print(done.stderr.decode(), file=sys.stderr)
            return "does not build"
    return None


def span(ratios):
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f}–{max(ratios):.1f})"


def verdict(ratios, goal):
    if goal is None:
        return ""
    return f"≥ {goal}: " + ("met" if statistics.median(ratios) >= goal else "MISSED")


class Report:
    def __init__(self, arguments, work):
        self.arguments, self.work = arguments, work
        self.rows, self.floors, self.memory, self.left_out, self.more = [], [], [], [], []

    def ours(self, kind, path, threads):
        words = self.arguments.command.split()
        values = dict(program=self.arguments.program, file=path, gateway=GATEWAYS[kind], kind=kind,
                      key=self.work / "key", secret=KEY, threads=threads)
        return [word.format(**values) for word in words]

    def compare(self, peer, kind, path):
        count, most = self.arguments.pairs, self.arguments.threads
        one = self.ours(kind, path, SCALAR_THREADS)
        theirs = peer.command(kind, SCALAR_THREADS)
        failing, peak = inspect(theirs, path, self.work)
        if failing != inspect(one, path, self.work)[0]:
            raise RuntimeError(f"{peer.name} and the program differ about {kind} lines")
        equal = pairs(one, theirs, path, count)
        many = pairs(self.ours(kind, path, most), peer.command(kind, most), path, count)
        self.rows.append((kind, peer, equal, many, peak))
        print(f"{kind} {peer.name}: {span(equal)}, {most} threads {span(many)}", file=sys.stderr)

    def floor(self, kind, path):
        for name, command in FLOORS:
            for threads in sorted({SCALAR_THREADS, self.arguments.threads}):
                ratios = [1 / r for r in pairs(self.ours(kind, path, threads), command(path), path,
                                               self.arguments.pairs)]
                self.floors.append((kind, name, threads, ratios))
                print(f"{kind} {name}: {span(ratios)} at {threads} threads", file=sys.stderr)

    def peaks(self, kind, path, lines):
        for threads in sorted({SCALAR_THREADS, self.arguments.threads}):
            command = self.ours(kind, path, threads)
            peak = inspect(command, path, self.work)[1]
            speed = lines / wall(command, path) / 1e6
            self.memory.append((kind, lines, threads, speed, peak))

    def text(self):
        most = self.arguments.threads
        lines = [
            "# Benchmarks", "",
            "Written by `make bench`; nothing here is typed by hand. Each figure is a ratio of wall "
            "times of whole processes that ran in turn on the same file: the median of "
            f"{self.arguments.pairs} pairs (smallest–largest): the same "
            "program differs by a third between two minutes of a shared machine.", "",
            "## Verifying many lines", "",
            f"`merchant verify --lines` on {self.arguments.lines:,} lines of each kind, made by "
            "`scripts/bench/gen_lines.py`: callbacks as forms (about 220 bytes) and as JSON objects (about 370 bytes), one in "
            "2,000 with a wrong signature; `access` is the form in an access log's request, `body` the object as its "
            "logged body with nginx's escapes, `app` the form in an application log. Every peer names the same failing lines.", "",
            f"Machine: {os.cpu_count()} processors ({machine()}), {platform.system()}, "
            f"{datetime.date.today().isoformat()}.", "",
            "### How many times slower the others are", "",
            f"| peer | lines | one thread each | {most} threads (where the peer has them) | goal, one "
            "thread each | peer's peak MiB |", "|---|---|---|---|---|---|",
        ]
        for kind, peer, equal, many, peak in self.rows:
            threads = "" if peer.threaded else " against 1"
            lines.append(f"| {peer.name} | {kind} | {span(equal)} | {span(many)}{threads} | "
                         f"{verdict(equal, peer.goal)} | {peak:.0f} |")
        lines += ["", "### How far it is from the floor", "",
                  "| program / | lines | threads | ratio |", "|---|---|---|---|"]
        for kind, name, threads, ratios in self.floors:
            lines.append(f"| {name} | {kind} | {threads} | {span(ratios)} |")
        lines += ["", "The goal is 12 times `wc -l` at most.", "", "### Peak memory", "",
                  "| lines | kind | threads | million lines/s | peak MiB |", "|---|---|---|---|---|"]
        for kind, count, threads, speed, peak in self.memory:
            lines.append(f"| {count:,} | {kind} | {threads} | {speed:.2f} | {peak:.1f} |")
        lines += ["", "The goal is 16 MiB at most, whatever the size of the input. Lines a second are "
                  "of this run alone.", ""]
        lines += self.more
        if self.left_out:
            lines += ["## Left out", ""] + [f"- {name}: {why}" for name, why in self.left_out] + [""]
        return "\n".join(lines)


def machine():
    try:
        with open("/proc/cpuinfo") as info:
            return next(line.split(":")[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program to measure")
    parser.add_argument(
        "--command",
        default="{program} verify --lines - --gateway {gateway} --key-file {key} --threads {threads}",
        help="how it is called; {program} {gateway} {kind} {key} {secret} {threads} are filled in")
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--more-lines", type=int, default=20_000_000,
                        help="lines of a larger file for the memory, 0 for none")
    parser.add_argument("--reconcile", default="1000000,10000000",
                        help="rows a side, parted by commas; empty for none")
    parser.add_argument("--callbacks", type=int, default=100_000,
                        help="callbacks that are sent to `listen` and its peers, 0 for none")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="peers to run, parted by commas")
    parser.add_argument("--install", action="store_true", help="install missing peers with apt-get")
    parser.add_argument("--work", default=".build/bench", help="directory for files and peers")
    parser.add_argument("--output", default="docs/benchmarks.md")
    return parser.parse_args()


def main():
    options = arguments()
    work = pathlib.Path(options.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    if options.install:
        for package in PACKAGES:
            if subprocess.run(["apt-get", "install", "-y", "-q", package]).returncode:
                print(f"{package}: cannot be installed", file=sys.stderr)
    key = work / "key"
    key.write_text(KEY)
    key.chmod(0o600)
    report = Report(options, work)
    chosen = [p for p in peers(work) if not options.only or p.name in options.only.split(",")]
    usable = []
    for peer in chosen:
        reason = ready(peer, work)
        if reason:
            report.left_out.append((peer.name, reason))
            print(f"{peer.name} is left out: {reason}", file=sys.stderr)
        else:
            usable.append(peer)
    for kind in GATEWAYS:
        path = sample(kind, options.lines, work)
        wall(["cat"], path)
        for peer in (peer for peer in usable if kind in peer.kinds):
            report.compare(peer, kind, path)
        if kind not in BARE:
            report.peaks(kind, path, options.lines)
            continue
        report.floor(kind, path)
        report.peaks(kind, path, options.lines)
        if options.more_lines:
            more = larger(kind, path, options.lines, options.more_lines, work)
            report.peaks(kind, more, options.more_lines)
            more.unlink()
    sizes = [int(rows) for rows in options.reconcile.split(",") if rows]
    if sizes:
        python = interpreter(work, options.install)
        report.more += reconcile_bench.section(
            options.program, sizes, options.pairs, str(work), python)
    if options.callbacks and shutil.which("go"):
        report.more += listen_bench.section(
            options.program, sorted(listen_bench.GOALS), options.callbacks, options.pairs, work)
    report.more = start_bench.section(options.program, 200) + report.more
    pathlib.Path(options.output).write_text(report.text())


if __name__ == "__main__":
    main()

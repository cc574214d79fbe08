#!/usr/bin/env python3
"""Sends callbacks to `merchant listen` and to peers, in turn, and reports how many each answers a second.

    listen_bench.py --program PATH [--connections 32,256] [--count 100000] [--pairs 3] [--work DIR]

Peers: a handler in Go that verifies the same MD5 and syncs in groups, and Debian's `webhook` with an HMAC
rule, which records nothing. Nothing leaves this machine. `bench.py` runs this as its last part.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
KEY = "t4ig5acnpx4fet4zapshjacjd9o4bhbi"
MEMBER = "10007"
GOALS = {32: 10_000, 256: 20_000}
P99_GOAL_MS, MEMORY_GOAL_MIB = 20, 64


def build(name, work):
    target = work / name
    environment = dict(os.environ, GO111MODULE="off", GOCACHE=str(work / "go-cache"))
    subprocess.run(["go", "build", "-o", str(target), str(HERE / "peers" / name / "main.go")],
                   env=environment, check=True)
    return str(target)


class Server:
    """A server that was started, its address, and its peak memory when it has been stopped."""

    def __init__(self, command, folder, environment=None, address=None):
        self.log = open(folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=open(folder / "out", "wb"), stderr=self.log,
                                        env=environment)
        self.address = address
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            found = re.search(r"listening on ([0-9.:]+)", (folder / "log").read_text())
            if found or address and answers(address):
                self.address = address or found.group(1)
                return
            time.sleep(0.02)
        raise RuntimeError(f"{command[0]} did not start: {(folder / 'log').read_text()}")

    def stop(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        if not peak:
            raise RuntimeError("the server had ended")
        return int(peak.group(1)) / 1024


def answers(address):
    import socket
    host, port = address.split(":")
    try:
        socket.create_connection((host, int(port)), 0.2).close()
        return True
    except OSError:
        return False


def merchant(program, folder):
    config = folder / "config"
    config.write_text(f"[shop]\ngateway = pay-index\nmerchant-id = {MEMBER}\nkey = {KEY}\n")
    config.chmod(0o600)
    state = folder / "state"
    state.mkdir(mode=0o700)
    environment = dict(os.environ, MERCHANT_CONFIG=str(config), XDG_STATE_HOME=str(state))
    return Server([program, "listen", "--any-order", "--port", "0", "-p", "shop"], folder, environment)


def go_listen(program, folder):
    return Server([program, "127.0.0.1:0", str(folder / "record"), KEY], folder)


def webhook(program, folder):
    # Below the ports that clients get: one of those may be taken by whoever asks for it.
    port = 18_000 + os.getpid() % 2_000
    rule = {"match": {"type": "payload-hmac-sha256", "secret": KEY,
                      "parameter": {"source": "header", "name": "X-Signature"}}}
    hooks = folder / "hooks.json"
    hooks.write_text(json.dumps([{"id": "pay", "execute-command": "/bin/true",
                                  "response-message": "OK", "trigger-rule": rule}]))
    return Server([program, "-hooks", str(hooks), "-ip", "127.0.0.1", "-port", str(port)], folder,
                  address=f"127.0.0.1:{port}")


def run(start, storm, path, connections, count, lines, extra=()):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = start(folder)
        try:
            text = subprocess.run(
                [storm, server.address, path, str(connections), str(count), str(lines), "OK", *extra],
                check=True, capture_output=True, text=True).stdout
        finally:
            memory = server.stop()
        result = dict(json.loads(text), mib=memory)
        if result["refused"] or result["failed"] or result["taken"] != count:
            raise RuntimeError(f"not every callback was taken: {result}")
        return result


def measure(options, connections, work, lines, storm):
    """Results of each server, from runs in turn."""
    servers = {"merchant listen": (lambda f: merchant(options.program, f), "/callback/shop", ())}
    handler = build("go_listen", work)
    servers["Go, net/http"] = (lambda f: go_listen(handler, f), "/callback/shop", ())
    hook = shutil.which("webhook")
    results = {name: [] for name in servers}
    for _ in range(options.pairs):
        for name, (start, path, extra) in servers.items():
            results[name].append(
                run(start, storm, path, connections, options.count, lines, extra))
    if hook:
        # It starts a process for each call: a fiftieth of the callbacks is enough.
        results["webhook (HMAC, no record)"] = [
            run(lambda f: webhook(hook, f), storm, "/hooks/pay", connections, options.count // 50,
                lines, (KEY,)) for _ in range(options.pairs)]
    return results


def middle(results, member):
    return statistics.median(result[member] for result in results)


def section(program, connections, count, pairs, work):
    """Lines of Markdown for the report."""
    options = argparse.Namespace(program=program, count=count, pairs=pairs)
    work = pathlib.Path(work)
    storm = build("storm", work)
    lines = work / f"storm-{count}.txt"
    if not lines.exists():
        with open(lines, "wb") as target:
            subprocess.run([sys.executable, str(HERE / "gen_lines.py"), "storm", str(count), "6"],
                           stdout=target, check=True)
    text = ["## Receiving callbacks", "",
            f"{count:,} callbacks, each of another order, by POST over connections that stay open, every "
            "one on the disk before its answer (but for `webhook`); the sender runs on the same processors. "
            f"Median of {pairs} runs in turn.", "",
            "| server | connections | callbacks/s | × merchant | p50 ms | p99 ms | peak MiB | goal |",
            "|---|---|---|---|---|---|---|---|"]
    for number in connections:
        results = measure(options, number, work, lines, storm)
        ours = middle(results["merchant listen"], "rate")
        for name, runs in results.items():
            rate, p99, mib = (middle(runs, member) for member in ("rate", "p99_ms", "mib"))
            goal = ""
            if name == "merchant listen" and number in GOALS:
                met = rate >= GOALS[number] and p99 < P99_GOAL_MS and mib < MEMORY_GOAL_MIB
                goal = (f"≥ {GOALS[number]:,}, p99 < {P99_GOAL_MS} ms, < {MEMORY_GOAL_MIB} MiB: "
                        + ("met" if met else "MISSED"))
            text.append(f"| {name} | {number} | {rate:,.0f} | {rate / ours:.2f} | "
                        f"{middle(runs, 'p50_ms'):.1f} | {p99:.1f} | {mib:.0f} | {goal} |")
            print(text[-1], file=sys.stderr)
    return text + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--connections", default="32,256")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--work", default=".build/bench")
    options = parser.parse_args()
    work = pathlib.Path(options.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    numbers = [int(number) for number in options.connections.split(",")]
    print("\n".join(section(options.program, numbers, options.count, options.pairs, work)))


if __name__ == "__main__":
    main()

"""The library's example (docs/example) as its user runs it: built as a package of its own, called back
by the sandbox, sent a forged callback and a repeated one; it must deliver each paid order once.

    python3 scripts/example.py
"""

import os
import subprocess
import sys
import time

from lab import ROOT, Lab, Sandbox, private, read, setting

EXAMPLE = os.path.join(ROOT, "docs", "example")
GATEWAY = "pay-center"


def built():
    words = ["swift", "build", "--package-path", EXAMPLE, "--scratch-path", scratch]
    environment = {k: v for k, v in os.environ.items() if k != "MERCHANT_QUICK"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return os.path.join(scratch, "debug", "Shop")


def merchant(*words):
    return lab.run("--quiet", *words, config=sandbox.config).returncode


def expect(*wanted):
    for _ in range(200):
        said = read(lab.path("shop.log"))
        if all(line in said.splitlines() for line in wanted):
            return
        time.sleep(0.05)
    sys.exit("the shop said:\n%s\nand not %s" % (read(lab.path("shop.log")), wanted))


def place(order, amount):
    code = merchant(
        "create-order", "-p", GATEWAY, "--order", order, "--amount", amount, "--channel", "8002",
        "--subject", "goods", "--description", "goods", "--notify-url", shop + "/notify")
    if code != 0:
        sys.exit("order %s ended with %d" % (order, code))


with Lab("example") as lab:
    scratch = os.environ.get("EXAMPLE_SCRATCH") or lab.path("build")
    program = built()
    sandbox = Sandbox(lab)
    account = sandbox.settings(GATEWAY)
    private(lab.path("key"), setting(account, "key"))
    _, found = lab.serve(
        [GATEWAY, setting(account, "base-url"), setting(account, "merchant-id"),
         setting(account, "app-id"), lab.path("key"), "0"],
        "shop.log", r"listening on (\S+)", cwd=lab.work, program=program)
    shop = found.group(1)
    place("A1", "1.00")
    sandbox.post("orders/%s/A1" % GATEWAY, "paid")
    expect("deliver A1 1.00")
    # Signed, and not confirmed by the gateway: nothing is delivered.
    merchant("notify", "-p", GATEWAY, "--order", "A2", "--amount", "25.00", shop + "/notify")
    expect("unconfirmed A2")
    merchant("notify", "-p", GATEWAY, "--order", "A1", "--amount", "9.00", shop + "/notify")
    merchant(
        "notify", "-p", GATEWAY, "--order", "A1", "--amount", "1.00", "--bad-sign", shop + "/notify")
    expect("invalid A1")
    said = read(lab.path("shop.log")).splitlines()
    if said.count("deliver A1 1.00") != 1 or any(line.startswith("deliver A2") for line in said):
        sys.exit("delivered otherwise than paid:\n" + "\n".join(said))
    print("example: " + "; ".join(said[1:]))

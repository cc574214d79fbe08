"""Runs the session that the README shows against a sandbox, and compares what is printed."""

import hashlib
import json
import os
import re
import socket
import sys
import time
import urllib.request

from lab import ROOT, Lab, read, section, setting, write_batch

# What is another in every session.
VARYING = [(r"\bS\d{21}\b", "S#"), (r"\bwages-[0-9a-f]{8}\b", "wages-#")]


def session():
    """The commands of the README's session, each with the lines that it shows."""
    text = read(os.path.join(ROOT, "README.md")).split("## A first session")[1].split("\n## ")[0]
    found = []
    for line in text.splitlines():
        if line.startswith("    $ "):
            found.append((line[6:], []))
        elif line.startswith("    ") and found:
            found[-1][1].append(line[4:])
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def plain(text):
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def differ(shown, printed):
    """The first shown line that is not printed where it should be; a line of dots skips some."""
    place = 0
    skipping = False
    for line in plain("\n".join(shown)):
        if line == "…":
            skipping = True
            continue
        wanted = re.compile(".*".join(re.escape(part) for part in line.split("…")) + "$")
        while skipping and place < len(printed) and not wanted.match(printed[place]):
            place += 1
        if place == len(printed) or not wanted.match(printed[place]):
            return line
        place += 1
        skipping = False
    return None


def write_capture():
    """A callback whose signature was made without `&key=` and in small letters."""
    account = section(read(lab.path("sandbox.conf")), "pay-index")
    fields = {
        "memberid": setting(account, "merchant-id"), "orderid": "A7", "amount": "1.00", "true_amount": "1.00",
        "transaction_id": "X7", "datetime": "2026-11-21 10:00:00", "returncode": "00"}
    text = "&".join("%s=%s" % pair for pair in sorted(fields.items())) + setting(account, "key")
    fields["sign"] = hashlib.md5(text.encode()).hexdigest()
    with open(lab.path("captured.txt"), "w") as file:
        file.write("&".join("%s=%s" % pair for pair in fields.items()))


def press_the_button(address):
    """Pays on the cashier's page, and waits until the callback was acknowledged as a person would."""
    urllib.request.urlopen(address, b"paid", timeout=10)
    for _ in range(200):
        if json.load(urllib.request.urlopen(address, timeout=10))["acknowledged"]:
            return
        time.sleep(0.05)


def write_wages():
    rows = [("r%d" % index, amount, index) for index, amount in enumerate((100, 140, 200))]
    write_batch(lab.path("wages.csv"), rows)


def main():
    port = free_port()
    commands = [pair for pair in session() if pair[0].startswith("merchant")]
    wrong = 0
    for command, shown in commands:
        words = command.replace("8080", port).split()[1:]
        shown = [line.replace("8080", port) for line in shown]
        if words[0] == "sandbox":
            lab.serve(words, "sandbox.log", "Ctrl-C", cwd=lab.work)
            printed = read(lab.path("sandbox.log"))
            write_capture()
            write_wages()
        else:
            if words[0] == "query":
                press_the_button("http://127.0.0.1:%s/sandbox/orders/pay-center/A1" % port)
            printed = lab.run(*words, cwd=lab.work).stdout
        missing = differ(shown, plain(printed))
        if missing is not None:
            wrong += 1
            print("README.md: %s\n  shows: %s\n  printed:\n%s" % (command, missing, printed))
    if not wrong:
        print("README: %d commands print what it shows" % len(commands))
    return not wrong


if __name__ == "__main__":
    with Lab("readme") as lab:
        lab.environment["MERCHANT_CONFIG"] = lab.path("sandbox.conf")
        outcome = main()
    sys.exit(0 if outcome else 1)

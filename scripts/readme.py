"""The work of readme.sh: runs the session that the README shows, and compares what is printed."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from cards import card

MERCHANT = os.environ["MERCHANT"]
work = tempfile.mkdtemp(prefix="merchant-readme-")
environment = dict(
    os.environ, XDG_STATE_HOME=work + "/state", XDG_CONFIG_HOME=work + "/none", HOME=work,
    MERCHANT_CONFIG=work + "/sandbox.conf")
# What is another in every session.
VARYING = [(r"\bS\d{21}\b", "S#"), (r"\bwages-[0-9a-f]{8}\b", "wages-#")]


def session():
    """The commands of the README's session, each with the lines that it shows."""
    text = open("README.md").read().split("## A first session")[1].split("\n## ")[0]
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
    config = open(work + "/sandbox.conf").read().split("[pay-index]")[1].split("\n[")[0]
    value = lambda name: re.search(r"^%s\s*=\s*(\S+)" % name, config, re.M).group(1)
    fields = {
        "memberid": value("merchant-id"), "orderid": "A7", "amount": "1.00", "true_amount": "1.00",
        "transaction_id": "X7", "datetime": "2026-11-21 10:00:00", "returncode": "00"}
    text = "&".join("%s=%s" % pair for pair in sorted(fields.items())) + value("key")
    fields["sign"] = hashlib.md5(text.encode()).hexdigest()
    with open(work + "/captured.txt", "w") as file:
        file.write("&".join("%s=%s" % pair for pair in fields.items()))


def press_the_button(address):
    """Pays on the cashier's page, and waits until the callback was acknowledged as a person would."""
    urllib.request.urlopen(address, b"paid", timeout=10)
    for _ in range(200):
        if json.load(urllib.request.urlopen(address, timeout=10))["acknowledged"]:
            return
        time.sleep(0.05)


def write_wages():
    with open(work + "/wages.csv", "w") as file:
        file.write("ref,amount,account-name,account-no,bank\n")
        for index, amount in enumerate((100, 140, 200)):
            file.write("r%d,%d,张三,%s,中国银行\n" % (index, amount, card(index)))


def main():
    port = free_port()
    commands = session()
    sandbox = None
    wrong = 0
    for command, shown in commands:
        words = command.replace("8080", port).split()
        shown = [line.replace("8080", port) for line in shown]
        if words[0] != "merchant":
            continue
        words[0] = MERCHANT
        if words[1] == "sandbox":
            log = open(work + "/log", "w")
            sandbox = subprocess.Popen(words, stdout=log, stderr=log, cwd=work, env=environment)
            for _ in range(200):
                if "Ctrl-C" in open(work + "/log").read():
                    break
                time.sleep(0.05)
            printed = open(work + "/log").read()
            write_capture()
            write_wages()
        else:
            if words[1] == "query":
                press_the_button("http://127.0.0.1:%s/sandbox/orders/pay-center/A1" % port)
            done = subprocess.run(words, capture_output=True, text=True, cwd=work, env=environment)
            printed = done.stdout
        missing = differ(shown, plain(printed))
        if missing is not None:
            wrong += 1
            print("README.md: %s\n  shows: %s\n  printed:\n%s" % (command, missing, printed))
    if sandbox:
        sandbox.kill()
        sandbox.wait()
    shutil.rmtree(work)
    if wrong:
        sys.exit(1)
    print("README: %d commands print what it shows" % sum(c.startswith("merchant") for c, _ in commands))


if __name__ == "__main__":
    main()

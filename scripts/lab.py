"""What the scripts share that run the program against its own sandbox.

A script makes a `Lab`: a folder that goes at the end, and an environment that knows nobody's settings.
In it runs a `Sandbox`. Batches are written, the ledger is read and the program is called from here.

    MERCHANT   the program; without it the debug build is used
    KEEP       when set, the folder stays
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a row of a batch says of its payee, where a gateway asks for it.
PAYEE = {
    "account-name": "张三", "bank": "中国银行", "bank-name": "中国银行", "account-type": "1",
    "province": "江苏", "city": "苏州",
}
COLUMNS = {
    "lianhe": ["ref", "amount", "account-name", "account-no", "bank"],
    "pay-center": [
        "ref", "amount", "account-name", "account-no", "bank", "account-type", "province", "city"],
}


def program():
    """The program under test."""
    named = os.environ.get("MERCHANT")
    if named:
        return os.path.abspath(shutil.which(named) or named)
    place = subprocess.run(
        ["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return place.stdout.strip() + "/merchant"


def arguments(*defaults):
    """The numbers of the command line; each has a value of its own where it is left out."""
    given = [int(word) for word in sys.argv[1:]]
    return given[:len(defaults)] + list(defaults[len(given):])


def card(number):
    """A card number with its check digit (ISO/IEC 7812-1, Luhn), so that no row looks mistyped, and
    without zeros at its end, so that none looks rounded."""
    body = "622202%011d7" % number
    total = 0
    for index, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def yuan(fen):
    """A sum as people write it."""
    return "%d.%02d" % divmod(fen, 100)


def fen(record, name):
    """A sum in a record that the program printed."""
    return record[name + "_fen"]


def private(path, text):
    """Writes a file that may hold a key: only its owner may read it."""
    with open(path, "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)
    return path


def read(path):
    with open(path) as file:
        return file.read()


def write_batch(path, rows, columns=COLUMNS["lianhe"]):
    """Writes a batch of rows (reference, yuan, number of the payee); gives its total in yuan."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for reference, amount, payee in rows:
            values = dict(PAYEE, ref=reference, amount=amount)
            values["account-no"] = card(payee)
            writer.writerow([values.get(name, "") for name in columns])
    return sum(amount for _, amount, _ in rows)


def section(text, name):
    """What stands in one section of a configuration."""
    return re.search(r"^\[%s\]\n(.*?)(?=\n\[|\Z)" % re.escape(name), text, re.S | re.M).group(1)


def setting(text, name):
    """What a setting says, in a section."""
    return re.search(r"^%s\s*=\s*(\S+)" % re.escape(name), text, re.M).group(1)


class Lab:
    """A folder, an environment and the processes of one script; all of it goes at the end."""

    def __init__(self, name):
        self.program = program()
        self.work = tempfile.mkdtemp(prefix="merchant-%s-" % name)
        self.environment = dict(
            os.environ, XDG_STATE_HOME=self.path("state"), XDG_CONFIG_HOME=self.path("none"),
            HOME=self.work, SWIFT_BACKTRACE="enable=no")
        self.children = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for child in self.children:
            child.kill()
            child.wait()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.work, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.work, name)

    def with_state(self, name, **variables):
        """The environment with another place for the journal."""
        return dict(self.environment, XDG_STATE_HOME=name, **variables)

    def run(self, *words, config=None, environment=None, wrapper=(), cwd=None):
        """Runs the program to its end; `wrapper` is what it runs under."""
        return subprocess.run(
            list(wrapper) + self.line(words, config), capture_output=True, text=True, cwd=cwd,
            env=environment or self.environment)

    def launch(self, *words, config=None):
        """Starts the program unheard, for a script that means to kill it."""
        return subprocess.Popen(
            self.line(words, config), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.environment)

    def line(self, words, config):
        return [self.program] + (["--config", config] if config else []) + list(words)

    def serve(self, words, log, ready, cwd=None, program=None):
        """Starts the program, or another, in the background; gives it and what `ready` finds in what it
        says."""
        path = self.path(log)
        with open(path, "w") as file:
            process = subprocess.Popen(
                [program or self.program] + list(words), stdout=file, stderr=file, cwd=cwd,
                env=self.environment)
        self.children.append(process)
        for _ in range(200):
            found = re.search(ready, read(path))
            if found:
                return process, found
            time.sleep(0.05)
        sys.exit("%s did not start: %s" % (log, read(path)))


class Sandbox:
    """The gateways, as a process that can be killed and started anew on the same port."""

    def __init__(self, lab, *options):
        self.lab, self.options, self.port = lab, list(options), "0"
        self.config = lab.path("sandbox.conf")
        self.start()

    def start(self):
        if os.path.exists(self.config):
            os.remove(self.config)
        words = ["sandbox", "--port", self.port, "--write-config", self.config] + self.options
        self.process, found = self.lab.serve(
            words, "sandbox.log", r"sandbox on (http://[0-9.]+:([0-9]+))")
        self.origin, self.port = found.groups()
        for _ in range(200):
            if os.path.exists(self.config) and os.path.getsize(self.config):
                return
            time.sleep(0.05)
        sys.exit("the sandbox wrote no configuration: " + read(self.lab.path("sandbox.log")))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def post(self, path, body):
        return urllib.request.urlopen(
            urllib.request.Request(
                "%s/sandbox/%s" % (self.origin, path), data=body.encode(),
                headers={"Content-Type": "text/plain"}), timeout=10).read()

    def faults(self, words):
        self.post("faults", words)

    def ledger(self):
        """Everything that the gateways booked."""
        return json.load(urllib.request.urlopen(self.origin + "/sandbox/ledger", timeout=60))

    def settings(self, gateway):
        """The section of a gateway in the configuration that the sandbox wrote."""
        return section(read(self.config), gateway)

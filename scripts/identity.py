"""One batch under other names, with lost, old and distant journals and with wrong clocks, against a
sandbox that books every number again. A line a scenario: what was done, how the second run ended, what
was booked. Nothing may be booked twice.
"""

import os
import shutil
import sys
import time

from lab import COLUMNS, Lab, Sandbox, private, read, setting, write_batch

GATEWAYS = ["lianhe", "pay-center"]
ROWS = 4
serial = 0


class Case:
    """A state of its own, and payees of its own: what is booked twice can be told from the ledger."""

    def __init__(self, gateway):
        global serial
        serial += 1
        self.gateway = gateway
        self.number = serial
        self.home = lab.path("case-%d" % serial)
        self.state = self.home + "/state"
        os.makedirs(self.state)
        self.batches = {}
        self.plan = "wages-%d" % serial
        self.config = self.write_config("account", "a")

    def write_config(self, name, file, extra="", url=None):
        settings = sandbox.settings(self.gateway)
        if url:
            settings = settings.replace("base-url = " + sandbox.origin, "base-url = " + url)
        return private(
            "%s/%s.conf" % (self.home, file),
            "[%s]\n%s\nallow-resend = yes\n%s\n" % (name, settings, extra))

    def batch(self, name, first=0, rows=ROWS):
        path = self.path(name)
        chosen = range(first, first + rows)
        self.batches[name] = write_batch(
            path, [("r%d" % index, self.yuan(index), self.number * 100 + index) for index in chosen],
            COLUMNS[self.gateway])
        return path

    def yuan(self, index):
        """No other row of any scenario has this amount: the ledger names no payee."""
        return self.number * 100 + index

    def path(self, name):
        """No other scenario has a batch of that name: order numbers follow from account, batch and row."""
        return "%s/%s-%d.csv" % (self.home, name, self.number)

    def run(self, *words, config=None, state=None, clock=None, variables=None):
        environment = lab.with_state(
            self.state if state is None else state, HOME=self.home, XDG_CONFIG_HOME=self.home + "/none",
            **(variables or {}))
        return lab.run(
            *words, config=config or self.config, environment=environment,
            wrapper=["faketime", "-f", clock] if clock else ())

    def pay(self, name="wages", *more, **how):
        return self.run(
            "payout", "--file", self.path(name), "--confirm-total", str(self.batches[name]), "--wait", "5s", *more, **how)

    def journal(self):
        return self.state + "/merchant/journal"


def renamed(case):
    return case.pay(config=case.write_config("wages-account", "b"))


def letter_case(case):
    return case.pay(config=case.write_config("ACCOUNT", "b"))


def second_section(case):
    both = read(case.config) + read(case.write_config("second", "b"))
    private(case.home + "/both.conf", both)
    return case.pay("wages", "-p", "second", config=case.home + "/both.conf")


def copied(case):
    shutil.copy(case.config, case.home + "/copy.conf")
    return case.pay(config=case.home + "/copy.conf")


def from_variable(case):
    merchant = setting(read(case.config), "merchant-id")
    path = case.write_config("other", "b")
    private(path, read(path).replace("merchant-id = " + merchant, "merchant-id = 1"))
    return case.pay(config=path, variables={"MERCHANT_MERCHANT_ID": merchant})


def another_file(case):
    shutil.copy(case.path("wages"), case.path("again"))
    case.batches["again"] = case.batches["wages"]
    return case.pay("again", config=case.write_config("wages-account", "b"))


def other_port(case):
    return case.pay(config=case.write_config("account", "b", url=sandbox.origin.replace("127.0.0.1", "localhost")))


def empty_state_home(case):
    return case.pay(state="")


def elsewhere(case):
    return case.pay(state=case.home + "/other")


def deleted(case):
    shutil.rmtree(case.journal())
    return case.pay()


def older_backup(case):
    """The journal as it was before the batch, mark and all."""
    shutil.rmtree(case.journal())
    shutil.copytree(case.home + "/backup", case.journal())
    return case.pay()


def middle_backup(case):
    """The journal as it was when half of the batch was sent, by a plain copy: the other half is not in it."""
    for name in os.listdir(case.home + "/backup"):
        shutil.copyfile(case.home + "/backup/" + name, case.journal() + "/" + name)
    return case.pay()


def in_two_halves(case):
    case.batch("wages", 0, 2)
    case.pay()
    path = case.batch("wages")
    case.run("payout", "plan", "--file", path)
    shutil.copytree(case.journal(), case.home + "/backup")
    time.sleep(3)
    return case.pay()


def clock_back(case):
    return case.pay(clock="-1h")


def clock_ahead(case):
    return case.pay(clock="+30d")


def clock_ahead_other_file(case):
    shutil.copy(case.path("wages"), case.path("again"))
    case.batches["again"] = case.batches["wages"]
    first = case.pay("again", clock="+30d")
    second = case.pay("again", "--clock-ok", clock="+30d")
    return second if first.returncode == 77 else first


def was_behind(case):
    shutil.copy(case.path("wages"), case.path("again"))
    case.batches["again"] = case.batches["wages"]
    first = case.pay("again")
    second = case.pay("again", "--clock-ok")
    return second if first.returncode == 77 else first


def hour_per_resolve(case):
    """Booked, no answer, and a gateway that does not find it: an hour by the wall clock proves nothing."""
    sandbox.faults("lost-answer=0,query-grace-ms=600000")
    try:
        for hours in range(1, 6):
            case.run("payout", "resolve", case.plan, clock="+%dh" % hours)
        result = case.run("payout", "resend", case.plan, "--confirm", str(ROWS), clock="+6h")
    finally:
        sandbox.faults("query-grace-ms=0")
    return result


def lose_answers(case):
    sandbox.faults("lost-answer=1,query-grace-ms=600000")
    first = case.pay("wages", "--unasked")
    sandbox.faults("lost-answer=0")
    return first


def behind_first(case):
    return case.pay(clock="-30d")


def plain_first(case):
    first = case.pay()
    return first


def with_backup(case):
    case.batch("before", 50, 2)
    case.pay("before")
    shutil.copytree(case.journal(), case.home + "/backup")
    return case.pay()


SCENARIOS = [
    ("profile renamed", renamed, plain_first, [0]),
    ("profile in another letter case", letter_case, plain_first, [0]),
    ("second section of the account", second_section, plain_first, [0]),
    ("configuration copied", copied, plain_first, [0]),
    ("merchant id from a variable", from_variable, plain_first, [0]),
    ("renamed, file renamed, too", another_file, plain_first, [77]),
    ("base URL by another name", other_port, plain_first, [0]),
    ("XDG_STATE_HOME empty", empty_state_home, plain_first, [10]),
    ("XDG_STATE_HOME elsewhere", elsewhere, plain_first, [10]),
    ("journal deleted", deleted, plain_first, [10]),
    ("journal from an older backup", older_backup, with_backup, [10]),
    ("backup from the batch's middle", middle_backup, in_two_halves, [10]),
]
CLOCKS = [
    ("clock an hour back", clock_back, plain_first, [77]),
    ("clock 30 days ahead", clock_ahead, plain_first, [77]),
    ("clock 30 days ahead, other file", clock_ahead_other_file, plain_first, [77]),
    ("clock was 30 days behind", was_behind, behind_first, [77]),
    ("an hour's jump per resolve", hour_per_resolve, lose_answers, [77]),
]


def booked_twice():
    """Amounts that were booked more than once, under whatever numbers, and all bookings."""
    counts, rows = {}, 0
    for entry in sandbox.ledger()["payouts"]:
        key = (entry["gateway"], entry["amount_fen"])
        counts[key] = counts.get(key, 0) + entry["booked"]
        rows += entry["booked"]
    return sum(count - 1 for count in counts.values()), rows


def main():
    scenarios = list(SCENARIOS)
    if shutil.which("faketime"):
        scenarios += CLOCKS
    else:
        print("clocks: left out, there is no faketime")
    bad = 0
    print("%-34s %-11s %5s %6s %6s %6s" % ("scenario", "gateway", "exit", "first", "booked", "twice"))
    for gateway in GATEWAYS:
        for name, second, first, expected in scenarios:
            case = Case(gateway)
            case.batch("wages")
            twice_before, rows_before = booked_twice()
            begun = first(case)
            result = second(case)
            twice, rows = booked_twice()
            twice, rows = twice - twice_before, rows - rows_before
            good = twice == 0 and result.returncode in expected
            bad += 0 if good else 1
            print("%-34s %-11s %5d %6d %6d %6d%s" % (
                name, gateway, result.returncode, begun.returncode, rows, twice,
                "" if good else "  NOT AS EXPECTED"))
            if not good:
                print(begun.stdout + begun.stderr + result.stdout + result.stderr)
    twice = "every row was booked once" if not bad else "%d scenarios FAILED" % bad
    print("identity: %d scenarios, %s" % (len(scenarios) * len(GATEWAYS), twice))
    return not bad


if __name__ == "__main__":
    with Lab("identity") as lab:
        sandbox = Sandbox(lab, "--no-dedupe", "--payout-delay", "10ms")
        outcome = main()
    sys.exit(0 if outcome else 1)

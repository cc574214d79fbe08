"""One batch of payouts with every outcome in it that a batch can have at once, as `payout status` shows
it. The gateway is the sandbox, which loses books, answers and requests as told; the client is killed once.
"""

import glob
import json
import sys
import time

from lab import Lab, Sandbox, private, read, write_batch

GATEWAY = "lianhe"
rows = []
EXPECTED = {
    "vanished": "CONFLICT", "refused": "REJECTED", "lost": "NOT_FOUND",
    "waiting": "ACCEPTED", "paid": "PAID", "failed": "FAILED", "unanswered": "UNKNOWN",
    "interrupted": "SEND", "behind": "PLAN",
}


def merchant(*words, state="state"):
    """Runs the program; another state means another journal."""
    return lab.run(
        "-p", GATEWAY, *words, config=lab.path("sandbox.conf"),
        environment=lab.with_state(lab.path(state)))


def add(*names):
    """More rows for the batch: it may grow, not shrink, and its plan is made anew."""
    for name in names:
        rows.append((name, 100 + len(rows)))
    write_batch(
        lab.path("salaries.csv"), [(name, amount, index) for index, (name, amount) in enumerate(rows)])
    merchant("payout", "plan", "--file", lab.path("salaries.csv"))


def words_of_payment():
    return ["payout", "--file", lab.path("salaries.csv"), "--confirm-total", "%d.00" % sum(amount for _, amount in rows)]


def pay(*more, state="state"):
    return merchant(*words_of_payment(), *more, state=state)


def resolve(times):
    """Asks so often, over more than the time that an exchange may take: no wait is shorter."""
    for _ in range(times):
        merchant("payout", "resolve", "salaries", "--grace", "0s", "--deadline", "300ms")
        time.sleep(0.15)


def sends():
    """How many payouts the journal says were sent."""
    journals = glob.glob(lab.path("state/merchant/journal/lianhe-*.jsonl"))
    return sum(read(path).count('"SEND"') for path in journals)


def pay_and_die():
    """Sends, and is killed while the answer is awaited. No question is answered before it either."""
    before = sends()
    process = lab.launch(
        "-p", GATEWAY, *words_of_payment(), "--unasked", "--deadline", "1s",
        config=lab.path("sandbox.conf"))
    for _ in range(1000):
        if sends() > before or process.poll() is not None:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()


def number(name):
    """The order number of a row, from the journal."""
    shown = json.loads(merchant("payout", "status", "salaries", "-o", "json").stdout)
    return next(row["order"] for row in shown["rows"] if row["ref"] == name)


def main():
    sandbox = Sandbox(lab, "--hold-payouts")
    # Accepted, and then unknown to a gateway that lost its books: CONFLICT.
    add("vanished")
    pay()
    sandbox.kill()
    sandbox.start()
    resolve(4)
    # Refused for a wrong key, and then not there: REJECTED.
    add("refused")
    wrong = private(lab.path("wrong"), "0" * 31 + "1")
    pay("--key-file", wrong, "--unasked")
    resolve(4)
    # Lost on the way there: NOT_FOUND.
    add("lost")
    sandbox.faults("lost-request=1")
    pay("--unasked")
    sandbox.faults("lost-request=0")
    # Accepted: one waits, one is paid, one fails.
    add("waiting", "paid", "failed")
    pay()
    for name in ("paid", "failed"):
        sandbox.post("payouts/%s/%s" % (GATEWAY, number(name)), name)
    resolve(1)
    # Booked, and no answer to anything: UNKNOWN. Then the client dies while it waits: SEND.
    add("unanswered")
    sandbox.faults("lost-answer=1")
    pay("--unasked")
    add("interrupted")
    sandbox.faults("lost-answer=0,delay=1,delay-ms=20000")
    pay_and_die()
    # Planned and not sent: PLAN. A row that the gateway knew before (FOREIGN) or that found nobody there
    # (NOT_SENT) stops a run before anything leaves, so neither stands beside these; tests show them.
    sandbox.kill()
    add("behind")
    pay()
    shown = merchant("payout", "status", "salaries")
    print(shown.stdout, end="")
    print(shown.stderr, end="", file=sys.stderr)
    states = {
        row["ref"]: row["state"]
        for row in json.loads(merchant("payout", "status", "salaries", "-o", "json").stdout)["rows"]}
    wrong = {name: state for name, state in states.items() if state != EXPECTED.get(name)}
    if wrong or len(states) != len(EXPECTED):
        sys.exit("not as expected: %s" % wrong)
    print("outcomes: %d rows, every one in another state" % len(states))


if __name__ == "__main__":
    with Lab("outcomes") as lab:
        main()

#!/usr/bin/env python3
"""What a start costs, against `openssl dgst`, and what the diagnosis of a wrong signature takes.

    start_bench.py --program PATH [--pairs 200]

Both programs run in turn, each started by posix_spawn. `bench.py` runs this as a part of its own.
"""
import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.parse

KEY = "t4ig5acnpx4fet4zapshjacjd9o4bhbi"
GOAL = 0.5
MOST_MILLISECONDS = 100

SIGN = ["-g", "pay-center", "-m", "order-callback", "amount=100", "mchId=20001222", "status=2",
        "-o", "value"]
INDEX = [
    ("pay_memberid", "10002"), ("pay_orderid", "20161226181818000001"),
    ("pay_applydate", "2016-12-26 18:18:18"), ("pay_bankcode", "903"),
    ("pay_notifyurl", "http://shop.example/notify?a=1&b=2"),
    ("pay_callbackurl", "http://shop.example/page"), ("pay_amount", "199.90"),
    ("pay_attach", "1234|456"), ("pay_productname", "茶叶"), ("type", "json"),
]
CENTER = [
    ("mchId", "20001222"), ("appId", "0ae8be35ff634e2abe94f5f32f6d5c4f"), ("productId", "8000"),
    ("mchOrderNo", "20160427210604000490"), ("currency", "cny"), ("amount", "10000"),
    ("clientIp", "210.73.10.148"), ("device", "ios10.3.1"),
    ("returnUrl", "http://shop.example/return"), ("notifyUrl", "http://shop.example/notify"),
    ("subject", "测试 商品 a+b"), ("body", "<b>茶</b> & 100%"), ("param1", ""), ("param2", "0"),
]
LIANHE = [
    ("accountName", "张三"), ("accountNumber", "6222020000000000000"), ("amount", "100.00"),
    ("appKey", "ak123456"), ("bankName", "中国银行 A&B"),
    ("callbackUrl", "http://shop.example/notify?a=1"), ("mrn", "20160427210604000490"),
]
# Gateway, message, fields, the signature's name, the signed field that becomes long.
MESSAGES = [
    ("pay-index", "order", INDEX, "pay_md5sign", "pay_callbackurl"),
    ("wessyun", "order", INDEX, "pay_md5sign", "pay_notifyurl"),
    ("pay-center", "order", CENTER, "sign", "body"),
    ("lianhe", "payout", LIANHE, "sign", "bankName"),
]


def run(command):
    """Milliseconds and page faults of one run without output."""
    null = [(os.POSIX_SPAWN_OPEN, number, "/dev/null", os.O_RDWR, 0) for number in range(3)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=null)
    _, status, usage = os.wait4(child, 0)
    spent = (time.perf_counter() - start) * 1000
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {status}")
    return spent, usage.ru_minflt


def quartiles(numbers):
    low, middle, high = statistics.quantiles(numbers, n=4)
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def start(program, openssl, work, count):
    sample = os.path.join(work, "small")
    with open(sample, "w") as file:
        file.write("amount=100&mchId=20001222&status=2&key=" + KEY)
    ours = [program, "sign", "--key-file", os.path.join(work, "key"), *SIGN]
    theirs = [openssl, "dgst", "-md5", sample]
    ratios, faults = [], []
    for index in range(-3, count):
        mine, other = run(ours), run(theirs)
        if index >= 0:
            ratios.append(mine[0] / other[0])
            faults.append((mine[1], other[1]))
    verdict = "met" if statistics.median(ratios) <= GOAL else "MISSED"
    return [
        "## Start", "",
        f"`merchant sign -o value` of a message with three fields against `openssl dgst -md5`: the "
        f"median of {count} pairs, with the quartiles.", "",
        "| time / openssl's | goal | page faults | openssl's | program's MB |", "|---|---|---|---|---|",
        f"| {quartiles(ratios)} | ≤ {GOAL}: {verdict} | {faults[-1][0]} | {faults[-1][1]} | "
        f"{os.path.getsize(program) / 1e6:.1f} |", ""]


def diagnosis(program, work, count):
    text = "<b>茶</b> & 100% 测试 商品 a+b / q=1 \"x\" — " * 40
    long = text.encode()[:1200].decode(errors="ignore").ljust(1176, "x")
    lines = [
        "## Diagnosis", "",
        f"`merchant verify` of a message whose signature nothing explains, with the text of all its "
        f"causes and pairs of causes tried: milliseconds of the whole process, the median of {count} "
        "runs with the quartiles.", "",
        f"| gateway | small values | one value of 1,200 bytes | goal ≤ {MOST_MILLISECONDS} ms |",
        "|---|---|---|---|"]
    for gateway, kind, fields, sign, longest in MESSAGES:
        cells, worst = [], 0
        for is_long in (False, True):
            wrong = "9f3b1c77d2e84a05b6c1f0e3a7d95482"
            values = [(name, value + long if is_long and name == longest else value)
                      for name, value in fields]
            path = os.path.join(work, "refused")
            with open(path, "w") as file:
                file.write(urllib.parse.urlencode(
                    values + [(sign, wrong if gateway == "lianhe" else wrong.upper())]))
            command = [program, "verify", "-g", gateway, "-m", kind, "--no-journal", "--key-file",
                       os.path.join(work, "key"), "-o", "json", path]
            spent = [run(command)[0] for _ in range(count)]
            cells.append(quartiles(spent))
            worst = max(worst, statistics.median(spent))
        lines.append(f"| {gateway} | {cells[0]} | {cells[1]} | "
                     f"{'met' if worst <= MOST_MILLISECONDS else 'MISSED'} |")
    return lines + [""]


def section(program, pairs):
    """The report's lines; empty where openssl is missing."""
    openssl = shutil.which("openssl")
    with tempfile.TemporaryDirectory() as work:
        with open(os.open(os.path.join(work, "key"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(KEY)
        # A copy: what the linker wrote itself lies in smaller pieces in the page cache.
        copy = os.path.join(work, "merchant")
        shutil.copy(program, copy)
        lines = start(copy, openssl, work, pairs) if openssl else []
        return lines + diagnosis(copy, work, max(5, pairs // 20))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--pairs", type=int, default=200)
    options = parser.parse_args()
    sys.stdout.write("\n".join(section(os.path.abspath(options.program), options.pairs)))


if __name__ == "__main__":
    main()

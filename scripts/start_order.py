#!/usr/bin/env python3
"""Writes scripts/start.order anew: the functions that a start of the program runs, in their order.

The linker puts them side by side (make release), so that a start touches a few dozen pages of the
program instead of all of them. A name that is no longer there does no harm, and a new one that is
missing costs a page; write the list anew when `make bench` shows that the start has grown.

  make release STRIP= && python3 scripts/start_order.py .build/release/merchant

Steps through `merchant sign`, instruction by instruction: two minutes, on x86-64 only.
"""

import bisect
import ctypes
import os
import subprocess
import sys
import tempfile

TRACEME, PEEKUSER, SINGLESTEP = 0, 3, 9
RIP = 16 * 8
MOST_NAMES = 16

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


def steps(words, environment):
    """The addresses that a run executes, each once, in the order of their first time."""
    child = os.fork()
    if child == 0:
        null = os.open("/dev/null", os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        libc.ptrace(TRACEME, 0, None, None)
        os.execve(words[0], words, environment)
    seen = {}
    os.waitpid(child, 0)
    while libc.ptrace(SINGLESTEP, child, None, None) == 0:
        status = os.waitpid(child, 0)[1]
        if not os.WIFSTOPPED(status):
            break
        seen.setdefault(libc.ptrace(PEEKUSER, child, RIP, None), None)
    return seen


def symbols(program):
    """The functions by their addresses; one that stands for several has several names."""
    names = {}
    for line in subprocess.run(["nm", program], capture_output=True, text=True).stdout.splitlines():
        fields = line.split()
        if len(fields) == 3 and fields[1] in "tTwW":
            names.setdefault(int(fields[0], 16), []).append(fields[2])
    return names


def main():
    program = os.path.abspath(sys.argv[1])
    names = symbols(program)
    places = sorted(names)
    if not places:
        sys.exit("the program has no symbols: make release STRIP=")
    here = os.path.dirname(os.path.abspath(__file__))
    modules = os.listdir(os.path.join(here, "..", "Sources"))
    # Names of the standard library stay out: it is one piece, and not sorted.
    own = [f"{len(module)}{module}" for module in modules]
    order = {}
    with tempfile.TemporaryDirectory() as folder:
        key = os.path.join(folder, "key")
        with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write("0123456789abcdef0123456789abcdef")
        words = ["-g", "pay-center", "--key-file", key, "-m", "order-callback", "amount=100",
                 "mchId=20001222", "status=2", "-o", "value"]
        environment = {"HOME": folder, "LC_ALL": "C.UTF-8"}
        for address in steps([program, "sign", *words], environment):
            index = bisect.bisect_right(places, address) - 1
            found = [name for name in names[places[index]] if index >= 0
                        and any(module in name for module in own)]
            # What more functions share was folded together; the start runs one of them.
            if len(found) <= MOST_NAMES:
                order.update(dict.fromkeys(found))
    with open(os.path.join(here, "start.order"), "w") as file:
        file.write("# Made by scripts/start_order.py: what a start runs, in its order.\n")
        file.write("".join(name + "\n" for name in order))
    print(f"{len(order)} functions")


main()

"""Splits a CSV file into parts by order number: split.py FILE COLUMN PARTS PREFIX

The rows of one order come into one part, whatever file they stand in, so every part of one side can
be compared with the same part of the other side alone. Every part begins with the header.
"""
import sys
import zlib


def part_of(order, parts):
    """The part of an order, the same on every machine (unlike Python's own hash)."""
    return zlib.crc32(order.strip(" \t\r\n`'\"").encode()) % parts


def cells(line):
    """Cells of files that a database wrote: no quoted line breaks, no separators inside quotes."""
    return line.rstrip("\r\n").split(",")


def main():
    path, column, count, prefix = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    with open(path, encoding="utf-8-sig", newline="") as lines:
        header = next(lines)
        place = cells(header).index(column)
        parts = [open(f"{prefix}{index}.csv", "w", encoding="utf-8", newline="") for index in range(count)]
        for part in parts:
            part.write(header)
        for line in lines:
            parts[part_of(cells(line)[place], count)].write(line)
        for part in parts:
            part.close()


if __name__ == "__main__":
    main()

"""Compares two CSV files in Spark: spark_reconcile.py PROGRAM OURS COLUMN THEIRS COLUMN PARTS

Spark brings the rows of one order together; the program compares each partition. The cluster is
local: two executors of one core and 1,024 MiB each. Every partition's report is printed.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import pyspark
from pyspark import SparkConf, SparkContext

from split import cells, part_of

os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
program, ours, ours_column, theirs, theirs_column, count = sys.argv[1:7]
parts = int(count)
configuration = (
    SparkConf()
    .setMaster("local-cluster[2,1,1024]")
    .setAppName("merchant")
    .set("spark.ui.enabled", "false")
    .set("spark.driver.host", "127.0.0.1")
    .set("spark.driver.bindAddress", "127.0.0.1")
)
context = SparkContext(conf=configuration)
context.setLogLevel("ERROR")
context.addPyFile(str(pathlib.Path(__file__).with_name("split.py")))


def side(path, column, number):
    """The header, and every row with its order number and the number of its side."""
    lines = context.textFile(pathlib.Path(path).resolve().as_uri(), minPartitions=parts)
    header = lines.first()
    place = cells(header).index(column)
    rows = lines.filter(lambda line: line != header)
    return header, rows.map(lambda line: (cells(line)[place], (number, line)))


def compare(rows, headers):
    """One partition: its rows as two files, compared by the program."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("ours.csv", "theirs.csv")]
        files = [open(path, "w", encoding="utf-8") for path in paths]
        for file, header in zip(files, headers):
            file.write(header + "\n")
        for _, (number, line) in rows:
            files[number].write(line + "\n")
        for file in files:
            file.close()
        command = [program, "reconcile", "--ours", paths[0], "--theirs", paths[1], "-o", "json"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr)
        yield json.dumps(json.loads(done.stdout))


ours_header, ours_rows = side(ours, ours_column, 0)
theirs_header, theirs_rows = side(theirs, theirs_column, 1)
headers = (ours_header, theirs_header)
together = ours_rows.union(theirs_rows).partitionBy(parts, lambda order: part_of(order, parts))
for report in together.mapPartitions(lambda rows: compare(rows, headers)).collect():
    print(report)
context.stop()

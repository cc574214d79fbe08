"""Runs a program as a pipe() stage of Spark: spark_pipe.py FILE PROGRAM [WORD…]

The cluster is local: two executors of one core and 1,024 MiB each, processes of their own. What the
program prints on every partition is printed here.
"""
import os
import pathlib
import shlex
import sys

import pyspark
from pyspark import SparkConf, SparkContext

os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
file, command = sys.argv[1], sys.argv[2:]
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
lines = context.textFile(pathlib.Path(file).resolve().as_uri(), minPartitions=8)
# pipe() starts the program once for each partition and feeds it a line for each record. The status
# is not checked: 1 only says that some lines are not valid. Only lines that failed come back, so they
# are collected; a job that expects many writes them with saveAsTextFile.
for line in lines.pipe(shlex.join(command)).collect():
    print(line)
context.stop()

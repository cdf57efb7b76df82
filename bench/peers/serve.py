"""
The conversation with the Node side (peer.js). The process is started with one argument, a JSON object
{"train": path, "test": path, "threads": n}. It reads the ratings, says {"ready": true, "version": …}, and then answers
each line of JSON on standard input, {"job": name, …settings}, by one line of JSON on standard output.
"""

import json
import os
import sys
from importlib.metadata import version

from threadpoolctl import threadpool_limits

from triplets import Triplets


def serve(package, jobs, *, blas_threads=None):
    """
    `jobs(train, test, threads)` gives a dictionary of functions, from settings to an answer; `train` and `test` are None
    where no file was given. BLAS gets `blas_threads`, or as many as the peer where that is None.
    """
    answers = take_standard_output()
    start = json.loads(sys.argv[1])
    threads = start["threads"]
    train, test = (Triplets.read(start[part]) if start.get(part) else None for part in ("train", "test"))
    with threadpool_limits(threads if blas_threads is None else blas_threads, user_api="blas"):
        functions = jobs(train, test, threads)
        say(answers, {"ready": True, "version": version(package)})
        for line in sys.stdin:
            request = json.loads(line)
            try:
                say(answers, functions[request.pop("job")](**request))
            except Exception as error:  # the Node side decides what a failed job means
                say(answers, {"error": f"{type(error).__name__}: {error}"})


def take_standard_output():
    """Keeps standard output for answers; what a library prints goes to standard error, C and C++ included."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return answers


def say(answers, message):
    answers.write(json.dumps(message) + "\n")
    answers.flush()

"""How long a call takes, and the most memory that the process held meanwhile."""

import gc
import resource
import time


def measure(call):
    """
    Runs `call` once. `seconds` is wall time; `peakMemory` is the largest resident size in bytes during the call, of the
    whole process: interpreter, libraries and ratings included.
    """
    gc.collect()
    forget_peak()
    started = time.perf_counter()
    call()
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "peakMemory": peak_memory()}


def forget_peak():
    """Starts the peak anew (man 5 proc, clear_refs). Elsewhere than on Linux the peak is that since the start."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak_memory():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

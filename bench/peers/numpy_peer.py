"""NumPy: the inverse of a large matrix by LAPACK, which is nearly all that fitting EASE costs (Steck 2019)."""

from functools import cache

import numpy as np

from measure import measure
from serve import serve


def jobs(train, test, threads):
    @cache
    def positive_definite(n):
        """A symmetric matrix like that of EASE: counts in common, and a larger diagonal."""
        random = np.random.default_rng(42)
        columns = random.standard_normal((n, n), dtype=np.float32)
        return columns @ columns.T + n * np.eye(n, dtype=np.float32)

    def inverse(n=3706):
        matrix = positive_definite(n)
        return measure(lambda: np.linalg.inv(matrix))

    return {"inverse": inverse}


serve("numpy", jobs)

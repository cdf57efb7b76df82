"""SciPy: the singular vectors of a sparse matrix, which are nearly all that PureSVD is (Cremonesi et al. 2010)."""

import numpy as np
from scipy.sparse.linalg import svds

from measure import measure
from serve import serve


def jobs(train, test, threads):
    ratings = train.matrix().tocsr().astype(np.float32)

    def decomposition(factors=64, seed=42):
        """ARPACK's, to the precision of float32."""
        start = np.random.default_rng(seed).standard_normal(min(ratings.shape)).astype(np.float32)
        return measure(lambda: svds(ratings, k=factors, v0=start))

    return {"decomposition": decomposition}


serve("scipy", jobs)

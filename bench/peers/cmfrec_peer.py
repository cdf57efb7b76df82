"""
cmfrec (Cortes, https://github.com/david-cortes/cmfrec): alternating least squares for explicit and implicit feedback,
here without side information.
"""

import numpy as np
from cmfrec import CMF, CMF_implicit

from accuracy import rmse
from measure import measure
from serve import serve


def jobs(train, test, threads):
    ratings = train.matrix()

    def als(factors=40, iterations=10, regularization=10.0, conjugateGradient=True, seed=42):
        """Ratings with biases of users and items, which are part of the factorization."""
        model = CMF(
            k=factors,
            lambda_=regularization,
            niter=iterations,
            use_cg=conjugateGradient,
            finalize_chol=False,
            precompute_for_predictions=False,
            nthreads=threads,
            random_state=seed,
            verbose=False,
        )
        measured = measure(lambda: model.fit(ratings))
        if test is None:
            return measured
        return {**measured, "rmse": rmse(np.asarray(model.predict(test.user, test.item)), train, test)}

    def implicit_als(factors=64, iterations=10, regularization=1.0, alpha=1.0, conjugateGradient=True, seed=42):
        model = CMF_implicit(
            k=factors,
            lambda_=regularization,
            alpha=alpha,
            niter=iterations,
            use_cg=conjugateGradient,
            finalize_chol=False,
            precompute_for_predictions=False,
            nthreads=threads,
            random_state=seed,
            verbose=False,
        )
        return measure(lambda: model.fit(ratings))

    return {"als": als, "implicitAls": implicit_als}


serve("cmfrec", jobs, blas_threads=1)

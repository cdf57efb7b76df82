"""
implicit (Frederickson, https://github.com/benfred/implicit): models of implicit feedback. The values are confidences.
Its own threads do the work, so BLAS gets one, as its documentation asks.
"""

import warnings
from functools import cache

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from implicit.cpu.bpr import BayesianPersonalizedRanking
from implicit.cpu.lmf import LogisticMatrixFactorization
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

from measure import measure
from serve import serve

# The neighborhood models hand each other a matrix in coordinates and then warn of it.
warnings.filterwarnings("ignore", "Method expects CSR input")

weightings = {"cosine": CosineRecommender, "tfidf": TFIDFRecommender, "bm25": BM25Recommender}


def jobs(train, test, threads):
    confidences = train.matrix().tocsr()
    everyone = np.arange(train.users)

    def fit(model, **settings):
        return measure(lambda: model.fit(confidences, show_progress=False, **settings))

    def als_model(factors, iterations, conjugateGradient, seed):
        return AlternatingLeastSquares(
            factors=factors,
            iterations=iterations,
            use_cg=conjugateGradient,
            num_threads=threads,
            random_state=seed,
        )

    def als(factors=64, iterations=10, conjugateGradient=True, seed=42):
        """`sweepSeconds` is the median of the sweeps (users, then items), by implicit's own clock around each."""
        sweeps = []
        model = als_model(factors, iterations, conjugateGradient, seed)
        measured = fit(model, callback=lambda iteration, seconds, loss: sweeps.append(seconds))
        return {**measured, "sweepSeconds": float(np.median(sweeps))}

    def bpr(factors=64, epochs=5, seed=42):
        model = BayesianPersonalizedRanking(
            factors=factors, iterations=epochs, num_threads=threads, random_state=seed
        )
        return fit(model)

    def logistic(factors=32, epochs=5, negatives=5, seed=42):
        model = LogisticMatrixFactorization(
            factors=factors, iterations=epochs, neg_prop=negatives, num_threads=threads, random_state=seed
        )
        return fit(model)

    def neighbors(weighting="cosine", count=100):
        return fit(weightings[weighting](K=count, num_threads=threads))

    @cache
    def fitted(factors):
        model = als_model(factors, 3, True, 42)
        model.fit(confidences, show_progress=False)
        return model

    def top(factors=64, count=10):
        """The best items that each user does not have yet. The model is fitted beforehand."""
        model = fitted(factors)
        return measure(lambda: model.recommend(everyone, confidences, N=count, filter_already_liked_items=True))

    return {"als": als, "bpr": bpr, "logistic": logistic, "neighbors": neighbors, "top": top}


serve("implicit", jobs, blas_threads=1)

"""
LightFM (Kula 2015), as lightfm-next keeps it compilable: WARP for ratings that all count as liked. Its threads share the
vectors without locks, so two runs differ.
"""

from lightfm import LightFM

from measure import measure
from serve import serve


def jobs(train, test, threads):
    liked = train.matrix().tocoo()
    liked.data[:] = 1

    def warp(factors=64, epochs=5, tries=10, seed=42):
        model = LightFM(no_components=factors, loss="warp", max_sampled=tries, random_state=seed)
        return measure(lambda: model.fit(liked, epochs=epochs, num_threads=threads))

    return {"warp": warp}


serve("lightfm-next", jobs, blas_threads=1)

"""
scikit-learn: SLIM (Ning, Karypis 2011) as it is usually fitted in Python, film by film by the coordinate descent of
ElasticNet(positive=True). What ElasticNet calls is called here directly, with the products of all films computed once
(`precompute`); with its checks of each film's matrix it takes far longer. It lets go of the interpreter's lock, so
threads share the films.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.sparse import vstack, csr_matrix
from sklearn.linear_model._cd_fast import enet_coordinate_descent_gram

from measure import measure
from serve import serve


def jobs(train, test, threads):
    liked = train.matrix().tocsr()
    liked.data = (liked.data >= 4).astype(np.float32)
    liked.eliminate_zeros()

    def slim(l1=1.0, l2=100.0, tolerance=1e-4, iterations=1000, minRatings=3):
        """Films that fewer than `minRatings` people liked are left out. Ratings of 4 and up are liked."""
        return measure(lambda: fit(l1, l2, tolerance, iterations, minRatings))

    def fit(l1, l2, tolerance, iterations, minRatings):
        columns = liked[:, np.diff(liked.tocsc().indptr) >= minRatings]
        gram = np.ascontiguousarray((columns.T @ columns).toarray())
        random = np.random.RandomState(42)

        def weights(film):
            products = gram[film].copy()
            products[film] = -1e9  # no weight of its own: with weights of 0 and more, it never gets any
            norm = np.sqrt(gram[film, film : film + 1])
            start = np.zeros(len(gram), dtype=np.float32)
            found = enet_coordinate_descent_gram(
                start, l1, l2, gram, products, norm, iterations, tolerance, random, False, True
            )
            return csr_matrix(found[0])

        with ThreadPoolExecutor(threads) as pool:
            return vstack(list(pool.map(weights, range(len(gram)))))

    return {"slim": slim}


serve("scikit-learn", jobs)

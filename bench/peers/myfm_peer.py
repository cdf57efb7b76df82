"""
myFM (Ohtsuki, https://github.com/tohtsky/myFM): Bayesian factorization machines by Gibbs sampling, in blocks of related
features. It learns on one thread, whatever the number given.
"""

import numpy as np
from myfm import MyFMGibbsRegressor, RelationBlock
from scipy.sparse import csr_matrix, diags, hstack, identity

from accuracy import rmse
from measure import measure
from serve import serve


def with_neighbors(ratings):
    """For each row its own feature, and those of the columns in which it has ratings, each 1 / √count."""
    rated = csr_matrix((np.ones(ratings.nnz), (ratings.row, ratings.col)), shape=ratings.shape)
    counts = np.asarray(rated.sum(axis=1)).ravel()
    scaled = diags(1 / np.sqrt(np.maximum(counts, 1))) @ rated
    return hstack([identity(ratings.shape[0]), scaled], format="csr")


def jobs(train, test, threads):
    matrix = train.matrix()
    users, items = with_neighbors(matrix), with_neighbors(matrix.T)

    def blocks(part):
        return [RelationBlock(part.user.tolist(), users), RelationBlock(part.item.tolist(), items)]

    def bfm(factors=8, sweeps=100, burnIn=20, seed=42):
        """People with their films and films with their people, without times; each kind of feature has a prior."""
        model = MyFMGibbsRegressor(rank=factors, random_seed=seed)
        shapes = [train.users, train.items, train.items, train.users]
        related = blocks(train)
        measured = measure(
            lambda: model.fit(
                csr_matrix((len(train.value), 0)),
                train.value,
                related,
                n_iter=sweeps,
                n_kept_samples=sweeps - burnIn,
                group_shapes=shapes,
            )
        )
        if test is None:
            return measured
        predictions = model.predict(csr_matrix((len(test.value), 0)), blocks(test))
        return {**measured, "rmse": rmse(predictions, train, test)}

    return {"bfm": bfm}


serve("myfm", jobs)

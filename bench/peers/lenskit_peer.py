"""
LensKit (Ekstrand 2020, https://lkpy.lenskit.org): alternating least squares and item neighborhoods, whose inner loops
are Rust. Its pool of threads is made once in a process.
"""

import numpy as np
import pandas as pd
from lenskit import parallel
from lenskit.als import BiasedMFScorer, ImplicitMFScorer
from lenskit.data import from_interactions_df
from lenskit.knn import ItemKNNScorer
from lenskit.training import TrainingOptions

from accuracy import rmse
from measure import measure
from serve import serve


def jobs(train, test, threads):
    parallel.initialize(processes=1, threads=threads, backend_threads=1)
    ratings = pd.DataFrame({"user_id": train.user, "item_id": train.item, "rating": train.value})
    dataset = from_interactions_df(ratings)
    # Built when first asked for, and kept; asked for here, so that no fit pays for it.
    dataset.interactions().matrix()

    def fit(model, seed):
        return measure(lambda: model.train(dataset, TrainingOptions(rng=seed)))

    def predict(model):
        """Mean, biases and product of the factors, where LensKit knows the user and the item."""
        known = test.user * 0.0
        users = model.users.numbers(test.user, missing="negative")
        items = model.items.numbers(test.item, missing="negative")
        known += model.bias.global_bias
        known += np.where(users >= 0, model.bias.user_biases[users], 0)
        known += np.where(items >= 0, model.bias.item_biases[items], 0)
        product = np.einsum("rf,rf->r", model.user_embeddings[users], model.item_embeddings[items])
        return known + np.where((users >= 0) & (items >= 0), product, 0)

    def als(factors=64, epochs=10, regularization=0.1, seed=42):
        model = BiasedMFScorer(embedding_size=factors, epochs=epochs, regularization=regularization)
        measured = fit(model, seed)
        return {**measured, "rmse": rmse(predict(model), train, test)} if test else measured

    def implicit_als(factors=64, epochs=10, weight=40, useRatings=False, seed=42):
        return fit(ImplicitMFScorer(embedding_size=factors, epochs=epochs, weight=weight, use_ratings=useRatings), seed)

    def neighbors(count=100, feedback="explicit"):
        return fit(ItemKNNScorer(save_nbrs=count, feedback=feedback), 42)

    return {"als": als, "implicitAls": implicit_als, "neighbors": neighbors}


serve("lenskit", jobs, blas_threads=1)

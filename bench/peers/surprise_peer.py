"""
Surprise (Hug 2020, https://surpriselib.com): matrix factorization by stochastic gradient descent, neighborhoods and
baselines. It computes on one thread, whatever the number given.
"""

from collections import defaultdict

import numpy as np
from surprise import (
    NMF,
    SVD,
    BaselineOnly,
    CoClustering,
    KNNBaseline,
    KNNBasic,
    KNNWithMeans,
    KNNWithZScore,
    SlopeOne,
    SVDpp,
    Trainset,
)

from accuracy import rmse
from measure import measure
from serve import serve

neighborhoods = {model.__name__: model for model in (KNNBasic, KNNWithMeans, KNNWithZScore, KNNBaseline)}


def trainset_of(train):
    """Surprise's own form of the ratings, where our numbers are its inner ids."""
    of_users, of_items = defaultdict(list), defaultdict(list)
    for user, item, value in zip(train.user.tolist(), train.item.tolist(), train.value.tolist()):
        of_users[user].append((item, value))
        of_items[item].append((user, value))
    scale = (float(train.value.min()), float(train.value.max()))
    known_users, known_items = ({inner: inner for inner in side} for side in (of_users, of_items))
    return Trainset(
        of_users, of_items, train.users, train.items, len(train.value), scale, known_users, known_items
    )


def jobs(train, test, threads):
    trainset = trainset_of(train)
    held_out = test and list(zip(test.user.tolist(), test.item.tolist(), test.value.tolist()))

    def predict(model):
        return np.array([prediction.est for prediction in model.test(held_out)])

    def fit(model):
        measured = measure(lambda: model.fit(trainset))
        return {**measured, "rmse": rmse(predict(model), train, test)} if held_out else measured

    def fit_and_predict(model):
        predictions = []

        def both():
            model.fit(trainset)
            predictions.append(predict(model))

        measured = measure(both)
        return {**measured, "rmse": rmse(predictions[0], train, test)}

    def svd(factors=100, epochs=20, seed=42):
        return fit(SVD(n_factors=factors, n_epochs=epochs, random_state=seed))

    def svdpp(factors=20, epochs=20, seed=42):
        """Very slow: ask for one epoch. With epochs=1 `seconds` is an epoch's."""
        return fit(SVDpp(n_factors=factors, n_epochs=epochs, random_state=seed))

    def knn(model="KNNBaseline", similarity="pearson_baseline", byUser=True, neighbors=40):
        """The fit and the predictions of the test ratings together, since k-NN does its work in both."""
        options = {"name": similarity, "user_based": byUser}
        return fit_and_predict(neighborhoods[model](k=neighbors, sim_options=options, verbose=False))

    def similarities(similarity="pearson", byUser=False):
        """The matrix of all similarities, by default Pearson's between items: what KNNBasic's fit computes."""
        model = KNNBasic(sim_options={"name": similarity, "user_based": byUser}, verbose=False)
        return measure(lambda: model.fit(trainset))

    def nmf(factors=15, epochs=50, seed=42):
        return fit(NMF(n_factors=factors, n_epochs=epochs, random_state=seed))

    def co_clustering(userClusters=3, itemClusters=3, epochs=20, seed=42):
        model = CoClustering(
            n_cltr_u=userClusters, n_cltr_i=itemClusters, n_epochs=epochs, random_state=seed
        )
        return fit(model)

    def slope_one():
        """The fit and the predictions of the test ratings together, as of k-NN."""
        return fit_and_predict(SlopeOne())

    def baseline(epochs=10):
        return fit(BaselineOnly(bsl_options={"method": "als", "n_epochs": epochs}, verbose=False))

    return {
        "svd": svd,
        "svdpp": svdpp,
        "nmf": nmf,
        "co-clustering": co_clustering,
        "slope-one": slope_one,
        "knn": knn,
        "similarities": similarities,
        "baseline": baseline,
    }


serve("scikit-surprise", jobs)

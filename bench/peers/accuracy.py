"""The root mean squared error of predictions, by one definition for all peers."""

import numpy as np


def rmse(predictions, train, test):
    """
    Over all pairs of `test`. Predictions are clipped to the scale of the training ratings, as movierec and Surprise do;
    where a peer has none (NaN), the mean of the training ratings stands in.
    """
    known = np.where(np.isnan(predictions), train.value.mean(), predictions)
    clipped = np.clip(known, train.value.min(), train.value.max())
    return float(np.sqrt(np.mean(np.square(clipped - test.value, dtype=np.float64))))

"""
LIBMF (Chin, Zhuang, Juan, Lin 2015, https://github.com/cjlin1/libmf): matrix factorization by stochastic gradient
descent on blocks, with AdaGrad as its schedule of the learning rate. Its C functions are called directly: the Python
package copies the ratings one by one within the call that would be timed.
"""

import ctypes
from importlib.metadata import distribution
from pathlib import Path

import numpy as np

from accuracy import rmse
from measure import measure
from serve import serve

rating = np.dtype([("user", "<i4"), ("item", "<i4"), ("value", "<f4")])
floats = ctypes.POINTER(ctypes.c_float)


class Problem(ctypes.Structure):
    """`mf_problem` of mf.h."""

    _fields_ = [("m", ctypes.c_int), ("n", ctypes.c_int), ("nnz", ctypes.c_longlong), ("R", ctypes.c_void_p)]


class Parameter(ctypes.Structure):
    """`mf_parameter` of mf.h."""

    _fields_ = [(name, ctypes.c_int) for name in ("fun", "k", "nr_threads", "nr_bins", "nr_iters")]
    _fields_ += [(name, ctypes.c_float) for name in ("lambda_p1", "lambda_p2", "lambda_q1", "lambda_q2", "eta")]
    _fields_ += [(name, ctypes.c_bool) for name in ("do_nmf", "quiet", "copy_data")]


class Model(ctypes.Structure):
    """`mf_model` of mf.h."""

    _fields_ = [(name, ctypes.c_int) for name in ("fun", "m", "n", "k")]
    _fields_ += [("b", ctypes.c_float), ("P", floats), ("Q", floats)]


def load():
    """The compiled library, which lies beside the package's folder. Importing the package prints, so it is not."""
    site = Path(distribution("libmf").locate_file(""))
    library = ctypes.CDLL(str(next(site.glob("libmf.*.so"))))
    library.mf_get_default_param.restype = Parameter
    library.mf_train.restype = ctypes.POINTER(Model)
    library.mf_train.argtypes = [ctypes.POINTER(Problem), Parameter]
    library.mf_destroy_model.argtypes = [ctypes.POINTER(ctypes.POINTER(Model))]
    library.mf_destroy_model.restype = None
    return library


def jobs(train, test, threads):
    library = load()
    nodes = np.empty(len(train.value), rating)
    nodes["user"], nodes["item"], nodes["value"] = train.user, train.item, train.value
    problem = Problem(train.users, train.items, len(nodes), nodes.ctypes.data_as(ctypes.c_void_p))
    problem.ratings = nodes  # the address alone would not keep them alive

    def predict(model):
        """The products of the factors; those of users and items without ratings are NaN."""
        users = np.ctypeslib.as_array(model.P, (model.m, model.k))[test.user]
        items = np.ctypeslib.as_array(model.Q, (model.n, model.k))[test.item]
        return np.einsum("rf,rf->r", users, items)

    def sgd(factors=100, iterations=20, learningRate=0.1, regularization=0.05):
        """Squared error, L2. `learningRate` is AdaGrad's first. Shuffling and sorting into blocks are part of it."""
        parameter = library.mf_get_default_param()
        parameter.k, parameter.nr_iters, parameter.nr_threads = factors, iterations, threads
        parameter.eta, parameter.quiet = learningRate, True
        parameter.lambda_p2 = parameter.lambda_q2 = regularization
        parameter.lambda_p1 = parameter.lambda_q1 = 0
        models = []
        measured = measure(lambda: models.append(library.mf_train(ctypes.byref(problem), parameter)))
        try:
            return {**measured, "rmse": rmse(predict(models[0].contents), train, test)} if test else measured
        finally:
            library.mf_destroy_model(ctypes.byref(models[0]))

    def curve(iterations, **settings):
        """A fit for each number of iterations: how the error falls with time. `seconds` are those of all."""
        runs = [{"iterations": count, **sgd(iterations=count, **settings)} for count in iterations]
        return {"seconds": sum(run["seconds"] for run in runs), "runs": runs}

    return {"sgd": sgd, "curve": curve}


serve("libmf", jobs)

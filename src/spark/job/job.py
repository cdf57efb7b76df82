"""What movierec hands to Spark: reads a request, does one task of it, and tells movierec how far it is. It runs in the
driver; executors need no Python, as everything is DataFrames and MLlib."""

import sys

from causes import causes_of
from clean import clean_ratings, finish_cleaning, look_before_cleaning
from exchange import open_exchange
from factorize import factorize
from list_films import list_films
from movierec import Elsewhere, OnThisMachine
from query import query
from status import Status

TASKS = {
    task.__name__: task
    for task in [factorize, list_films, query, look_before_cleaning, clean_ratings, finish_cleaning]
}


def main(place):
    """`place` is the request's path, or its address where movierec is on another machine."""
    if "://" in place:
        movierec = Elsewhere(start(), place)
        status = Status(movierec)
    else:
        # From its first second on this one ends with movierec.
        movierec = OnThisMachine(place)
        status = Status(movierec)
    try:
        spark = start()
        status.watch(spark.sparkContext)
        exchange = open_exchange(spark, movierec.request["exchange"])
        try:
            result = TASKS[movierec.request["task"]](spark, exchange, movierec.request)
        finally:
            exchange.close()
        movierec.hear(result=result, delivered=exchange.delivered)
        spark.stop()
    except Exception as error:
        movierec.hear(failed=causes_of(error))
        sys.exit(1)


def start():
    from pyspark.sql import SparkSession

    return SparkSession.builder.getOrCreate()


if __name__ == "__main__":
    main(sys.argv[1])

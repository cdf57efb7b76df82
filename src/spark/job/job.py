"""What movierec hands to spark-submit: reads a request, does one task of it in Spark, and says on standard output how far
it is, in lines of JSON. It runs in the driver; executors need no Python, as everything is DataFrames and MLlib."""

import json
import sys

from causes import causes_of
from clean import clean_ratings, finish_cleaning, look_before_cleaning
from exchange import Exchange
from factorize import factorize
from list_films import list_films
from query import query
from status import Status, say

TASKS = {
    task.__name__: task
    for task in [factorize, list_films, query, look_before_cleaning, clean_ratings, finish_cleaning]
}


def main(path):
    with open(path) as file:
        request = json.load(file)
    status = Status(request["process"])
    try:
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.getOrCreate()
        status.watch(spark.sparkContext)
        exchange = Exchange(spark, request["exchange"])
        try:
            result = TASKS[request["task"]](spark, exchange, request)
        finally:
            exchange.close()
        say(result=result)
        spark.stop()
    except Exception as error:
        say(failed=causes_of(error))
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])

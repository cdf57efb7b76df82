"""The best films of each person, without those that they have rated."""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

# Places that are held at once where the lists of some people are put together.
PLACES_A_PART = 1_000_000


def list_films(spark, exchange, request):
    """
    MLlib ranks all films, rated or not: so it is asked for k places and as many more as a person has rated. For all
    people that would be as many as the most eager has rated, so they are asked for in groups, each up to a limit that is
    four times the one before.
    """

    def read(name):
        return spark.read.parquet(exchange.fetch(f"{name}.parquet"))

    people = read("people").join(read("counts").withColumnRenamed("user", "id"), "id").cache()
    films = read("films").cache()
    excluded = read("excluded")
    best = None
    for low, high in zip([-1, *request["limits"]], request["limits"]):
        group = people.where((F.col("excluded") > low) & (F.col("excluded") <= high)).select("id", "features")
        places = min(request["k"] + high, request["films"])
        found = _top(spark, group, films, places, request)
        best = found if best is None else best.union(found)

    users = read("users").withColumnRenamed("index", "id")
    movies = read("movies").withColumnRenamed("index", "item")
    order = Window.partitionBy("id").orderBy(F.desc("score"), "item")
    lists = (
        best.join(excluded.withColumnRenamed("user", "id"), ["id", "item"], "left_anti")
        .withColumn("place", F.row_number().over(order))
        .where(F.col("place") <= request["k"])
        .join(movies, "item")
        .join(users, "id")
        .repartition("id")
        .sortWithinPartitions("id", "place")
        .select("user", "place", "movie", "score", F.lit(None).cast("string").alias("fallback"))
    )
    lists.write.parquet(exchange.place("lists"))
    rows = spark.read.parquet(exchange.place("lists")).count()
    exchange.deliver("lists")
    return {"rows": rows}


def _top(spark, people, films, places, request):
    """id, item, score of the films whose vectors have the largest products with a person's."""
    parts = max(spark.sparkContext.defaultParallelism, request["people"] * places // PLACES_A_PART)
    model = spark._jvm.org.apache.spark.ml.recommendation.ALSModel(
        "movierec", request["width"], people.repartition(parts)._jdf, films.coalesce(1)._jdf
    )
    found = DataFrame(model.setUserCol("user").setItemCol("item").recommendForAllUsers(places), spark)
    each = found.select(F.col("user").alias("id"), F.explode("recommendations").alias("film"))
    return each.select("id", F.col("film.item").alias("item"), F.col("film.rating").alias("score"))

"""Matrix factorization by alternating least squares, of MLlib: the films' vectors of a set of ratings."""

from pyspark.sql import DataFrame

RATINGS_A_BLOCK = 2_000_000
# Every epoch depends on the one before: without checkpoints, a lost executor sends a long fit back to its start, and tasks
# carry all epochs in them, too deep for their stacks.
CHECKPOINT_EVERY = 4


def factorize(spark, exchange, request):
    """
    Explicit: minimizes sum (value - p.q)^2 + regularization (n |p|^2 + m |q|^2), n and m being how many ratings a person
    gave and a film has. Implicit: value is how much more than 1 a rating weighs, as a preference of 1; all other pairs
    weigh 1, as a preference of 0, and n and m count the ratings.
    """
    ratings = spark.read.parquet(exchange.fetch("ratings.parquet"))
    blocks = max(spark.sparkContext.defaultParallelism, -(-request["count"] // RATINGS_A_BLOCK))
    if request["epochs"] > CHECKPOINT_EVERY:
        spark.sparkContext.setCheckpointDir(exchange.place("checkpoints"))
    # MLlib by its own names: what stands for it in Python needs numpy.
    als = spark._jvm.org.apache.spark.ml.recommendation.ALS()
    als.setUserCol("user").setItemCol("item").setRatingCol("value").setSeed(request["seed"])
    als.setRank(request["factors"]).setMaxIter(request["epochs"]).setRegParam(float(request["regularization"]))
    als.setImplicitPrefs(request["implicit"]).setAlpha(1.0)
    als.setNumBlocks(blocks).setCheckpointInterval(CHECKPOINT_EVERY)
    vectors = DataFrame(als.fit(ratings._jdf).itemFactors(), spark)
    vectors.select("id", "features").coalesce(blocks).write.parquet(exchange.place("vectors"))
    exchange.deliver("vectors")
    return {"blocks": blocks}



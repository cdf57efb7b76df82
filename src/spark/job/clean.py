"""Cleaning of ratings that lie elsewhere, in three tasks: what there is; the ratings; and what movierec makes of the rest."""

from pyspark.sql import functions as F

from parquet_file import digest, join_parts
from query import query

# Stands in the folder for as long as what is in it is not whole.
MARK = "_unfinished"
MANIFEST = "manifest.json"


def look_before_cleaning(spark, exchange, request):
    """What a query says, and the names of what is in the two folders."""
    there = exchange.names(request["from"])
    found = exchange.names(request["out"])
    result = query(spark, exchange, request) if request["needs"] in there else {}
    return {"there": there, "found": found, **result}


def clean_ratings(spark, exchange, request):
    """
    Writes ratings.parquet to a folder that it empties when all is computed. The queries go by `raw`, `user_ids` and
    `film_ids`; the last, which gives each rating its part, by `numbered`.
    """
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    for name in ["user_ids", "film_ids"]:
        spark.read.parquet(exchange.fetch(f"{name}.parquet")).createOrReplaceTempView(name)
    rows = spark.read.parquet(request["ratings"])
    # In the order of the file, or of the files' names.
    position = F.struct("_metadata.file_path", "_metadata.row_index").alias("position")
    rows.select("user", "movie", "rating", "timestamp", position).createOrReplaceTempView("raw")
    faults = spark.sql(request["faults"]).first().asDict()

    tables = Tables(spark, exchange)
    twins = f"""SELECT *, row_number() OVER (PARTITION BY user, item ORDER BY {request["latestFirst"]}) AS place,
        count(*) OVER (PARTITION BY user, item) AS times FROM ({request["sound"]})"""
    tables.keep("mapped", f"SELECT user, item, rating, time, times FROM ({twins}) WHERE place = 1")
    surplus = spark.sql("SELECT coalesce(sum(times - 1), 0) AS surplus FROM mapped").first()["surplus"]
    sparse = keep_core(spark, tables, request["least"])
    result = {"faults": faults, "twins": surplus, "sparse": sparse, "ratings": tables.count("mapped")}
    if result["ratings"] == 0:
        return result

    # Without gaps; films keep their numbers where those without ratings stay in the catalog.
    anew = "CAST(row_number() OVER (ORDER BY old) - 1 AS INT)"
    numbers = {"user": anew, "item": anew if request["dropsFilms"] else "old"}
    for column, number in numbers.items():
        tables.keep(f"kept_{column}s", f"SELECT old, {number} AS index FROM (SELECT DISTINCT {column} AS old FROM mapped)")
        exchange.deliver(f"kept_{column}s")
    spark.sql(
        """SELECT u.index AS user, f.index AS item, rating, nullif(time, 0) AS time
        FROM mapped m JOIN kept_users u ON m.user = u.old JOIN kept_items f ON m.item = f.old"""
    ).createOrReplaceTempView("numbered")
    tables.keep("parts", f"SELECT * FROM ({request['split']}) ORDER BY user, item")
    parts = spark.sql("SELECT part, count(*) AS ratings FROM parts GROUP BY part").collect()

    out = request["out"]
    target = f"{out}/ratings.parquet"
    # From here on an earlier result is gone.
    exchange.mark(f"{out}/{MARK}")
    exchange.remove(f"{out}/{MANIFEST}")
    exchange.empty(out, MARK)
    join_parts(spark, exchange, exchange.place("parts"), target)
    result["parts"] = {row["part"]: row["ratings"] for row in parts}
    result["file"] = {**exchange.about(target), "sha256": digest(spark, exchange, target)}
    return result


def finish_cleaning(spark, exchange, request):
    """Lays files into the folder, the manifest last: where that is, all else is."""
    out = request["out"]
    for name in [*request["files"], MANIFEST]:
        exchange.lay(f"processed/{name}", f"{out}/{name}")
    exchange.remove(f"{out}/{MARK}")
    return {}


def keep_core(spark, tables, least):
    """Takes out people, and films, with fewer ratings until all have as many, and says how many ratings that took."""
    before = tables.count("mapped")
    if max(least.values()) <= 1:
        return 0
    left = before
    while left > 0:
        kept = "mapped"
        for column, number in least.items():
            enough = f"SELECT {column} FROM {kept} GROUP BY {column} HAVING count(*) >= {number}"
            spark.sql(f"SELECT * FROM {kept} LEFT SEMI JOIN ({enough}) USING ({column})").createOrReplaceTempView(
                f"enough_{column}s"
            )
            kept = f"enough_{column}s"
        tables.keep("mapped", f"SELECT user, item, rating, time FROM {kept}")
        now = tables.count("mapped")
        if now == left:
            break
        left = now
    return before - left


class Tables:
    """Results that are written down, so that no step computes anew what those before it did."""

    def __init__(self, spark, exchange):
        self.spark = spark
        self.exchange = exchange
        self.versions = {}

    def keep(self, name, sql):
        """Makes a table of a query, which may read the one that had the name before."""
        version = self.versions.get(name, 0)
        place = self._place(name, version + 1)
        self.spark.sql(sql).write.parquet(place)
        self.spark.read.parquet(place).createOrReplaceTempView(name)
        if version:
            self.exchange.remove(self._place(name, version))
        self.versions[name] = version + 1

    def count(self, name):
        return self.spark.table(name).count()

    def _place(self, name, version):
        return self.exchange.place(name if version == 1 else f"{name}-{version}")

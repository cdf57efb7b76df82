"""Spark SQL over Parquet that is elsewhere: tables small enough to be brought back, out of one that is not."""


def query(spark, exchange, request):
    """
    Makes each of the queries' results a table for those after it, and delivers it. Says what is lacking of the tables
    that are read, or of the files that are brought along as they are, where something is.
    """
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    lack = read_tables(spark, exchange, request["tables"])
    for name, file in request["files"].items():
        if not exchange.bring(file["path"], name) and file["needed"]:
            lack = lack or {"path": file["path"]}
    if lack:
        return {"lack": lack}
    for name, sql in request["queries"].items():
        spark.sql(sql).write.parquet(exchange.place(name))
        spark.read.parquet(exchange.place(name)).createOrReplaceTempView(name)
        exchange.deliver(name)
    return {}


def read_tables(spark, exchange, tables):
    """Names them, and says which is not there or has not the columns that are needed; the first, or nothing."""
    for name, table in tables.items():
        path = table["path"]
        if not exchange.exists(path):
            return {"path": path}
        rows = spark.read.parquet(path)
        columns = [column for column in table["columns"] if column not in rows.columns]
        if columns:
            return {"path": path, "columns": columns, "found": rows.columns}
        rows.createOrReplaceTempView(name)
    return None

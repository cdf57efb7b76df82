"""One Parquet file out of many, and what is to be known of it."""


def join_parts(spark, exchange, folder, target):
    """
    Puts the files that Spark has written to a folder behind one another, by their names, into one file. Their blocks are
    copied as they are, through the driver.
    """
    hadoop = spark._jvm.org.apache.parquet.hadoop

    def opened(path):
        return hadoop.util.HadoopInputFile.fromPath(exchange.path(path), exchange.settings)

    names = [name for name in exchange.names(folder) if name.startswith("part-")]
    parts = [opened(f"{folder}/{name}") for name in sorted(names)]
    reader = hadoop.ParquetFileReader.open(parts[0])
    about = reader.getFooter().getFileMetaData()
    reader.close()
    output = hadoop.util.HadoopOutputFile.fromPath(exchange.path(target), exchange.settings)
    overwrite = hadoop.ParquetFileWriter.Mode.OVERWRITE
    writer = hadoop.ParquetFileWriter(output, about.getSchema(), overwrite, BLOCK_BYTES, PADDING_BYTES)
    writer.start()
    for part in parts:
        writer.appendFile(part)
    writer.end(about.getKeyValueMetaData())


# What Parquet takes where nobody says anything.
BLOCK_BYTES = 128 << 20
PADDING_BYTES = 8 << 20


def digest(spark, exchange, address):
    """The SHA-256 of a file in hex."""
    stream = exchange.open(address)
    try:
        return spark._jvm.org.apache.commons.codec.digest.DigestUtils.sha256Hex(stream)
    finally:
        stream.close()

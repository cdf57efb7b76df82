"""Where movierec lays files for the cluster, and the cluster its own."""


def open_exchange(spark, about):
    kinds = {"nobody": Exchange, "driver": CopiedExchange, "movierec": CarriedExchange}
    return kinds[about["carrier"]](spark, about)


class Exchange:
    """A folder that movierec and all machines of the cluster see."""

    def __init__(self, spark, about):
        self.local = about["local"]
        self.shared = about["shared"]
        self.settings = spark._jsc.hadoopConfiguration()
        self.hadoop = spark._jvm.org.apache.hadoop.fs
        self.path = self.hadoop.Path
        # The names of what movierec has to bring itself.
        self.delivered = []

    def place(self, name):
        """What the cluster calls a file or folder of the exchange."""
        return f"{self.shared}/{name}"

    def fetch(self, name):
        """The same of one that movierec has laid there."""
        return self.place(name)

    def deliver(self, name):
        """Lets movierec have what the cluster has written."""

    def exists(self, address):
        """Whether there is anything at an address, of the exchange or not."""
        path = self.path(address)
        return self._files(path).exists(path)

    def names(self, address):
        """What is in a folder; nothing where there is none."""
        path = self.path(address)
        return [each.getPath().getName() for each in self._files(path).listStatus(path)] if self.exists(address) else []

    def about(self, address):
        """Size and time of a file, in bytes and in milliseconds since 1970."""
        path = self.path(address)
        status = self._files(path).getFileStatus(path)
        return {"bytes": status.getLen(), "modified": status.getModificationTime()}

    def open(self, address):
        path = self.path(address)
        return self._files(path).open(path)

    def empty(self, address, *kept):
        """Takes everything out of a folder but what is to be kept, and the exchange, which may lie in it."""
        for name in self.names(address):
            if name not in [*kept, self.path(self.shared).getName()]:
                self.remove(f"{address}/{name}")

    def mark(self, address):
        """An empty file."""
        path = self.path(address)
        self._files(path).create(path, True).close()

    def remove(self, address):
        path = self.path(address)
        self._files(path).delete(path, True)

    def bring(self, address, name):
        """Lets movierec have a file that lies elsewhere, if it is there."""
        if not self.exists(address):
            return False
        path = self.path(address)
        self._files(path).copyToLocalFile(False, path, self._here(name), True)
        return True

    def lay(self, name, address):
        """Copies a file of movierec's to another place than the exchange."""
        path = self.path(address)
        self._files(path).copyFromLocalFile(False, True, self._here(name), path)

    def close(self):
        """Clears away what nobody else does."""

    def _files(self, path):
        """What keeps the files there; without the files of checksums that Hadoop lays beside those of a local disk."""
        files = path.getFileSystem(self.settings)
        files.setWriteChecksum(False)
        return files

    def _here(self, name):
        return self.path(f"file://{self.local}/{name}")


class CopiedExchange(Exchange):
    """The driver, which is on movierec's machine, copies files there and back."""

    def fetch(self, name):
        there = self.path(self.place(name))
        self._files(there).copyFromLocalFile(False, True, self._here(name), there)
        return self.place(name)

    def deliver(self, name):
        there = self.path(self.place(name))
        self._files(there).copyToLocalFile(False, there, self._here(name), True)

    def close(self):
        self.remove(self.shared)


class CarriedExchange(Exchange):
    """Movierec, on another machine, has brought the files there, and brings back what is delivered."""

    def deliver(self, name):
        self.delivered.append(name)

    def bring(self, address, name):
        if not self.exists(address):
            return False
        self._copy(address, self.place(name))
        self.deliver(name)
        return True

    def lay(self, name, address):
        self._copy(self.place(name), address)

    def _copy(self, source, target):
        source, target = self.path(source), self.path(target)
        files = self.hadoop.FileUtil
        files.copy(self._files(source), source, self._files(target), target, False, True, self.settings)

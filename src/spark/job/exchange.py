"""Where movierec lays files for the cluster, and the cluster its own."""


class Exchange:
    def __init__(self, spark, about):
        self.local = about["local"]
        self.shared = about["shared"]
        self.is_copied = about["isCopied"]
        self.settings = spark._jsc.hadoopConfiguration()
        hadoop = spark._jvm.org.apache.hadoop.fs
        self.path = hadoop.Path
        if self.is_copied:
            self.files = hadoop.Path(self.shared).getFileSystem(self.settings)

    def place(self, name):
        """What the cluster calls a file or folder of the exchange."""
        return f"{self.shared}/{name}"

    def fetch(self, name):
        """The same of one that movierec has laid there."""
        if self.is_copied:
            self.files.copyFromLocalFile(False, True, self._here(name), self.path(self.place(name)))
        return self.place(name)

    def deliver(self, name):
        """Lets movierec have what the cluster has written."""
        if self.is_copied:
            self.files.copyToLocalFile(False, self.path(self.place(name)), self._here(name), True)

    def exists(self, address):
        """Whether there is anything at an address, of the exchange or not."""
        path = self.path(address)
        return path.getFileSystem(self.settings).exists(path)

    def bring(self, address, name):
        """Lets movierec have a file that lies elsewhere, if it is there."""
        if not self.exists(address):
            return False
        path = self.path(address)
        path.getFileSystem(self.settings).copyToLocalFile(False, path, self._here(name), True)
        return True

    def close(self):
        if self.is_copied:
            self.files.delete(self.path(self.shared), True)

    def _here(self, name):
        return self.path(f"file://{self.local}/{name}")

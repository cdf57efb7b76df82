"""
The ratings that every peer is given, in the file that the Node side writes: little-endian int32 users, int32 items,
int32 count, then int32 user[count], int32 item[count], float32 value[count]. Users and items are counted from 0.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix


class Triplets(NamedTuple):
    users: int
    items: int
    user: np.ndarray
    item: np.ndarray
    value: np.ndarray

    @classmethod
    def read(cls, path):
        """Reads a file. Raises ValueError where its length is not what its count says."""
        with open(path, "rb") as file:
            content = file.read()
        users, items, count = (int(number) for number in np.frombuffer(content, "<i4", 3))
        if len(content) != 12 + 12 * count:
            raise ValueError(f"{path} should have {12 + 12 * count} bytes and has {len(content)}")
        user = np.frombuffer(content, "<i4", count, 12)
        item = np.frombuffer(content, "<i4", count, 12 + 4 * count)
        value = np.frombuffer(content, "<f4", count, 12 + 8 * count)
        return cls(users, items, user.copy(), item.copy(), value.copy())

    def matrix(self):
        """The sparse users × items matrix of the values, in coordinates."""
        return coo_matrix((self.value, (self.user, self.item)), shape=(self.users, self.items))

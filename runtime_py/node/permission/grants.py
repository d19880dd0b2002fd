"""The paths that --allow-fs-read or --allow-fs-write grant (src/permission/fs_permission.cc). Uses no JavaScript names.

A file grants itself, a folder also everything below it; text after a `*` is ignored. Symbolic links are not resolved:
the caller's path counts, as in Node."""

from __future__ import annotations

from runtime_py.platform.maps import Set


class Grants:
    def __init__(self) -> None:
        self.all = False
        self._exact: Set[str] = Set()
        self._prefixes: list[str] = []

    def add(self, path: str, is_folder: bool) -> None:
        """`path` is absolute and has no `.` and `..`."""
        star = path.find('*')
        if star >= 0:
            self._add_prefix(path[:star])
        elif is_folder:
            self._add_prefix(path if path.endswith('/') else path + '/')
        else:
            self._exact.add(path)

    def _add_prefix(self, prefix: str) -> None:
        self._prefixes.append(prefix)
        if prefix.endswith('/') and prefix != '/':
            self._exact.add(prefix[: len(prefix) - 1])

    def cover(self, path: str) -> bool:
        """For '' it returns whether everything is granted."""
        if self.all or path == '':
            return self.all
        if self._exact.has(path):
            return True
        for prefix in self._prefixes:
            if path.startswith(prefix):
                return True
        return False

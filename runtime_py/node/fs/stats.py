"""stat in Node's format: 18 numbers in a shared Float64Array, or BigInt64Array, which the library reads immediately."""

from __future__ import annotations

from runtime_py.node.fs.requests import answer, checked, path_text, valid_fd
from runtime_py.node.realm.host import current_realm
from runtime_py.platform.errno import ENOENT, ENOTDIR

FIELDS = 18
_scratch = Float64Array(FIELDS)


def to_bigint(values: Float64Array, target: BigInt64Array) -> BigInt64Array:
    for k in range(FIELDS):
        target[k] = BigInt(Math.trunc(values[k]))
    return target


class Stats:
    def __init__(self, numbers: Float64Array, bigints: BigInt64Array) -> None:
        self.numbers = numbers
        self.bigints = bigints

    def shared(self, bigint: bool) -> object:
        """Copies _scratch to the array that sync calls return."""
        if bigint:
            return to_bigint(_scratch, self.bigints)
        return self.numbers

    def own(self, bigint: bool) -> object:
        """A new array, for results that are returned later."""
        return to_bigint(_scratch, BigInt64Array(FIELDS)) if bigint else _scratch.slice()

    def by_path(self, name: str) -> object:
        """stat or lstat: (path, bigint, req, throwIfNoEntry)."""

        def call(path, bigint, req=None, should_throw=None):
            text = path_text(path)
            if req is not None:
                return self._answer_path(name, text, bigint, req, should_throw)
            current_realm().trace_sync()
            result = current_realm().system[name](text, _scratch if bigint else self.numbers)
            if result >= 0:
                return self.shared(bigint)
            return js_undefined if is_missing(result, should_throw, name) else checked(result, name, text)

        return call

    def _answer_path(self, name: str, path: str, bigint: bool, req: object, should_throw: object) -> object:
        def work():
            result = current_realm().system[name](path, _scratch)
            if is_missing(result, should_throw, name):
                return js_undefined
            checked(result, name, path)
            return self.own(bigint)

        return answer(req, work)

    def by_fd(self) -> object:
        """fstat: (fd, bigint, req). Node's library passes a fourth argument against errors, which its C++ ignores."""

        def call(given, bigint, req=None):
            fd = valid_fd(given)
            if req is not None:
                return self._answer_fd(fd, bigint, req)
            current_realm().trace_sync()
            result = current_realm().system.fstat(fd, _scratch if bigint else self.numbers)
            checked(result, 'fstat')
            return self.shared(bigint)

        return call

    def _answer_fd(self, fd: int, bigint: bool, req: object) -> object:
        def work():
            checked(current_realm().system.fstat(fd, _scratch), 'fstat')
            return self.own(bigint)

        return answer(req, work)


def is_missing(result: int, should_throw: object, name: str) -> bool:
    """The entry doesn't exist, and the caller said that this is no error (throwIfNoEntry: false). ENOTDIR counts only
    for stat."""
    return should_throw is False and (result == -ENOENT or (result == -ENOTDIR and name == 'stat'))


def statfs(path: object, bigint: bool, req: object = None) -> object:
    """type bsize frsize blocks bfree bavail files ffree."""
    text = path_text(path)

    def work():
        found = Float64Array(7)
        checked(current_realm().system.statfs(text, found), 'statfs', text)
        out = BigInt64Array(8) if bigint else Float64Array(8)
        for k in range(8):
            # fragments are blocks
            value = found[k] if k < 2 else found[k - 1]
            out[k] = BigInt(Math.trunc(value)) if bigint else value
        return out

    return answer(req, work)

"""stat in Node's shape: 18 numbers in a shared Float64Array, or BigInt64Array, which the library reads at once."""
from __future__ import annotations

from runtime_py.node.fs_requests import answer, checked, path_text
from runtime_py.node.host import current_realm
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
        """_scratch's content in the array that sync calls return."""
        if bigint:
            return to_bigint(_scratch, self.bigints)
        return self.numbers

    def own(self, bigint: bool) -> object:
        """In a fresh array, for answers that come later."""
        return to_bigint(_scratch, BigInt64Array(FIELDS)) if bigint else _scratch.slice()

    def by_path(self, name: str) -> object:
        """stat or lstat: (path, bigint, req, throwIfNoEntry)."""
        def call(path, bigint, req=None, should_throw=None):
            system = current_realm().system
            text = path_text(path)
            if req is not None:
                return answer(req, lambda: self._later(system[name](text, _scratch), name, text, bigint))
            out = _scratch if bigint else self.numbers
            result = system[name](text, out)
            if result >= 0:
                return self.shared(bigint)
            if should_throw is False and (result == -ENOENT or result == -ENOTDIR):
                return js_undefined
            return checked(result, name, text)
        return call

    def _later(self, result: int, name: str, path: object, bigint: bool) -> object:
        checked(result, name, path)
        return self.own(bigint)

    def by_fd(self) -> object:
        """fstat: (fd, bigint, req, shouldNotThrow)."""
        def call(fd, bigint, req=None, should_not_throw=False):
            system = current_realm().system
            if req is not None:
                return answer(req, lambda: self._later(system.fstat(fd, _scratch), 'fstat', None, bigint))
            out = _scratch if bigint else self.numbers
            result = system.fstat(fd, out)
            if result < 0 and should_not_throw:
                return js_undefined
            checked(result, 'fstat')
            return self.shared(bigint)
        return call


def statfs(path: object, bigint: bool, req: object = None) -> object:
    def work():
        out = Float64Array(7)
        text = path_text(path)
        checked(current_realm().system.statfs(text, out), 'statfs', text)
        return BigInt64Array['from'](out, lambda value: BigInt(Math.trunc(value))) if bigint else out
    return answer(req, work)

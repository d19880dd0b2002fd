"""`database.limits`: SQLite's limits of a connection, read and set as properties."""

from __future__ import annotations

from runtime_py.node.sqlite.options import limit_value

# names for programs, and SQLITE_LIMIT_*
LIMITS: list[list] = [
    ['length', 0],
    ['sqlLength', 1],
    ['column', 2],
    ['exprDepth', 3],
    ['compoundSelect', 4],
    ['vdbeOp', 5],
    ['functionArg', 6],
    ['attach', 7],
    ['likePatternLength', 8],
    ['variableNumber', 9],
    ['triggerDepth', 10],
]


class Limits:
    """The target has the values too, for `util.inspect`, which looks behind proxies; they are updated before the object
    is returned."""

    def __init__(self, connection: object) -> None:
        self.connection = connection
        self.numbers = js_new(globalThis.Map, LIMITS)
        self.target = Object.create({})
        for limit in LIMITS:
            Object.defineProperty(
                self.target, limit[0], {'value': 0, 'writable': True, 'enumerable': True, 'configurable': False}
            )
        self.proxy = js_new(
            Proxy,
            self.target,
            {
                'get': self.read,
                'set': self.write,
                'getOwnPropertyDescriptor': self.describe,
                'defineProperty': self.define,
            },
        )

    def refresh(self) -> object:
        for limit in LIMITS:
            self.target[limit[0]] = self._ask(limit[0], -1)
        return self.proxy

    def _ask(self, name: str, value: int) -> int:
        self.connection.needs_open()
        return self.connection.engine.exports.sqlite3_limit(self.connection.at, self.numbers.get(name), value)

    def read(self, target: object, name: object, receiver: object) -> object:
        return self._ask(name, -1) if self.numbers.has(name) else Reflect.get(target, name, receiver)

    def write(self, target: object, name: object, value: object, receiver: object) -> bool:
        if not self.numbers.has(name):
            return Reflect.set(target, name, value)
        self.connection.needs_open()
        self._ask(name, limit_value(value))
        return True

    def define(self, target: object, name: object, descriptor: object) -> bool:
        if self.numbers.has(name) and Object.hasOwn(descriptor, 'value'):
            return self.write(target, name, descriptor.value, target)
        return Reflect.defineProperty(target, name, descriptor)

    def describe(self, target: object, name: object) -> object:
        if self.numbers.has(name):
            target[name] = self._ask(name, -1)
        return Reflect.getOwnPropertyDescriptor(target, name)

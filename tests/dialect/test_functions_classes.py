"""The dialect's functions and classes mean the same under CPython and lowered."""

from __future__ import annotations


class Shape:
    KIND = 'shape'

    def __init__(self, name: str, sides: int = 3) -> None:
        self.name = name
        self.sides = sides
        self.log: list[str] = []

    def describe(self) -> str:
        return f'{self.name} has {self.sides}'

    def note(self, text: str) -> None:
        self.log.append(text)

    @property
    def double(self) -> int:
        return self.sides * 2

    @double.setter
    def double(self, value: int) -> None:
        self.sides = value // 2

    @staticmethod
    def square() -> Shape:
        return Shape('square', sides=4)


class Polygon(Shape):
    def __init__(self, sides: int, label: str = 'p') -> None:
        super().__init__(label, sides)
        self.extra = sides + 1

    def describe(self) -> str:
        return 'polygon: ' + super().describe()


class Stack:
    """Has methods with the names of list's."""

    def __init__(self) -> None:
        self.items: list[int] = []

    def append(self, value: int) -> None:
        self.items.append(value * 10)

    def pop(self) -> int:
        return self.items.pop()


class BaseError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class ChildError(BaseError):
    pass


class Guard:
    def __init__(self, log: list[str], swallow: bool) -> None:
        self.log = log
        self.swallow = swallow

    def __enter__(self) -> Guard:
        self.log.append('in')
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        self.log.append('out' if kind is None else 'error')
        return self.swallow


counter = 0


def bump(by: int = 1) -> int:
    global counter
    counter += by
    return counter


def test_instances() -> None:
    s = Shape('tri')
    assert s.describe() == 'tri has 3' and s.KIND == 'shape' and Shape.KIND == 'shape'
    s.double = 10
    assert s.sides == 5 and s.double == 10
    assert Shape.square().sides == 4
    p = Polygon(6)
    assert p.describe() == 'polygon: p has 6' and p.extra == 7 and p.double == 12
    assert isinstance(p, Shape) and isinstance(p, (int, Polygon)) and not isinstance(s, Polygon)


def test_fields_are_not_shared() -> None:
    a = Shape('a')
    b = Shape('b')
    a.note('x')
    assert a.log == ['x'] and b.log == []


def test_bound_method_keeps_self() -> None:
    class Holder:
        def __init__(self) -> None:
            self.n = 5

        def get(self) -> int:
            return self.n

        def getter(self) -> object:
            return self.get

    call = Holder().getter()
    assert call() == 5


def test_methods_named_like_lists() -> None:
    s = Stack()
    s.append(4)
    assert s.items == [40] and s.pop() == 40


def test_globals_and_keywords() -> None:
    start = counter
    assert bump() == start + 1 and bump(by=5) == start + 6 and counter == start + 6


def test_closures() -> None:
    total = 0

    def add(n: int, times: int = 2) -> None:
        nonlocal total
        total += n * times

    add(3)
    add(1, 5)
    assert total == 11
    doubles = [lambda x, y=1: x * 2 + y]
    assert doubles[0](4) == 9 and doubles[0](4, 0) == 8
    calls = [lambda: 7 for _ in range(2)]
    assert calls[1]() == 7


def test_generators() -> None:
    def inner() -> object:
        yield 2
        yield 3

    def outer(stop: int) -> object:
        yield 1
        yield from inner()
        for i in range(stop):
            yield i * 10

    assert list(outer(2)) == [1, 2, 3, 0, 10]
    assert sum(x for x in [1, 2, 3] if x > 1) == 5
    assert any(x == 2 for x in [1, 2]) and not all(x == 2 for x in [1, 2])


def test_variadic() -> None:
    def join(first: str, *rest: str) -> str:
        return first + ','.join(rest)

    parts = ['b', 'c']
    assert join('a', *parts) == 'ab,c' and join('z') == 'z'


def test_errors() -> None:
    seen = []
    for n in range(4):
        try:
            if n == 0:
                raise ChildError(7, 'child')
            if n == 1:
                raise ValueError('value')
            if n == 2:
                seen.append('none')
        except BaseError as error:
            seen.append(f'base {error.code}')
        except (KeyError, ValueError):
            seen.append('value')
        else:
            seen.append('else')
        finally:
            seen.append('finally')
    assert seen == ['base 7', 'finally', 'value', 'finally', 'none', 'else', 'finally', 'else', 'finally']


def test_reraise_and_unmatched() -> None:
    def fails() -> None:
        try:
            raise ValueError('deep')
        except KeyError:
            pass
        finally:
            log.append('f')

    log: list[str] = []
    try:
        try:
            fails()
        except ValueError:
            log.append('again')
            raise
    except Exception as error:
        log.append(str(error))
    assert log == ['f', 'again', 'deep']


def test_with() -> None:
    log: list[str] = []
    with Guard(log, False) as g:
        assert g.log is log
    with Guard(log, True):
        raise ValueError('x')
    assert log == ['in', 'out', 'in', 'error']
    try:
        with Guard(log, False):
            raise ValueError('y')
    except ValueError:
        log.append('seen')
    assert log[4:] == ['in', 'error', 'seen']


def returns_in_with(log: list[str]) -> int:
    with Guard(log, False):
        return 3
    return 4


def test_return_inside_with() -> None:
    log: list[str] = []
    assert returns_in_with(log) == 3 and log == ['in', 'out']

"""Small helpers for tests that run in both worlds."""

from __future__ import annotations


class _Raises:
    """Passes if the block raises an error of this kind, which is then in `error`."""

    def __init__(self, kind: object) -> None:
        self.kind = kind
        self.error: object = None

    def __enter__(self) -> _Raises:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if error is None:
            raise AssertionError('nothing was raised')
        if not isinstance(error, self.kind):
            return False
        self.error = error
        return True


def raises(kind: object) -> _Raises:
    """`with raises(ValueError) as caught:`"""
    return _Raises(kind)

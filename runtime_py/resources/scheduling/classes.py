"""The classes of work that share the cores, and which class a kind of process belongs to: tables. Must not know
processes."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.kinds import (
    BACKGROUND,
    BUILD,
    DEV_SERVER,
    EDITOR,
    INSTALL,
    LINT,
    SCRIPT,
    SHELL,
    TEST,
    TYPE_CHECK,
)

INTERACTIVE = 'interactive'  # comes first, and has no share
SERVER_WORK = 'server'
BUILD_WORK = 'build'
FILE_WORK = 'files'
PACKAGE_WORK = 'packages'
BACKGROUND_WORK = 'background'

_CLASSES: list[tuple[str, str]] = [
    (SHELL, INTERACTIVE),
    (DEV_SERVER, SERVER_WORK),
    (BUILD, BUILD_WORK),
    (TEST, BUILD_WORK),
    (LINT, BUILD_WORK),
    (TYPE_CHECK, BUILD_WORK),
    (SCRIPT, BUILD_WORK),
    (EDITOR, FILE_WORK),
    (INSTALL, PACKAGE_WORK),
    (BACKGROUND, BACKGROUND_WORK),
]
DEFAULT_SHARES: list[tuple[str, float]] = [
    (SERVER_WORK, 40),
    (BUILD_WORK, 25),
    (FILE_WORK, 15),
    (PACKAGE_WORK, 10),
    (BACKGROUND_WORK, 10),
]
_NICE_STEP = 1.25  # as in Linux: one step of nice is about a tenth of a core


def class_of(kind: str) -> str:
    for each, found in _CLASSES:
        if each == kind:
            return found
    return BACKGROUND_WORK


def default_shares() -> Map[str, float]:
    return Map([[name, share] for name, share in DEFAULT_SHARES])


def weight_of(nice: int) -> float:
    """1 for nice 0; each step above it is worth a fifth less."""
    found = 1.0
    for _ in range(abs(nice)):
        found *= _NICE_STEP
    return 1 / found if nice > 0 else found


def read_shares(text: str, shares: Map[str, float]) -> str:
    """Changes `shares` as `server=50,build=20` says. Returns what is wrong with the text, '' for nothing; then nothing
    is changed."""
    found: list[tuple[str, float]] = []
    for part in text.split(','):
        name, _equals, value = part.strip().partition('=')
        if not shares.has(name):
            return f"there is no class '{name}': {', '.join([each for each, _share in DEFAULT_SHARES])}"
        if not value.isdigit() or len(value) > 4 or int(value) < 1:
            return f"the share of '{name}' should be a whole number from 1 to 9999"
        found.append((name, float(int(value))))
    for name, share in found:
        shares.set(name, share)
    return ''

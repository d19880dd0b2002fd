"""The vocabulary of policies. Must not know what enforces them."""

from __future__ import annotations

READ = 'read'
WRITE = 'write'
EXECUTE = 'execute'
CONNECT = 'connect'  # a socket to a host and port outside
LISTEN = 'listen'  # a port of the machine
FETCH = 'fetch'  # an HTTP request to another host
ENVIRONMENT = 'environment'  # an environment variable that the process is started with
CLIPBOARD = 'clipboard'
DISK_FOLDER = 'disk folder'  # a folder on the user's own disk
PREVIEW_MESSAGE = 'preview message'

ALLOW = 'allow'
ASK = 'ask'
DENY = 'deny'

PATH = 'path'
HOST = 'host'
NAME = 'name'

ACTIONS = [READ, WRITE, EXECUTE, CONNECT, LISTEN, FETCH, ENVIRONMENT, CLIPBOARD, DISK_FOLDER, PREVIEW_MESSAGE]
EFFECTS = [ALLOW, ASK, DENY]
_OF_PATHS = [READ, WRITE, EXECUTE]
_OF_HOSTS = [CONNECT, LISTEN, FETCH]


def object_kind(action: str) -> str:
    """PATH, HOST or NAME: the kind of the action's objects."""
    if action in _OF_PATHS:
        return PATH
    return HOST if action in _OF_HOSTS else NAME


def stricter(one: str, other: str) -> str:
    return one if EFFECTS.index(one) >= EFFECTS.index(other) else other

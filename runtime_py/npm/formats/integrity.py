"""Subresource integrity: `sha512-BASE64 sha1-BASE64`. Pure: checks bytes against the digests from the registry or the
lockfile."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.platform.bytes import Bytes, from_base64, to_base64, to_hex
from runtime_py.platform.digest import sha1, sha256, sha512

# The strongest algorithm decides.
_STRENGTH = ['sha512', 'sha256', 'sha1']


def integrity_of(data: Bytes) -> str:
    return 'sha512-' + to_base64(sha512(data))


def from_shasum(shasum: str) -> str:
    """The integrity from an old packument's hex SHA-1."""
    raw = bytearray(len(shasum) // 2)
    for i in range(len(raw)):
        raw[i] = int(
            '0123456789abcdef'.find(shasum[2 * i].lower()) * 16 + '0123456789abcdef'.find(shasum[2 * i + 1].lower())
        )
    return 'sha1-' + to_base64(raw)


def strongest(integrity: str) -> list[str]:
    """All digests of the strongest known algorithm; empty when there is none."""
    for algorithm in _STRENGTH:
        found = [promise.split('?')[0] for promise in integrity.split() if promise.startswith(algorithm + '-')]
        if len(found) > 0:
            return found
    return []


def content_address(integrity: str) -> list[str]:
    """[algorithm, hex digest] of the strongest digest, for content-addressed storage; empty when there is none or it is
    malformed."""
    promises = strongest(integrity)
    if len(promises) == 0:
        return []
    at = promises[0].find('-')
    try:
        return [promises[0][:at], to_hex(from_base64(promises[0][at + 1 :]))]
    except ValueError:
        return []


def check(data: Bytes, integrity: str, what: str) -> None:
    """Raises EINTEGRITY when the data doesn't match. Unknown algorithms are ignored."""
    promises = strongest(integrity)
    if len(promises) == 0:
        return
    algorithm = promises[0][: promises[0].find('-')]
    found = algorithm + '-' + to_base64(_digest(algorithm, data))
    if found not in promises:
        raise NpmError(
            'EINTEGRITY',
            f'{integrity} integrity checksum failed when using {algorithm}: wanted {" ".join(promises)} but got {found}. '
            f'({len(data)} bytes)\n{what}',
        )


def _digest(algorithm: str, data: Bytes) -> Bytes:
    if algorithm == 'sha512':
        return sha512(data)
    return sha256(data) if algorithm == 'sha256' else sha1(data)


def hex_digest(algorithm: str, data: Bytes) -> str:
    return to_hex(_digest(algorithm, data))

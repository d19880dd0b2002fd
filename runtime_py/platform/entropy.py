"""Random bytes from the engine's secure source."""

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.host import HostUint8Array, host_crypto

QUOTA = 65536  # most bytes per call of getRandomValues


def random_fill(target: Bytes, start: int, length: int) -> None:
    """Fills target[start : start + length]. Uses a private array, since getRandomValues refuses shared memory."""
    done = 0
    while done < length:
        piece = HostUint8Array(min(QUOTA, length - done))
        host_crypto.getRandomValues(piece)
        target.set(piece, start + done)
        done += piece.length

"""Programs that the machine itself starts and nobody waits for: without input and output, with the lowest priority.
Must not know what they do."""

from runtime_py.resources.limits import Bounds
from runtime_py.sys.children import LEAST_PRIORITY, SpawnRequest
from runtime_py.vfs.flags import O_RDWR


def run_quietly(system: object, limits: list, words: list, folder: str, env: list) -> int:
    """Its pid, or -errno. `limits`: [place, soft, hard] of each."""
    nowhere = system.open('/dev/null', O_RDWR)
    request = SpawnRequest(words[0], words, env, folder, [nowhere, nowhere, nowhere], 0)
    request.limits = [(place, Bounds(soft, hard)) for place, soft, hard in limits]
    request.nice = LEAST_PRIORITY
    pid = system.spawn(request)
    system.close(nowhere)
    return pid

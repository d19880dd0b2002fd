"""The request that boots the kernel, from the options of `boot`, and how long its answer may take. Must not know what the
kernel does with it."""

from runtime_py.api.limits import limits_of, space_of
from runtime_py.api.permissions import asking_of
from runtime_py.api.scheduling import scheduler_changes
from runtime_py.api.spawning import npmrc_of, policy_text
from runtime_py.api.waiting import TIMED_OUT, within
from runtime_py.api.worker_maker import page_makes_workers, workers_from_memory

LOAD_TIMEOUT_MS = 120000
RESTORE_TIMEOUT_MS = 120000


def boot_request(options: object, workspace: str, base: str) -> object:
    """Without `wall`, which depends on the page. Throws for an option that can't be right."""
    return {
        'workspace': workspace,
        'workdirName': options.workdirName,
        'base': base,
        'proxy': options.proxy or '',
        'npmrc': npmrc_of(options),
        'policy': policy_text(options.policy),
        'limits': limits_of(options.limits, True),
        'space': space_of(options.limits),
        'scheduler': scheduler_changes(options.scheduler),
        'asking': asking_of(options.asking),
        'pageMakesWorkers': page_makes_workers(),
        'workersFromMemory': workers_from_memory(),
    }


async def booted(link: object, request: object, base: str, tell: object) -> object:
    """What the kernel says of the machine. Throws why it can't start."""
    booting = link.request('boot', [request])
    booting.catch(lambda error: None)
    await within(
        LOAD_TIMEOUT_MS,
        link.loaded,
        TIMED_OUT,
        f'{base}kernel.js was not loaded within two minutes: is the network very slow? Try again.',
    )
    tell('restoring')
    slow = "The browser's storage did not return the files of this workspace within two minutes. Close other tabs of this site or restart the browser, then try again."
    return await within(RESTORE_TIMEOUT_MS, booting, TIMED_OUT, slow)

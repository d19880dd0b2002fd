"""The limit of a file's size (setrlimit(2), RLIMIT_FSIZE) as the calls that make files larger keep it. Must not know
which calls those are."""

from __future__ import annotations

from runtime_py.platform.errno import EFBIG
from runtime_py.resources.limits import FILE_SIZE
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.signals import SIGXFSZ
from runtime_py.vfs.flags import O_APPEND

_SIZE = 8  # in what stat gives
_stat: list[float] = [0.0 for _ in range(18)]


def has_limit(context: ProcessContext) -> bool:
    return context.memory.f64[context.limits + FILE_SIZE * 2] > 0


def room_in_file(context: ProcessContext, description: int, length: int, position: float) -> int:
    """How much of `length` may be written; SIGXFSZ and -EFBIG when nothing may. The process has a limit."""
    limit = context.memory.f64[context.limits + FILE_SIZE * 2] - 1
    at = position if position >= 0 else context.machine.descriptions.offset(description)
    if position < 0 and (context.machine.descriptions.flags(description) & O_APPEND) != 0:
        context.machine.stat_description(description, _stat)
        at = _stat[_SIZE]
    if at + length <= limit:
        return length
    return int(limit - at) if at < limit else _too_large(context)


def beyond_limit(context: ProcessContext, length: float) -> int:
    """SIGXFSZ and -EFBIG for a file that would become so long, else 0."""
    limit = context.memory.f64[context.limits + FILE_SIZE * 2]
    return _too_large(context) if 0 < limit <= length else 0


def _too_large(context: ProcessContext) -> int:
    if not context.outlives_file_size:
        context.locked(lambda: context.processes.signal(context.pid, SIGXFSZ))
        context.check_control()
    return -EFBIG

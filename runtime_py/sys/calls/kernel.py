"""The system call that sends requests to the kernel worker, the control plane."""

from __future__ import annotations

from runtime_py.platform.errno import ENOSYS
from runtime_py.sys.context import ProcessContext


class KernelCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context

    async def ask_kernel(self, op: str, *args: object) -> object:
        """Sends a control request to the kernel. Rejects with the kernel's error."""
        if self.context.asker is None:
            return -ENOSYS
        return await self.context.asker(op, list(args))

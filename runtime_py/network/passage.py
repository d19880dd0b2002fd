"""Asks the kernel what the policy of a program allows at the door: each connection, and each request, with host and
port.

The kernel keeps the policies and decides, so it doesn't matter what the program's own worker has checked, or not. A
process without a policy is asked about once for each host, for the audit log, and passes from then on, until the
firewall changes. Must not know how a policy decides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.network.door import Refusal
from runtime_py.platform.maps import Set
from runtime_py.security.patterns import host_text

DENIED = 'EACCES'
KNOWN_MOST = 10000
REDIRECT = 'redirect'


class Passage:
    """`is_for_all`: the policy allows this action for every host. `refusal` is None when it may pass."""

    def __init__(self, is_for_all: bool, refusal: Refusal | None) -> None:
        self.is_for_all = is_for_all
        self.refusal = refusal


class Passages:
    """`decide([pid, action, HOST:PORT])` gives [whether the process has no policy, whether every host is allowed, ''
    or why it is denied]. `firewall()` is the number of the firewall's version."""

    def __init__(self, decide: Callable[[list], Awaitable[list]], firewall: Callable[[], int]) -> None:
        self._decide = decide
        self._firewall = firewall
        self._free: Set[str] = Set()

    async def ask(self, pid: int, action: str, host: str, port: int) -> Passage:
        """An answer that can't be had is a refusal."""
        thing = host_text(host, port)
        if thing is None:
            return Passage(False, Refusal(DENIED, f'{action}: {host}:{port} is no host'))
        key = f'{pid} {self._firewall()} {thing}'
        if self._free.has(key):
            return Passage(True, None)
        answer = await self._decide([pid, action, thing])
        if answer[0]:
            if self._free.size >= KNOWN_MOST:
                self._free.clear()
            self._free.add(key)
        return Passage(answer[1], None if answer[2] == '' else Refusal(DENIED, f'{action} {thing}: {answer[2]}'))

    async def refuse_redirect(self, pid: int, host: str, port: int) -> Refusal:
        """A page isn't told where a redirect leads before the browser has followed it."""
        thing = host_text(host, port) or host
        await self._decide([pid, REDIRECT, thing])
        return Refusal(
            DENIED,
            f"{thing} answers with a redirect, which isn't followed: a browser doesn't say where it leads, and the policy of "
            "this program doesn't allow every host. By way of a proxy the program sees the redirect (docs/PROXY.md)",
        )

"""What a program asks the page to show: a link leaves the machine with whatever the program puts in it, so it is a
request to its host, which the policy of the program decides.

Must not know how the page shows it."""

from __future__ import annotations

from runtime_py.kernel.decisions import Decisions
from runtime_py.security.actions import ALLOW, FETCH
from runtime_py.security.patterns import host_text

NOWHERE = 'a link that is no address'


def host_of_link(target: str) -> str:
    """HOST:PORT, as the browser reads the link: '' for what isn't a link to http: or https:."""
    try:
        url = URL(target)
    except Exception:
        return ''
    if url.protocol not in ('http:', 'https:'):
        return ''
    port = int(url.port) if url.port != '' else (443 if url.protocol == 'https:' else 80)
    return host_text(url.hostname.removeprefix('[').removesuffix(']'), port) or ''


async def may_show(decisions: Decisions, slot: int, target: str) -> None:
    """Raises TypeError when the process in this slot may not. Files of the machine leave nothing."""
    if target.startswith('/') or decisions.is_free(slot):
        return
    host = host_of_link(target)
    if host != '' and (await decisions.decide(slot, FETCH, host)).effect == ALLOW:
        return
    decisions.refused(slot, FETCH, host or NOWHERE, 'a link that the page was to open')
    raise TypeError(f'{target[:200]}: not allowed by the policy of this process')

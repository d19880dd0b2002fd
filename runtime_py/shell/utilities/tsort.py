"""tsort: topological sort (POSIX XCU tsort). A cycle is reported, and broken."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error


class _Item:
    def __init__(self, name: str) -> None:
        self.name = name
        self.before = 0  # how many predecessors remain
        self.after: list[_Item] = []
        self.is_done = False


async def main(context: Context) -> int:
    options = parse_options(context.args, '', [])
    if options.problem != '' or len(options.operands) > 1:
        return await usage_error(
            context, options.problem if options.problem != '' else f"extra operand '{options.operands[1]}'"
        )
    source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
    words = to_text(await source.read_all()).split()
    source.close()
    if source.error != 0:
        await failed_on(context, source.name, source.error)
        return 1
    if len(words) % 2 != 0:
        await context.error(f'{source.name}: input contains an odd number of tokens')
        return 1
    return await _order(context, source.name, _items(words))


def _items(words: list[str]) -> list[_Item]:
    known: Map[str, _Item] = Map()
    for k in range(0, len(words), 2):
        pair: list[_Item] = []
        for name in words[k : k + 2]:
            found = known.get(name)
            if found is None:
                found = _Item(name)
                known.set(name, found)
            pair.append(found)
        if words[k] != words[k + 1]:
            pair[0].after.append(pair[1])
            pair[1].before += 1
    return [known.get(name) or _Item(name) for name in sorted(known.keys())]


async def _order(context: Context, name: str, items: list[_Item]) -> int:
    status = 0
    ready = [item for item in items if item.before == 0]
    left = len(items)
    while left > 0:
        if len(ready) == 0:
            status = 1
            loop = _loop([item for item in items if not item.is_done])
            await context.error(f'{name}: input contains a loop:')
            for item in loop:
                await context.error(item.name)
            cut = loop[0]
            cut.before = 0
            ready.append(cut)
        item = ready.pop(0)
        if item.is_done:
            continue
        item.is_done = True
        left -= 1
        await context.write(item.name + '\n')
        for one in reversed(item.after):
            one.before -= 1
            if one.before == 0 and not one.is_done:
                ready.append(one)
    return status


def _loop(items: list[_Item]) -> list[_Item]:
    """A cycle: each item precedes the next, and the last the first. Each remaining item has a remaining predecessor."""
    seen: list[_Item] = []
    item = items[0]
    while True:
        for k, one in enumerate(seen):
            if one is item:
                found = seen[k:]
                found.reverse()
                first = min([one.name for one in found])
                while found[0].name != first:
                    found.append(found.pop(0))
                return found
        seen.append(item)
        for other in items:
            if any([one is item for one in other.after]):
                item = other
                break

"""resources show: cores, load, memory, and what each kind of work uses."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.resources.limits import mebibytes, whole
from runtime_py.resources.reading import ProcessReading
from runtime_py.shell.context import Context
from runtime_py.shell.support.report import usage_error


class _Kind:
    def __init__(self, name: str) -> None:
        self.name = name
        self.processes = 0
        self.cpu = 0.0  # ms
        self.memory = 0.0

    def add(self, reading: ProcessReading) -> None:
        self.processes += 1
        self.cpu += reading.cpu()
        self.memory += reading.memory()


async def main(context: Context, words: list[str]) -> int:
    if len(words) > 0:
        return await usage_error(context, f"extra operand '{words[0]}'")
    now = context.system.resources()
    load = ' '.join([whole(each) for each in context.system.load_averages()])
    await context.write(f'{now.cores} cores, load {load}\n')
    await context.write(f'memory: {mebibytes(now.memory_used)} of {mebibytes(now.memory_total)} hold files and pipes\n')
    kinds: Map[str, _Kind] = Map()
    for reading in now.processes:
        found = kinds.get(reading.kind)
        if found is None:
            found = _Kind(reading.kind)
            kinds.set(reading.kind, found)
        found.add(reading)
    rows = [['KIND', 'PROCESSES', 'CPU', 'MEMORY']]
    for kind in sorted(kinds.values(), key=lambda each: -each.cpu):
        rows.append([kind.name, str(kind.processes), f'{whole(kind.cpu / 1000)} s', mebibytes(kind.memory)])
    for row in rows:
        cells = [pad_left(cell, 12, ' ') for cell in row[1:]]
        await context.write(pad_right(row[0], 12, ' ') + ''.join(cells) + '\n')
    return 0

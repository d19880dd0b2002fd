"""`python -m toolchain.syscalls`: writes docs/SYSCALLS.md from the table of system calls (runtime_py/sys/table.py)."""
from runtime_py.sys.table import NEVER, TABLE, WORKER, Call, owners
from toolchain.environment import ROOT

PAGE = ROOT / 'docs' / 'SYSCALLS.md'
_HEAD = '''# System calls

Made from `runtime_py/sys/table.py` by `python -m toolchain.syscalls`; a test says when it is stale. A result that is a
number is ≥ 0, or `-errno`. *blocks*: `worker` lets the calling worker sleep, `later` is a coroutine. *uses*: what a
call may use up. *needs*: what a process must be allowed. What `out`, requests and results have in them is in
[rooms/sys.md](rooms/sys.md).
'''


def page() -> str:
    parts = [_HEAD]
    for owner in owners():
        parts.append(f'## {owner}\n\n| call | gives | blocks | uses | needs | |\n|---|---|---|---|---|---|\n' + ''.join(_row(call) for call in TABLE if call.owner == owner))
    return '\n'.join(parts)


def _row(call: Call) -> str:
    blocks = '' if call.blocks == NEVER else 'worker' if call.blocks == WORKER else 'later'
    cells = [f'`{call.name}({call.takes})`', call.gives, blocks, ', '.join(call.resources), ', '.join(call.permissions), call.about]
    return '| ' + ' | '.join(cell.replace('|', '\\|') for cell in cells) + ' |\n'


def main() -> None:
    PAGE.write_text(page())


if __name__ == '__main__':
    main()

"""Evaluates find's expression for one file, and runs its actions."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.dates import DateProblem, parse_date
from runtime_py.shell.support.file_listing import Entry, Style, long_lines, owner_name
from runtime_py.shell.support.file_tree import confirm
from runtime_py.shell.support.paths import folder_name
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.status import Status, kind_letter, parse_mode, status_of
from runtime_py.shell.support.zone import zone_in
from runtime_py.shell.utilities.find.expression import WRITING, Comparison, FindProblem, Node, Plan, SizeTest
from runtime_py.shell.utilities.find.printf import format_found
from runtime_py.vfs.flags import O_CREAT, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import S_IFDIR, S_IFLNK

_BATCH = 500
_WRITE_NEW = O_WRONLY | O_CREAT | O_TRUNC
_DAY = 86400
_CASELESS = ['-iname', '-ipath', '-iwholename', '-ilname', '-iregex']


class Found:
    """The present file. `kind` is an S_IF*; the rest of its status is read when a test needs it, which is rare."""

    def __init__(
        self, context: Context, path: str, name: str, kind: int, depth: int, status: Status | None = None
    ) -> None:
        self.context = context
        self.path = path
        self.name = name
        self.kind = kind
        self.depth = depth
        self.pruned = False
        self._status = status

    @property
    def status(self) -> Status:
        if self._status is None:
            self._status = status_of(self.context, self.path, False)
        return self._status


class Evaluation:
    def __init__(self, context: Context, plan: Plan) -> None:
        self.context = context
        self.plan = plan
        self.now = now_ms() / 1000
        self.failed = False
        self.quit = False
        self._files: Map[str, int] = Map()  # descriptors of those that actions write

    async def consider(self, found: Found) -> None:
        await self._judge(self.plan.root, found)

    async def prepare(self, node: Node | None) -> None:
        """Opens the files that actions write, also if nothing will be found. Raises FindProblem."""
        if node is None:
            return
        await self.prepare(node.left)
        await self.prepare(node.right)
        if node.kind in WRITING and not self._files.has(node.value):
            fd = self.context.system.open(self.context.path(node.value), _WRITE_NEW, 0o666)
            if fd < 0:
                raise FindProblem(f"'{node.value}': {strerror(-fd)}")
            self._files.set(node.value, fd)

    def close(self) -> None:
        for fd in self._files.values():
            self.context.system.close(fd)

    async def finish(self, node: Node | None) -> None:
        """Runs the commands that have collected paths."""
        if node is None:
            return
        await self.finish(node.left)
        await self.finish(node.right)
        if len(node.waiting) > 0:
            await self._run_batch(node)

    async def _judge(self, node: Node, found: Found) -> bool:
        left = node.left
        right = node.right
        if left is None:
            return await self._primary(node, found)
        if node.kind == 'not' or right is None:
            return not await self._judge(left, found)
        first = await self._judge(left, found)
        if self.quit:
            return first
        if node.kind == 'and':
            return first and await self._judge(right, found)
        if node.kind == 'or':
            return first or await self._judge(right, found)
        return await self._judge(right, found)

    async def _primary(self, node: Node, found: Found) -> bool:
        kind = node.kind
        if kind in (
            '-name',
            '-iname',
            '-path',
            '-ipath',
            '-wholename',
            '-iwholename',
            '-lname',
            '-ilname',
            '-regex',
            '-iregex',
        ):
            return self._text_test(node, found)
        if kind in (
            '-print',
            '-print0',
            '-printf',
            '-ls',
            *WRITING,
            '-delete',
            '-prune',
            '-quit',
            '-exec',
            '-ok',
            '-execdir',
            '-okdir',
        ):
            return await self._action(node, found)
        if kind in (
            '-mtime',
            '-atime',
            '-ctime',
            '-mmin',
            '-amin',
            '-cmin',
            '-newer',
            '-anewer',
            '-cnewer',
            '-newermt',
        ):
            return self._time_test(node, found.status)
        return self._status_test(node, found)

    # tests

    def _text_test(self, node: Node, found: Found) -> bool:
        kind = node.kind
        text = found.path
        if kind in ('-name', '-iname'):
            text = found.name
        elif kind in ('-lname', '-ilname'):
            target = self.context.system.readlink(self.context.path(found.path))
            if isinstance(target, int):
                return False
            text = target
        if kind == '-regex' or kind == '-iregex':
            return self._regexp(node).test(text)
        if kind in _CASELESS:
            return matches(node.value.lower(), text.lower())
        return matches(node.value, text)

    def _regexp(self, node: Node) -> Regexp:
        """Matches the whole path."""
        if node.prepared is None:
            try:
                group = '(' + node.value + ')' if self.plan.extended_regex else '\\(' + node.value + '\\)'
                node.prepared = compile_posix(
                    '^' + group + '$', self.plan.extended_regex, node.kind == '-iregex'
                ).regexp
            except PatternProblem as problem:
                raise FindProblem(f'failed to compile regular expression: {problem.message}')
        return node.prepared  # type: ignore[return-value]

    def _status_test(self, node: Node, found: Found) -> bool:
        kind = node.kind
        if kind == '-true' or kind == '-false':
            return kind == '-true'
        if kind == '-type':
            return kind_letter(found.kind).replace('-', 'f') in node.value.split(',')
        status = found.status
        if kind == '-xtype':
            return kind_letter(status_of(self.context, found.path, not self.plan.follow).mode).replace(
                '-', 'f'
            ) in node.value.split(',')
        if kind == '-empty':
            return self._is_empty(found)
        if kind == '-size':
            size: SizeTest = node.prepared  # type: ignore[assignment]
            return size.holds(status.size)
        if kind == '-perm':
            return self._permission_test(node.value, status.mode & 0o7777)
        if kind in ('-readable', '-writable', '-executable'):
            return (
                self.context.system.access(
                    self.context.path(found.path), 4 if kind == '-readable' else (2 if kind == '-writable' else 1)
                )
                >= 0
            )
        if kind == '-user':
            return node.value == owner_name(status.uid) or node.value == str(status.uid)
        if kind == '-group':
            return node.value == owner_name(status.gid) or node.value == str(status.gid)
        if kind in ('-uid', '-gid', '-links', '-inum'):
            comparison: Comparison = node.prepared  # type: ignore[assignment]
            return comparison.holds(
                status.uid
                if kind == '-uid'
                else (status.gid if kind == '-gid' else (status.links if kind == '-links' else status.ino))
            )
        if kind == '-samefile':
            return status.same_file(status_of(self.context, node.value, False))
        if kind == '-nouser' or kind == '-nogroup':
            return False
        raise FindProblem(f'{kind} is not supported')

    def _is_empty(self, found: Found) -> bool:
        if found.kind == S_IFDIR:
            names = self.context.system.readdir(self.context.path(found.path))
            return isinstance(names, list) and len(names) == 0
        return found.status.is_regular() and found.status.size == 0

    def _permission_test(self, text: str, mode: int) -> bool:
        mark = text[:1] if text[:1] in ('-', '/') else ''
        wanted = parse_mode(text[len(mark) :], 0, 0, False)
        if wanted < 0:
            raise FindProblem(f"invalid mode '{text}'")
        if mark == '-':
            return (mode & wanted) == wanted
        return (mode & wanted) != 0 or wanted == 0 if mark == '/' else mode == wanted

    def _time_test(self, node: Node, status: Status) -> bool:
        kind = node.kind
        letter = 'm' if kind in ('-newer', '-newermt') else kind[1]
        time = status.atime if letter == 'a' else (status.ctime if letter == 'c' else status.mtime)
        if 'newer' in kind:
            if node.prepared is None:
                node.prepared = self._reference(node)
            reference: float = node.prepared  # type: ignore[assignment]
            return time > reference
        comparison: Comparison = node.prepared  # type: ignore[assignment]
        unit = 60 if kind.endswith('min') else _DAY
        # `5` is the fifth unit back, `-5` less than five units ago
        age = (self.now - time) / unit
        return comparison.holds(age if comparison.sign == '-' and unit == 60 else age // 1)

    def _reference(self, node: Node) -> float:
        if node.kind == '-newermt':
            try:
                return parse_date(node.value, zone_in(self.context))
            except DateProblem:
                raise FindProblem(f"I cannot figure out how to interpret '{node.value}' as a date or time")
        status = status_of(self.context, node.value)
        if status.error != 0:
            raise FindProblem(f"'{node.value}': {strerror(status.error)}")
        return status.mtime

    # actions

    async def _action(self, node: Node, found: Found) -> bool:
        kind = node.kind
        context = self.context
        if kind in ('-print', '-print0', '-printf', '-ls'):
            await context.write(self._shown(kind[1:], node.value, found))
        elif kind in WRITING:
            text = self._shown(kind[2:], node.argv[0] if len(node.argv) > 0 else '', found)
            data = to_bytes(text)
            result = await context.system.write_async(self._files.get(node.value), data, 0, len(data))
            if result < 0:
                self.failed = True
                await context.error(f'{node.value}: {strerror(-result)}')
        elif kind == '-prune':
            found.pruned = True
        elif kind == '-quit':
            self.quit = True
        elif kind == '-delete':
            return await self._delete(found)
        else:
            return await self._execute(node, found)
        return True

    def _shown(self, how: str, pattern: str, found: Found) -> str:
        """What an action prints: print, print0, printf or ls."""
        if how == 'print' or how == 'print0':
            return found.path + ('\n' if how == 'print' else '\0')
        zone = zone_in(self.context)
        if how == 'printf':
            return format_found(pattern, found.path, found.status, found.depth, self._target(found), zone)
        style = Style()
        style.zone = zone
        style.inodes = True
        style.blocks = True
        return long_lines([Entry(found.path, found.status)], style)

    def _target(self, found: Found) -> str:
        target = self.context.system.readlink(self.context.path(found.path)) if found.kind == S_IFLNK else ''
        return target if isinstance(target, str) else ''

    async def _delete(self, found: Found) -> bool:
        if found.path == '.':
            return True
        path = self.context.path(found.path)
        result = self.context.system.rmdir(path) if found.kind == S_IFDIR else self.context.system.unlink(path)
        if result < 0:
            self.failed = True
            await self.context.error(f"cannot delete '{found.path}': {strerror(-result)}")
        return result >= 0

    async def _execute(self, node: Node, found: Found) -> bool:
        in_folder = node.kind.endswith('dir')
        path = './' + found.name if in_folder else found.path
        if node.batched and not in_folder:
            node.waiting.append(path)
            if len(node.waiting) >= _BATCH:
                await self._run_batch(node)
            return True
        argv = [word.replace('{}', path) for word in node.argv]
        if node.kind.startswith('-ok') and not await confirm(self.context, f'< {" ".join(argv)} > ?'):
            return False
        inner = self.context.derive(argv)
        if in_folder:
            inner.cwd = self.context.path(folder_name(found.path))
        status = await self._run(inner, argv)
        if node.batched and status != 0:
            self.failed = True
        return status == 0 or node.batched

    async def _run_batch(self, node: Node) -> None:
        argv = [*node.argv[: len(node.argv) - 1], *node.waiting]
        node.waiting = []
        if await self._run(self.context, argv) != 0:
            self.failed = True

    async def _run(self, context: Context, argv: list[str]) -> int:
        await self.context.flush()
        return await context.run(argv)

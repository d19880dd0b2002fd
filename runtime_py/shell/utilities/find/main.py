"""find: walks trees and evaluates an expression for each file. expression.py parses it, evaluation.py evaluates it."""

from __future__ import annotations

from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.status import Status, status_of
from runtime_py.shell.utilities.find.evaluation import Evaluation, Found
from runtime_py.shell.utilities.find.expression import FindProblem, Plan, parse_find
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

_KINDS = [
    0,
    S_IFREG,
    S_IFDIR,
    S_IFLNK,
    S_IFIFO,
    S_IFSOCK,
    S_IFCHR,
    S_IFBLK,
]  # indexed by UV_DIRENT_*, as in readdir_types


async def main(context: Context) -> int:
    try:
        plan = parse_find(context.args)
        walk = _Walk(context, plan)
        try:
            await walk.evaluation.prepare(plan.root)
            for path in plan.paths:
                if not walk.evaluation.quit:
                    await walk.start(path)
            await walk.evaluation.finish(plan.root)
        finally:
            walk.evaluation.close()
        return 1 if walk.failed or walk.evaluation.failed else 0
    except FindProblem as problem:
        await context.error(problem.message)
        return 1


class _Walk:
    def __init__(self, context: Context, plan: Plan) -> None:
        self.context = context
        self.plan = plan
        self.evaluation = Evaluation(context, plan)
        self.failed = False
        self._parents: list[Status] = []

    def _status(self, path: str, follow: bool) -> Status:
        status = status_of(self.context, path, follow)
        if follow and status.error == ENOENT:
            return status_of(self.context, path, False)
        return status

    async def start(self, path: str) -> None:
        status = self._status(path, self.plan.follow or self.plan.follow_given)
        if status.error != 0:
            await self._complain(path, status.error)
            return
        await self._visit(Found(self.context, path, base_name(path), status.mode & S_IFMT, 0, status), status.dev)

    async def _complain(self, path: str, error: int) -> None:
        self.failed = True
        await self.context.error(f"'{path}': {strerror(error)}")

    async def _visit(self, found: Found, device: int) -> None:
        plan = self.plan
        considered = found.depth >= plan.min_depth
        if considered and not plan.depth_first:
            await self.evaluation.consider(found)
        if (
            found.kind == S_IFDIR
            and not found.pruned
            and not self.evaluation.quit
            and (plan.max_depth < 0 or found.depth < plan.max_depth)
        ):
            if not plan.one_device or found.status.dev == device:
                await self._folder(found, device)
        if considered and plan.depth_first and not self.evaluation.quit:
            await self.evaluation.consider(found)

    async def _folder(self, folder: Found, device: int) -> None:
        if self.plan.follow:
            for parent in self._parents:
                if parent.same_file(folder.status):
                    self.failed = True
                    await self.context.error(
                        f"File system loop detected; '{folder.path}' is part of the same file system loop."
                    )
                    return
            self._parents.append(folder.status)
        entries = self.context.system.readdir_types(self.context.path(folder.path))
        if isinstance(entries, int):
            await self._complain(folder.path, -entries)
        else:
            await self._entries(folder, entries, device)
        if self.plan.follow:
            self._parents.pop()

    async def _entries(self, folder: Found, entries: list[list], device: int) -> None:
        for k, entry in enumerate(entries):
            if k % 64 == 0:
                await self.context.breathe()
            inner = join(folder.path, entry[0])
            status = self._status(inner, True) if self.plan.follow else None
            if status is None or status.error == 0:
                kind = _KINDS[entry[1]] if status is None else status.mode & S_IFMT
                await self._visit(Found(self.context, inner, entry[0], kind, folder.depth + 1, status), device)
            elif status.error != ENOENT:
                await self._complain(inner, status.error)
            if self.evaluation.quit:
                break

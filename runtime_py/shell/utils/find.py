"""find: walks trees and asks an expression about each file. The expression is read by find_expression.py, judged by find_evaluation.py."""
from __future__ import annotations

from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.find_evaluation import Evaluation, Found
from runtime_py.shell.utils.find_expression import FindProblem, Plan, parse_find
from runtime_py.shell.utils.paths import base_name, join
from runtime_py.shell.utils.status import Status, status_of


async def main(context: Context) -> int:
    try:
        plan = parse_find(context.args)
        walk = _Walk(context, plan)
        for path in plan.paths:
            if not walk.evaluation.quit:
                await walk.start(path)
        await walk.evaluation.finish(plan.root)
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
        await self._visit(path, status, 0, status.dev)

    async def _complain(self, path: str, error: int) -> None:
        self.failed = True
        await self.context.error(f"'{path}': {strerror(error)}")

    async def _visit(self, path: str, status: Status, depth: int, device: int) -> None:
        plan = self.plan
        found = Found(path, base_name(path), status, depth)
        considered = depth >= plan.min_depth
        if considered and not plan.depth_first:
            await self.evaluation.consider(found)
        if status.is_folder() and not found.pruned and not self.evaluation.quit and (plan.max_depth < 0 or depth < plan.max_depth):
            if not plan.one_device or status.dev == device:
                await self._folder(path, status, depth, device)
        if considered and plan.depth_first and not self.evaluation.quit:
            await self.evaluation.consider(found)

    async def _folder(self, path: str, status: Status, depth: int, device: int) -> None:
        for parent in self._parents:
            if self.plan.follow and parent.same_file(status):
                self.failed = True
                await self.context.error(f"File system loop detected; '{path}' is part of the same file system loop.")
                return
        names = self.context.system.readdir(self.context.path(path))
        if isinstance(names, int):
            await self._complain(path, -names)
            return
        self._parents.append(status)
        for k, name in enumerate(names):
            if k % 64 == 0:
                await self.context.breathe()
            inner = join(path, name)
            its_status = self._status(inner, self.plan.follow)
            if its_status.error == 0:
                await self._visit(inner, its_status, depth + 1, device)
            elif its_status.error != ENOENT:
                await self._complain(inner, its_status.error)
            if self.evaluation.quit:
                break
        self._parents.pop()

"""The audit that goes with an install, and what `npm audit fix` asks of the ideal tree."""

from __future__ import annotations

from runtime_py.npm.audit.audit import Audit
from runtime_py.npm.audit.vulnerability import EASY, NONE, Vulnerability
from runtime_py.npm.errors import NpmError
from runtime_py.npm.install.present_tree import nodes_of_selection
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.futures import Future, start
from runtime_py.platform.maps import Set


def make_audit(session: Session, tree: Node) -> Audit:
    """Limited as the options say. Nothing is asked yet."""
    chosen = nodes_of_selection(session, tree, session.config.flag('include-workspace-root'))
    omit: Set[str] = Set(session.config.omitted())
    return Audit(session.registry, tree, omit, None if chosen is None else Set(chosen), session.config.text('tag'))


class QuickAudit:
    """Asks beside the install, and judges when package.json has its final ranges: `NAME@1.0.0` is saved as `^1.0.0`. A
    registry that has no advisories, or doesn't answer, is no reason to fail."""

    def __init__(self, session: Session, tree: Node) -> None:
        self._session = session
        self._done = Future()
        self._audit = make_audit(session, tree)
        start(self._run(), lambda error: self._done.reject(error))

    async def _run(self) -> None:
        try:
            await self._audit.ask()
        except NpmError as error:
            self._session.log('verbose', f'audit error {error.message}')
            self._done.resolve(None)
            return
        self._done.resolve(self._audit)

    async def result(self) -> Audit | None:
        found: Audit | None = await self._done.wait()
        if found is not None:
            await found.evaluate()
        return found


def is_audited(session: Session) -> bool:
    """Global packages only if asked, as in npm."""
    if session.is_global and session.config.given('audit') is None:
        return False
    return session.config.flag('audit') and not session.config.flag('offline')


def dependents(session: Session, audit: Audit) -> list[Node]:
    """What depends on something affected, and so takes unaffected versions if there are any. Says which can't."""
    out: list[Node] = []
    for found in audit.found.values():
        for node in found.nodes.values():
            bundler = node.bundler()
            if bundler is None:
                out.extend([edge.origin for edge in node.edges_in.values()])
                continue
            _warn(
                session,
                f'audit fix {node.name}@{node.version}',
                f'{node.location()}\nis a bundled dependency of\n{bundler.name}@{bundler.version} at '
                f'{bundler.location()}\nIt cannot be fixed automatically.\nCheck for updates to the {bundler.name} package.',
            )
    return out


def _warn(session: Session, heading: str, text: str) -> None:
    session.warn('\n'.join([f'{heading} {line}' for line in text.split('\n')]))


class Forced:
    """A dependency of a project that gets a version outside its range: `spec` is NAME@VERSION."""

    def __init__(self, node: Node, spec: str) -> None:
        self.node = node
        self.spec = spec


def forced_updates(session: Session, audit: Audit) -> list[Forced]:
    """What --force updates; says what it can't."""
    out: list[Forced] = []
    for found in audit.tops.values():
        for node in found.tops.values():
            out.extend(_forced(session, found, node))
    return out


def _forced(session: Session, found: Vulnerability, node: Node) -> list[Forced]:
    fix = found.fix
    if not node.is_mine:
        _warn(
            session,
            'audit',
            f'Manual fix required in linked project at ./{node.location()} for {found.name}@{found.range()}.\n'
            f"'cd ./{node.location()}' and run 'npm audit' for details.",
        )
        return []
    if fix is NONE or fix is EASY:
        session.warn(f'audit No fix available for {found.name}@{found.range()}')
        return []
    what = 'a SemVer major change' if fix.is_major else 'outside your stated dependency range'
    session.warn(f'audit Updating {fix.name} to {fix.version}, which is {what}.')
    return [Forced(node, f'{fix.name}@{fix.version}')]

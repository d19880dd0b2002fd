"""The dev server without I/O: it combines the parts, has the states, and runs the loop from a changed file to a
confirmed update.

The edge (server.py) passes in file events and clients' messages, and implements `Edge`: sending to clients, printing
lines, reporting to the machine. Typical sequence: `start` -> `answer` of requests -> `files_changed` -> `client_said`
(applied)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from runtime_py.devserver.application import Answer, Application, Request
from runtime_py.devserver.changes import CHANGED, SAME
from runtime_py.devserver.components import style_number
from runtime_py.devserver.context import Context
from runtime_py.devserver.crawl import Crawl
from runtime_py.devserver.dependencies import LOCK_FILES, Dependencies
from runtime_py.devserver.failures import BuildError, without_place
from runtime_py.devserver.kinds import is_component, is_script, is_style
from runtime_py.devserver.module_graph import ModuleNode
from runtime_py.devserver.modules import Modules
from runtime_py.devserver.paths import join
from runtime_py.devserver.production import Production
from runtime_py.devserver.states import HOT_RELOAD, OPTIMISING, WATCHING, StateMachine
from runtime_py.devserver.updates import (
    Change,
    Outcome,
    affected,
    full_reload,
    is_configuration,
    outcome_of,
    outcome_of_nodes,
)
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.futures import Future
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text

CONFIRM_MS = 10000  # a frozen page, or one stopped in a debugger, confirms nothing


class Edge(Protocol):
    """What the core needs from the outside. `send` returns the number of pages that will answer; `status` is shown by
    the editor and the API."""

    def send(self, text: str, wants_answer: bool) -> int: ...
    def line(self, text: str) -> None: ...
    def status(self, event: Map) -> None: ...
    def now(self) -> float: ...
    def gave_up(self) -> None: ...
    def later(self, ms: float, call: Callable[[], None]) -> None: ...
    def stamp(self) -> float: ...
    def fetch(self, name: str, wanted: str) -> Awaitable[bool]: ...


class Core:
    def __init__(self, context: Context, edge: Edge) -> None:
        self.context = context
        self._edge = edge
        self.states = StateMachine(lambda state, region, event: self._state_changed(state, region, event))
        self.dependencies = Dependencies(
            context,
            lambda name, wanted: edge.fetch(name, wanted),
            lambda event, detail: self._optimised(event, detail),
            lambda: self._send_outcome(full_reload('*', 'dependencies were bundled again')),
        )
        self.modules = Modules(context, self.dependencies, lambda nodes: self._prune(nodes))
        self.application = Application(
            context, self.modules, self.dependencies, lambda error: self._request_failed(error)
        )
        self._is_optimising = False
        self._error: BuildError | None = None
        self._ready = Future()
        self._update_number = 0
        self._update_began = -1.0
        self._update_files: list[str] = []
        self._waiting_for = 0  # clients that haven't confirmed the last update
        self._applied = 0
        self._told_error = ''

    async def start(self) -> None:
        """Returns when the server can answer. Dependencies are searched in the background."""
        self.states.on('configure')
        self.context.configure()
        self.states.on('initialise')
        self.dependencies.load()
        self.states.on('run')

    async def build(self) -> Map[str, Bytes] | None:
        """Makes a production build instead of serving: its files, by their paths in dist. None when a source has an
        error, which is reported."""
        began = self._edge.now()
        self.states.on('configure')
        self.context.configure()
        self.states.on('initialise')
        self.states.on('bundle')
        production = Production(self.context, self.modules, lambda text: self._edge.line(text))
        try:
            await production.run()
        except BuildError as error:
            self._build_failed(error)
            return None
        except Exception as error:
            self._build_failed(without_place('build', error_text(error), self.context.root))
            return None
        took = self._edge.now() - began
        self._status(
            'built',
            Map(
                [
                    ['ms', took],
                    ['files', list(production.files.keys())],
                    ['modules', self.modules.sources.built],
                    ['reload', ''],
                ]
            ),
        )
        self.states.on('done')
        return production.files

    async def crawl(self) -> None:
        """Bundles the dependencies of all sources. Requests wait for it."""
        try:
            await Crawl(self.context, self.modules, self.dependencies).run([join(self.context.root, 'index.html')])
        except BuildError as error:
            self._request_failed(error)
        finally:
            self._ready.resolve(True)

    async def answer(self, request: Request) -> Answer:
        self.states.request_began()
        try:
            await self._ready.wait()
            return await self.application.answer(request)
        finally:
            self.states.request_ended()

    # files

    async def files_changed(self, files: list[str]) -> None:
        """Handles file events; filters out duplicates and touches. They wait while dependencies are bundled or another
        change is built."""
        began = self._edge.now()
        if not await self.states.turn_of('change'):
            return
        try:
            await self._update(files, began)
        except BuildError as error:
            self._build_failed(error)
        except Exception as error:
            self._build_failed(without_place('serve', error_text(error), files[0]))

    async def _update(self, files: list[str], began: float) -> None:
        changes: list[Change] = []
        for file in files:
            kind = self.context.digests.look(file, self.context.files.read(file))
            if kind != SAME:
                changes.append(Change(file, kind))
                self.modules.forget(file)
                for node in affected(self.context, changes[-1]):
                    self.modules.forget(node.file)
                    for importer in node.importers.values() if node.url.endswith('#sheet') else []:
                        self.modules.forget(importer.file)
        if len(changes) == 0:
            self._rest('unchanged')
            return
        self.states.on('analyse')
        self.dependencies.try_again()
        reason = self._look_at_configuration(changes)
        for change in changes:
            if is_component(change.file) and change.kind == CHANGED:
                for node in self.context.graph.of_file(change.file):
                    node.output = None
                change.kept = await self.modules.kept_by(change.file)
        outcome = outcome_of(self.context, changes, self._edge.stamp())
        if reason != '':
            outcome = full_reload('*', reason)
        if outcome.message is None and self._error is None:
            self._rest('done')
            return
        self.states.on('build')
        await self._build(outcome, changes, began)

    def _look_at_configuration(self, changes: list[Change]) -> str:
        """Why all pages must be reloaded; '' when they needn't."""
        reason = ''
        for change in changes:
            if is_configuration(self.context, change.file):
                reason = f'{change.file} changed, which configures the server'
            elif change.file in [join(self.context.root, name) for name in ['package.json', *LOCK_FILES]]:
                self.context.resolver.forget()
                if self.dependencies.refresh():
                    reason = f'{change.file} requires other packages'
        if reason != '':
            self.context.resolver.forget()
            self.context.configure()
            for node in self.context.graph.nodes():
                node.output = None
                self.modules.forget(node.file)
        return reason

    async def _build(self, outcome: Outcome, changes: list[Change], began: float) -> None:
        """Transforms what changed before any page is notified: an error reaches the overlay at once, and no page
        requests a broken module."""
        before = self.modules.sources.built
        for change in changes:
            await self._transform_again(change)
        if not self.states.is_running():
            return
        was_broken = self._error is not None
        self._error = None
        self._told_error = ''
        self._update_files = [change.file for change in changes]
        self._update_began = began
        if outcome.message is None or was_broken and outcome.reason != '':
            outcome = full_reload('*', 'the error is fixed') if was_broken else outcome
        if outcome.message is None:
            self._rest('done')
            return
        took = self._edge.now() - began
        self._edge.line(outcome.summary)
        self._status(
            'built',
            Map(
                [
                    ['ms', took],
                    ['files', self._update_files],
                    ['modules', self.modules.sources.built - before],
                    ['reload', outcome.reason],
                ]
            ),
        )
        self.states.on('push')
        self._send_outcome(outcome)

    async def _transform_again(self, change: Change) -> None:
        if self.context.files.read(change.file) is None:
            return
        nodes = self.context.graph.of_file(change.file)
        if is_style(change.file) and len(nodes) > 0:
            await self.modules.style(change.file)
        elif is_script(change.file) and (len(nodes) > 0 or self._error is not None and self._error.file == change.file):
            source = await self.modules.source(change.file)
            for node in nodes:
                if node.is_analysed and '?' not in node.url and not node.url.endswith('#sheet'):
                    await self.modules.rewrite(node, change.file, source)
                elif (
                    style_number(node.url) >= 0
                    and node.url not in change.kept
                    and style_number(node.url) < len(source.transformed.sheets)
                ):
                    await self.modules.sheet(change.file, style_number(node.url))

    def _send_outcome(self, outcome: Outcome) -> None:
        message = outcome.message
        if message is None:
            return
        self._update_number += 1
        message.set('number', self._update_number)
        self._applied = 0
        self._waiting_for = self._edge.send(stringify(message), True)
        if self._waiting_for == 0:
            self._confirm()
        else:
            number = self._update_number
            self._edge.later(CONFIRM_MS, lambda: self._give_up(number))

    def _give_up(self, number: int) -> None:
        if number != self._update_number or self._waiting_for == 0:
            return
        count = self._waiting_for
        self._edge.line(
            f'{count} page{" has" if count == 1 else "s have"} not confirmed the update within {CONFIRM_MS // 1000} s: not waiting any longer'
        )
        self._waiting_for = 0
        self._edge.gave_up()
        self._confirm()

    def _prune(self, orphans: list[ModuleNode]) -> None:
        paths = [node.url for node in orphans if node.is_analysed and not node.url.endswith('#sheet')]
        if len(paths) > 0 and self.states.is_running():
            self._edge.send(stringify(Map([['type', 'prune'], ['paths', paths]])), False)

    # clients

    def client_connected(self, send: Any) -> None:
        send(stringify(Map([['type', 'connected']])))
        if self._error is not None:
            send(stringify(Map([['type', 'error'], ['err', self._error.payload()]])))

    def client_gone(self, had_confirmed: bool) -> None:
        if self._waiting_for > 0 and not had_confirmed:
            self._waiting_for -= 1
            if self._waiting_for == 0:
                self._confirm()

    def client_said(self, text: str, owes: bool = True) -> bool:
        """Handles a page's message; `owes`: a confirmation is expected. Returns whether it confirms the last update."""
        try:
            message = parse(text)
        except ValueError:
            return False
        if not isinstance(message, Map) or message.get('type') != 'custom':
            return False
        data = message.get('data')
        event = message.get('event')
        if event == 'vite:invalidate' and isinstance(data, Map):
            self._invalidated(data)
        elif event == 'serve:applied' and isinstance(data, Map):
            return owes and self._was_applied(data)
        elif event == 'serve:problem' and isinstance(data, Map):
            self._status('problem', data)
        return False

    def _invalidated(self, data: Map) -> None:
        """A module can't take its update after all: its importers must. Once per update, however many pages report
        it."""
        node = self.context.graph.get(str(data.get('path')))
        if node is None or not node.is_self_accepting or node.stamp == 0 or node.invalidation_seen:
            return
        node.invalidation_seen = True
        self._edge.line(f'hmr invalidate {node.url} {data.get("message") or ""}'.strip())
        importers = list(node.importers.values())
        if len(importers) == 0:
            self._send_outcome(full_reload('*', f'{node.url} was invalidated, and no module imports it'))
            return
        self._send_outcome(outcome_of_nodes(self.context, importers, self._edge.stamp()))

    def _was_applied(self, data: Map) -> bool:
        if data.get('number') != self._update_number or self._waiting_for == 0:
            return False
        if data.get('error') is not None:
            self._edge.line(f'update failed in a page: {data.get("error")}')
        else:
            self._applied += 1
        self._waiting_for -= 1
        if self._waiting_for == 0:
            self._confirm()
        return True

    def _confirm(self) -> None:
        took = self._edge.now() - self._update_began
        if self._update_began >= 0:
            self._status('applied', Map([['pages', self._applied], ['ms', took], ['files', self._update_files]]))
        self._update_began = -1.0
        if self.states.state == HOT_RELOAD:
            self._rest('confirmed')

    # errors and states

    def _tell_error(self, error: BuildError) -> None:
        self._error = error
        text = error.text()
        if text != self._told_error:
            self._told_error = text
            self._edge.line(text)
        self._edge.send(stringify(Map([['type', 'error'], ['err', error.payload()]])), False)
        self._status('error', error.payload())

    def _build_failed(self, error: BuildError) -> None:
        self._tell_error(error)
        if self.states.can('fail'):
            self._rest('fail')

    def _request_failed(self, error: BuildError) -> None:
        """A build or bundling in progress continues; its end checks for the error."""
        self._tell_error(error)
        if self.states.state in [WATCHING, HOT_RELOAD]:
            self._rest('fail')

    def _optimised(self, event: str, detail: str) -> None:
        """Bundling that a build needs is part of that build; if it outlasts the build, it enters its own state
        afterwards."""
        if event == 'fetch':
            self._edge.line(f'{detail} is not installed: fetching it from the registry')
            return
        if event == 'outdated':
            self._edge.line(
                f'{detail} could not be fetched in the version that package.json requires now: using the version fetched before'
            )
            return
        self._is_optimising = event == 'optimise'
        if self._is_optimising:
            self._edge.line(f'optimising dependencies: {detail}')
            self._begin_optimising()
        elif self.states.state == OPTIMISING:
            self._rest('done')

    def _begin_optimising(self) -> None:
        if self._is_optimising and self.states.can('optimise'):
            self.states.on('optimise')

    def _rest(self, event: str) -> None:
        """Ends a piece of work: if an error remains, the state becomes `failed`, and bundling that still runs is
        next."""
        self.states.on(event if self._error is None else 'fail')
        if self.states.state != HOT_RELOAD:
            self._begin_optimising()

    def _state_changed(self, state: str, region: str, event: str) -> None:
        if event != 'request' and event != 'answered':
            self.tell_state()

    def tell_state(self) -> None:
        self._status('state', Map())

    def _status(self, event: str, detail: Map) -> None:
        self._edge.status(
            Map([['event', event], ['state', self.states.state], ['root', self.context.root], ['detail', detail]])
        )

"""Module records (ECMA-262, 16.2.1.4): linking to requested modules, resolving exports, making the environment, running
the body.

Statuses are V8's, which the library knows. evaluation.py determines the order of evaluation. Must not know files or the
meaning of URLs."""

from __future__ import annotations

from typing import Any

from runtime_py.node.async_context.carrying import operand
from runtime_py.node.esm.linked_text import CHANGING, CONSTANT, LATE, PROPERTY, linked_text
from runtime_py.node.esm.namespace import fast_namespace, namespace_object
from runtime_py.node.esm.source import NAMESPACE, Import, ModuleSource
from runtime_py.node.stacks.stacks import exported

HostMap = globalThis.Map
HostPromise = globalThis.Promise

UNINSTANTIATED = 0
INSTANTIATING = 1
INSTANTIATED = 2
EVALUATING = 3
EVALUATING_ASYNC = 10  # reported as EVALUATED
EVALUATED = 4
ERRORED = 5

NOT_ASYNC = -1
ASYNC_DONE = -2


class Binding:
    """A variable of a record; `name` is NAMESPACE for the record's namespace."""

    def __init__(self, record: object, name: str) -> None:
        self.record = record
        self.name = name

    def getter(self) -> object:
        """A function that reads the variable."""
        record = self.record
        if self.name == NAMESPACE:
            return lambda: record.namespace()
        known = record.getters.get(self.name)
        return known if known is not None else (lambda: record.getter_of(self.name)())

    def mode(self) -> int:
        """How a module that begins now accesses it."""
        return CONSTANT if self.name == NAMESPACE else self.record.mode_of(self.name)


AMBIGUOUS = Binding(None, '')


class Record:
    """The common part of all modules. `failure`: [value] once evaluation threw."""

    exported_names: Any
    resolve_export: Any
    execute: Any
    execute_async: Any

    def __init__(self, url: str) -> None:
        self.url = url
        self.status = UNINSTANTIATED
        self.failure = None
        self.requests = []
        self.linked = None  # a Record for each request
        self.getters = js_new(HostMap)
        self.setters = js_new(HostMap)  # export name -> functions that set it in importing modules
        self.has_top_level_await = False
        # evaluation.py
        self.dfs_index = 0
        self.dfs_ancestor = 0
        self.async_order = NOT_ASYNC
        self.pending_async = 0
        self.async_parents = []
        self.cycle_root = None
        self.capability = None
        self._namespace = None
        self._fast = None

    def told_status(self) -> int:
        if self.failure is not None:
            return ERRORED
        return EVALUATED if self.status == EVALUATING_ASYNC else self.status

    def namespace(self) -> object:
        if self._namespace is None:
            self._namespace = namespace_object(self._exports(True))
        return self._namespace

    def fast_namespace(self) -> object:
        """The same members as plain properties, for `ns.member` in source text."""
        if self._fast is not None:
            return self._fast
        made = fast_namespace(self._exports())
        if self.status == EVALUATED:
            self._fast = made
        return made

    def _exports(self, tells_stacks: bool = False) -> list:
        """[name, getter, whether its value is constant] of every unambiguous export, in the order of names."""
        found = []
        for name in self.exported_names([]):
            binding = self.resolve_export(name, [])
            if binding is not None and binding is not AMBIGUOUS:
                found.push([name, binding.getter(), binding.mode() == CONSTANT])
                if tells_stacks:
                    exported.add(f'{binding.record.url} {binding.name}')
        return sorted(found, key=lambda pair: pair[0])

    def getter_of(self, name: str) -> object:
        return self.getters.get(name)

    def on_change(self, name: str, setter: object) -> None:
        if not self.setters.has(name):
            self.setters.set(name, [])
        self.setters.get(name).push(setter)

    def tell_change(self, name: str) -> None:
        """An export has a new value: updates the modules that import it."""
        listeners = self.setters.get(name)
        if listeners is not None:
            value = self.getters.get(name)()
            for setter in listeners:
                setter(value)

    def graph(self, seen: list) -> list:
        """This record and all its dependencies."""
        if self not in seen:
            seen.push(self)
            for record in [] if self.linked is None else self.linked:
                record.graph(seen)
        return seen


class SyntheticRecord(Record):
    """The `steps` that evaluate it set its exports."""

    def __init__(self, url: str, names: list, steps: object) -> None:
        super().__init__(url)
        self.names = names
        self.steps = steps
        self.linked = []
        self.values = js_new(HostMap)
        self._readers = js_new(HostMap)  # of exports that nobody has read yet
        for name in names:
            self.values.set(name, js_undefined)
            self._add_getter(name)

    def mode_of(self, name: str) -> int:
        return CHANGING

    def set_export(self, name: str, value: object) -> None:
        self._readers.delete(name)
        self.values.set(name, value)
        self.tell_change(name)

    def set_lazy_export(self, name: str, read: object) -> None:
        """`read()` gives the value when it is first needed."""
        self._readers.set(name, read)
        self.tell_change(name)

    def _add_getter(self, name: str) -> None:
        self.getters.set(name, lambda: self._value(name))

    def _value(self, name: str) -> object:
        if self._readers.size > 0 and self._readers.has(name):
            self.values.set(name, self._readers.get(name)())
            self._readers.delete(name)
        return self.values.get(name)

    def exported_names(self, visited: list) -> list:
        return self.names

    def resolve_export(self, name: str, seen: list) -> Binding | None:
        return Binding(self, name) if self.values.has(name) else None

    def instantiate(self) -> None:
        if self.status == UNINSTANTIATED:
            self.status = INSTANTIATED

    def execute(self) -> None:
        self.steps()


class SourcePhaseRecord(SyntheticRecord):
    """What `import source` imports: `read` returns the module's source object, or raises."""

    def __init__(self, url: str, read: object) -> None:
        super().__init__(url, ['default'], lambda: None)
        self._read = read

    def instantiate(self) -> None:
        self.set_export('default', self._read())
        super().instantiate()


class SourceRecord(Record):
    """`compiled` makes the generator function of a LinkedText, `watched` if it may be ended; `host` provides import.meta
    and import().

    It begins (its text is generated, its functions are hoisted) when it is about to be executed, or when another module
    of its cycle needs an export: most of its imports have their values by then."""

    def __init__(self, url: str, source: ModuleSource, compiled: object, host: object) -> None:
        super().__init__(url)
        self.source = source
        self.requests = source.requests
        self.has_top_level_await = source.has_top_level_await
        self.waits_at = -1  # the number of the top-level await at which it waits
        self._compiled = compiled
        self._host = host
        self._environment = None
        self._bindings = []  # of the imports
        self._begun = False
        self._is_watched = False
        self._body = None  # the generator
        self._import_setters = None

    # exports

    def exported_names(self, visited: list) -> list:
        if self in visited:
            return []
        visited.push(self)
        names = [*self.source.own.keys(), *self.source.indirect.keys()]
        for request in self.source.stars:
            for name in self.linked[request].exported_names(visited):
                if name != 'default' and name not in names:
                    names.push(name)
        return names

    def resolve_export(self, name: str, seen: list) -> Binding | None:
        """The binding; None when there is none, or AMBIGUOUS."""
        for record, asked in seen:
            if record is self and asked == name:
                return None
        seen.push([self, name])
        if self.source.own.has(name):
            return Binding(self, name)
        indirect = self.source.indirect.get(name)
        if indirect is not None:
            return self._resolve_import(indirect, seen)
        return None if name == 'default' else self._resolve_star(name, seen)

    def _resolve_import(self, found: Import, seen: list) -> Binding | None:
        target = self.linked[found.request]
        return Binding(target, NAMESPACE) if found.name == NAMESPACE else target.resolve_export(found.name, seen)

    def _resolve_star(self, name: str, seen: list) -> Binding | None:
        star = None
        for request in self.source.stars:
            found = self.linked[request].resolve_export(name, seen)
            if found is AMBIGUOUS:
                return AMBIGUOUS
            if found is not None:
                if star is None:
                    star = found
                elif star.record is not found.record or star.name != found.name:
                    return AMBIGUOUS
        return star

    # linking

    def instantiate(self) -> None:
        """Links it with everything it requests. Raises SyntaxError for an import that the other module doesn't
        export."""
        if self.status != UNINSTANTIATED:
            return
        stack = []
        try:
            self._link(stack, [0])
        except Exception as error:
            for record in stack:
                record.status = UNINSTANTIATED
            raise error

    def _link(self, stack: list, count: list) -> None:
        """InnerModuleLinking (ECMA-262, 16.2.1.6.1.1.1): what a failure finds linked stays so."""
        if self.linked is None and self.requests.length > 0:
            raise self._host.not_linked(self.requests[0])
        self.status = INSTANTIATING
        self.dfs_index = count[0]
        self.dfs_ancestor = count[0]
        count[0] += 1
        stack.push(self)
        if self.linked is None:
            self.linked = []
        for record in self.linked:
            if record.status == UNINSTANTIATED:
                if js_instanceof(record, SourceRecord):
                    record._link(stack, count)
                else:
                    record.instantiate()
            if record.status == INSTANTIATING:
                self.dfs_ancestor = Math.min(self.dfs_ancestor, record.dfs_ancestor)
        self._make_environment()
        if self.dfs_ancestor == self.dfs_index:
            first = stack.indexOf(self)
            for record in stack.splice(first):
                record.status = INSTANTIATED

    def _make_environment(self) -> None:
        for name in self.source.indirect.keys():
            self._require_binding(self.resolve_export(name, []), self.source.indirect.get(name))
        self._environment = Object.create(None)
        self._bindings = []
        for found in self.source.imports:
            binding = self._resolve_import(found, [])
            self._require_binding(binding, found)
            self._bindings.push(binding)
            define_reader(self._environment, found.local, binding.getter())
            if found.name == NAMESPACE:
                self._define_fast(found)

    def _define_fast(self, found: Import) -> None:
        target = self.linked[found.request]
        define_reader(self._environment, '*' + found.local, lambda: target.fast_namespace())

    def _require_binding(self, binding: Binding | None, found: Import) -> None:
        if binding is None or binding is AMBIGUOUS:
            raise self._host.no_export(self, found, binding is AMBIGUOUS)

    # start

    def getter_of(self, name: str) -> object:
        self._begin()
        return self.getters.get(name)

    def mode_of(self, name: str) -> int:
        source = self.source
        changes = source.changing.has(name) or (source.has_eval and not source.constants.has(name))
        if self.status != EVALUATED or self.failure is not None:
            return LATE if source.functions.has(name) and not changes else PROPERTY
        if source.changing.has(name) and not source.has_eval:
            return CHANGING
        return PROPERTY if changes else CONSTANT

    def watch(self) -> None:
        """Its loops and functions will look whether they should end, if it hasn't begun."""
        self._is_watched = True

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        modes = [self._mode_here(found, binding) for found, binding in zip(self.source.imports, self._bindings)]
        linked = linked_text(self.source, modes)
        made = self._compiled(linked, self._is_watched)
        if linked.is_scoped:
            made = made(scope_of(self._environment))
        self._body = made.call(
            js_undefined, self._host.interface(self), self._environment, lambda number, value: self._put(number, value)
        )
        self._body.next()
        for k, found in enumerate(self.source.imports):
            binding = self._bindings[k]
            if modes[k] == CHANGING:
                binding.record.on_change(binding.name, self._import_setters[found.local])
            elif modes[k] == LATE:
                self._import_setters[found.local](binding.record.getter_of(binding.name)())

    def _mode_here(self, found: Import, binding: Binding) -> int:
        mode = binding.mode()
        return PROPERTY if mode != CONSTANT and self.source.written_imports.has(found.local) else mode

    def declare(self, getters: object, setters: object) -> None:
        for name in Object.keys(getters):
            self.getters.set(name, getters[name])
        self._import_setters = setters

    def _put(self, number: int, value: object) -> object:
        """A function has set exports."""
        for name in self.source.written[number]:
            self.tell_change(name)
        return value

    # running

    def execute(self) -> None:
        self._begin()
        self._body.next()

    def execute_async(self) -> object:
        """Returns its promise. The body is called from here, since the engine records few frames of a stack."""
        self._begin()
        if self.source.is_async_generator:
            return self._body.next()
        settle = []
        promise = js_new(HostPromise, lambda resolve, reject: settle.push(resolve, reject))
        try:
            result = self._body.next()
        except Exception as error:
            settle[1](error)
            return promise
        self._wait_or_end(result, settle[0], settle[1])
        return promise

    def stalled_await(self) -> object:
        """The top-level await at which it waits, if known."""
        awaits = self.source.awaits
        if self.source.is_async_generator:
            return awaits[0] if awaits.length == 1 else None
        return awaits[self.waits_at] if self.waits_at >= 0 else None

    def _step(self, method: str, value: object, resolve: object, reject: object) -> None:
        """Runs the body to its next `await`."""
        try:
            result = self._body[method](value)
        except Exception as error:
            reject(error)
            return
        self._wait_or_end(result, resolve, reject)

    def _wait_or_end(self, result: object, resolve: object, reject: object) -> None:
        """An `await` arrives as a `yield`."""
        if result.done:
            resolve(js_undefined)
        else:
            self.waits_at, wait, awaited = result.value
            wait(
                operand(awaited),
                lambda given: self._step('next', given, resolve, reject),
                lambda error: self._step('throw', error, resolve, reject),
            )


def define_reader(environment: object, name: str, getter: object) -> None:
    def refuse(value):
        raise TypeError('Assignment to constant variable.')

    Object.defineProperty(
        environment, name, Object.setPrototypeOf({'get': getter, 'set': refuse, 'enumerable': True}, None)
    )


def scope_of(environment: object) -> object:
    """The scope object for a `with`: a name that is set to the value it has keeps that value (linked_text.py,
    call_text)."""
    scope = Object.create(None)
    for name in Object.keys(environment):
        define_settable(scope, name, environment)
    return scope


def define_settable(scope: object, name: str, environment: object) -> None:
    def put(value):
        if not Object['is'](value, environment[name]):
            environment[name] = value

    Object.defineProperty(scope, name, Object.setPrototypeOf({'get': lambda: environment[name], 'set': put}, None))

"""Evaluation of a graph of modules in its order, with top-level await (ECMA-262, 16.2.1.6.1.3: Evaluate,
InnerModuleEvaluation, AsyncModuleExecution...)."""

from __future__ import annotations

from runtime_py.node.esm.record import (
    ASYNC_DONE,
    EVALUATED,
    EVALUATING,
    EVALUATING_ASYNC,
    NOT_ASYNC,
    Record,
    SourceRecord,
)

HostPromise = globalThis.Promise
_then = HostPromise.prototype['then']


class Capability:
    """A promise and the functions that settle it."""

    def __init__(self) -> None:
        self.resolve = None
        self.reject = None
        self.promise = js_new(HostPromise, lambda resolve, reject: self._take(resolve, reject))

    def _take(self, resolve: object, reject: object) -> None:
        self.resolve = resolve
        self.reject = reject


class Order:
    """The order in which modules became asynchronous."""

    def __init__(self) -> None:
        self.next = 0


_order = Order()


def evaluate(asked: Record) -> object:
    """A promise of the end of the whole graph; the same one for later calls."""
    record = asked
    if (record.status == EVALUATING_ASYNC or record.status == EVALUATED) and record.cycle_root is not None:
        record = record.cycle_root
    if record.capability is not None:
        return record.capability.promise
    record.capability = Capability()
    stack = []
    try:
        inner_evaluation(record, stack)
    except Exception as error:
        for member in stack:
            member.status = EVALUATED
            member.failure = [error]
        if record.failure is None:
            record.failure = [error]
        record.capability.reject(error)
        return record.capability.promise
    if record.status == EVALUATED:  # at once, or earlier, as a part of another graph
        record.capability.resolve(js_undefined)
    return record.capability.promise


def evaluate_sync(record: Record) -> None:
    """Evaluates a graph without top-level await. Raises what a body throws."""
    promise = evaluate(record)
    if record.failure is not None:
        _then.call(promise, js_undefined, lambda error: js_undefined)
        raise record.failure[0]


class Visit:
    """A module in whose requests the depth-first walk is."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.next = 0  # of its requests
        self.is_below = False  # whether that request was entered


def inner_evaluation(root: Record, stack: list) -> None:
    """Walks without recursion: a body's stack has few frames of ours, however deep its module is, since the engine counts
    them for `Error.stackTraceLimit`."""
    visits = [Visit(root)] if enter(root, stack, 0) else []
    index = 1
    while visits.length > 0:
        visit = visits.at(-1)
        record = visit.record
        if visit.next < record.linked.length:
            required = record.linked[visit.next]
            if not visit.is_below:
                visit.is_below = True
                if enter(required, stack, index):
                    index += 1
                    visits.push(Visit(required))
                    continue
            wait_for(record, required)
            visit.next += 1
            visit.is_below = False
            continue
        visits.pop()
        if record.pending_async > 0 or record.has_top_level_await:
            record.async_order = _order.next
            _order.next += 1
            if record.pending_async == 0:
                follow(record, record.execute_async())
        else:
            record.execute()
        if record.dfs_ancestor == record.dfs_index:
            close_component(record, stack)


def enter(record: Record, stack: list, index: int) -> bool:
    """Whether its requests and its body are still to come."""
    if record.status == EVALUATING_ASYNC or record.status == EVALUATED:
        if record.failure is not None:
            raise record.failure[0]
        return False
    if record.status == EVALUATING:
        return False
    if not js_instanceof(record, SourceRecord):
        evaluate_synthetic(record)
        return False
    record.status = EVALUATING
    record.dfs_index = index
    record.dfs_ancestor = index
    record.pending_async = 0
    stack.push(record)
    return True


def evaluate_synthetic(record: Record) -> None:
    record.status = EVALUATING
    record.cycle_root = record
    try:
        record.execute()
    except Exception as error:
        record.failure = [error]
        raise error
    finally:
        record.status = EVALUATED


def wait_for(record: Record, required: Record) -> None:
    """After a required module was entered: determines whether it is in our cycle, has failed, or must be waited for."""
    if required.status == EVALUATING:
        record.dfs_ancestor = Math.min(record.dfs_ancestor, required.dfs_ancestor)
    else:
        required = required.cycle_root
        if required.failure is not None:
            raise required.failure[0]
    if required.async_order >= 0:
        record.pending_async += 1
        required.async_parents.push(record)


def close_component(root: Record, stack: list) -> None:
    """All modules of a cycle finish, or wait, together."""
    while True:
        member = stack.pop()
        member.status = EVALUATED if member.async_order == NOT_ASYNC else EVALUATING_ASYNC
        member.cycle_root = root
        if member is root:
            return


def follow(record: Record, promise: object) -> None:
    """Its body runs, and settles the promise."""
    _then.call(promise, lambda _done: fulfilled(record), lambda error: rejected(record, error))


def finish(record: Record) -> None:
    record.async_order = ASYNC_DONE
    record.status = EVALUATED
    if record.capability is not None:
        record.capability.resolve(js_undefined)


def fulfilled(record: Record) -> None:
    if record.status == EVALUATED:
        return
    finish(record)
    ready = []
    gather_ready(record, ready)
    for waiting in sorted(ready, key=lambda module: module.async_order):
        if waiting.status == EVALUATED:
            continue
        if waiting.has_top_level_await:
            follow(waiting, waiting.execute_async())
            continue
        try:
            waiting.execute()
        except Exception as error:
            rejected(waiting, error)
            continue
        finish(waiting)


def gather_ready(record: Record, ready: list) -> None:
    """Collects the modules for which this was the last dependency to wait for."""
    for parent in record.async_parents:
        if parent in ready or parent.cycle_root.failure is not None:
            continue
        parent.pending_async -= 1
        if parent.pending_async == 0:
            ready.push(parent)
            if not parent.has_top_level_await:
                gather_ready(parent, ready)


def rejected(record: Record, error: object) -> None:
    if record.status == EVALUATED:
        return
    record.failure = [error]
    record.status = EVALUATED
    record.async_order = ASYNC_DONE
    for parent in record.async_parents:
        rejected(parent, error)
    if record.capability is not None:
        record.capability.reject(error)

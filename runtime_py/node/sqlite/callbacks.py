"""The program's functions that SQLite calls: user-defined functions, aggregates, the authorizer, conflict handlers.

An exception can't pass through SQLite's frames: it is stored in the connection's `thrown`, SQLite gets an error code,
and the caller of SQLite throws it again (connection.py)."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import OK
from runtime_py.node.sqlite.options import is_int32

HostMap = globalThis.Map
_DENY = 1
_IGNORE = 2
_CHANGESET_ABORT = 2


class Thrown:
    def __init__(self, value: object) -> None:
        self.value = value


class MadeFunction:
    def __init__(self, connection: object, call: object, big: bool) -> None:
        self.connection = connection
        self.call = call
        self.big = big


class Aggregate:
    """`values` has the state of each running aggregation, by a number stored in SQLite's memory for it."""

    def __init__(self, connection: object, options: object, big: bool) -> None:
        self.connection = connection
        self.start = options.start
        self.step = options.step
        self.inverse = options.inverse
        self.result = options.result
        self.big = big
        self.values = js_new(HostMap)
        self.next = 1


class Progress:
    """The state of one aggregation."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.is_window = False


class ChangesetRules:
    def __init__(self, connection: object, on_conflict: object, accepts: object) -> None:
        self.connection = connection
        self.on_conflict = on_conflict
        self.accepts = accepts


class Callbacks:
    """The functions that SQLite calls, one of each kind; the number that SQLite passes back identifies the program's
    function."""

    def __init__(self, engine: object, values: object) -> None:
        self.engine = engine
        self.values = values
        self.known = js_new(HostMap)
        self.next = 1
        self.function = engine.entry('iii:', self._call_function)
        self.step = engine.entry('iii:', lambda context, count, table: self._advance(context, count, table, False))
        self.inverse = engine.entry('iii:', lambda context, count, table: self._advance(context, count, table, True))
        self.value = engine.entry('i:', lambda context: self._tell(context, False))
        self.final = engine.entry('i:', lambda context: self._tell(context, True))
        self.destroy = engine.entry('i:', lambda number: self.forget(number))
        self.authorize = engine.entry('iiiiii:i', self._authorize)
        self.filter = engine.entry('ii:i', self._filter)
        self.conflict = engine.entry('iii:i', self._conflict)

    def remember(self, thing: object) -> int:
        number = self.next
        self.next += 1
        self.known.set(number, thing)
        return number

    def forget(self, number: int) -> None:
        self.known.delete(number)

    def _fail(self, context: int, connection: object, error: object) -> None:
        if connection.thrown is None:
            connection.thrown = Thrown(error)
        self.values.fail(context, '')

    # functions

    def _call_function(self, context: int, count: int, table: int) -> None:
        made = self.known.get(self.engine.exports.sqlite3_user_data(context))
        call = made.call
        made.connection.calls_under_way += 1
        try:
            self.values.give(context, call(*self.values.arguments(count, table, made.big)))
        except Exception as error:
            self._fail(context, made.connection, error)
        made.connection.calls_under_way -= 1

    # aggregates

    def _aggregate(self, context: int) -> Aggregate:
        return self.known.get(self.engine.exports.sqlite3_user_data(context))

    def _slot(self, context: int) -> int:
        """The word in SQLite's memory for this aggregation: 0 before its first step."""
        return self.engine.exports.sqlite3_aggregate_context(context, 4) >> 2

    def _progress(self, aggregate: Aggregate, slot: int) -> Progress:
        number = self.engine.i32[slot]
        if number != 0:
            return aggregate.values.get(number)
        start = aggregate.start
        progress = Progress(start.call(None) if js_typeof(start) == 'function' else start)
        aggregate.values.set(aggregate.next, progress)
        self.engine.i32[slot] = aggregate.next
        aggregate.next += 1
        return progress

    def _advance(self, context: int, count: int, table: int, backwards: bool) -> None:
        aggregate = self._aggregate(context)
        aggregate.connection.calls_under_way += 1
        try:
            progress = self._progress(aggregate, self._slot(context))
            step = aggregate.inverse if backwards else aggregate.step
            progress.value = step(progress.value, *self.values.arguments(count, table, aggregate.big))
        except Exception as error:
            self._fail(context, aggregate.connection, error)
        aggregate.connection.calls_under_way -= 1

    def _tell(self, context: int, is_last: bool) -> None:
        """Skips the end if it only cleans up: a window's last value was returned before; also after an exception."""
        aggregate = self._aggregate(context)
        slot = self._slot(context)
        aggregate.connection.calls_under_way += 1
        try:
            if aggregate.connection.thrown is None:
                progress = self._progress(aggregate, slot)
                if not is_last:
                    progress.is_window = True
                if not is_last or not progress.is_window:
                    result = aggregate.result
                    self.values.give(
                        context,
                        result.call(None, progress.value) if js_typeof(result) == 'function' else progress.value,
                    )
        except Exception as error:
            self._fail(context, aggregate.connection, error)
        aggregate.connection.calls_under_way -= 1
        if is_last:
            aggregate.values.delete(self.engine.i32[slot])

    # decisions

    def _authorize(self, number: int, action: int, first: int, second: int, database: int, trigger: int) -> int:
        connection = self.known.get(number)
        authorizer = connection.authorizer
        connection.calls_under_way += 1
        try:
            decision = authorizer(action, *[self.engine.nullable_text(at) for at in (first, second, database, trigger)])
            if not is_int32(decision):
                raise TypeError('Authorizer callback must return an integer authorization code')
            if decision not in (OK, _DENY, _IGNORE):
                raise RangeError('Authorizer callback returned a invalid authorization code')
            return decision
        except Exception as error:
            connection.thrown = Thrown(error)
            return _DENY
        finally:
            connection.calls_under_way -= 1

    def _filter(self, number: int, table: int) -> int:
        rules = self.known.get(number)
        accepts = rules.accepts
        if accepts is None or rules.connection.thrown is not None:
            return 1 if accepts is None else 0
        rules.connection.calls_under_way += 1
        try:
            return 1 if Boolean(accepts.call(None, self.engine.c_text(table))) else 0
        except Exception as error:
            rules.connection.thrown = Thrown(error)
            return 0
        finally:
            rules.connection.calls_under_way -= 1

    def _conflict(self, number: int, kind: int, iterator: int) -> int:
        rules = self.known.get(number)
        on_conflict = rules.on_conflict
        if on_conflict is None:
            return _CHANGESET_ABORT
        rules.connection.calls_under_way += 1
        try:
            decision = on_conflict.call(None, kind)
            return decision if is_int32(decision) else -1
        except Exception as error:
            rules.connection.thrown = Thrown(error)
            return _CHANGESET_ABORT
        finally:
            rules.connection.calls_under_way -= 1

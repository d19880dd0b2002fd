"""How a file operation returns its result: by return or throw (sync), by `req.oncomplete` (FSReqCallback), or by a
promise (kUsePromises).

Files are in memory, so the work is done at once and only the result comes in a later turn; operations that may have to
wait (pipes, terminals) are coroutines."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.host import ReqWrap, current_realm
from runtime_py.node.realm.uv_errors import uv_exception, with_errors_for_later
from runtime_py.platform.errno import EILSEQ

_use_promises = None  # the symbol kUsePromises


class FSReqCallback(ReqWrap):
    def __init__(self, bigint: bool = False) -> None:
        super().__init__('FSREQCALLBACK')


class FSReqPromise(ReqWrap):
    """async_hooks' resource for a request that settles a promise."""

    def __init__(self) -> None:
        super().__init__('FSREQPROMISE')


def set_promise_symbol(symbol: object) -> None:
    global _use_promises
    _use_promises = symbol


def is_promise_request(req: object) -> bool:
    return req is _use_promises


def is_request(value: object) -> bool:
    return value is _use_promises or js_instanceof(value, FSReqCallback)


def valid_fd(fd: object) -> int:
    """The descriptor as a number. Raises ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE, as C++'s GetValidatedFd."""
    if js_typeof(fd) == 'number' and fd >= 0 and (fd | 0) == fd:
        return fd
    return current_realm().require('internal/fs/utils').getValidatedFd(fd)


def valid_mode(mode: object) -> int:
    """The mode of `access` or `copyFile`: three bits. Raises ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE with the messages
    of C++'s GetValidFileMode."""
    if mode is None:
        return 0
    if js_typeof(mode) != 'number':
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined')
    if not Number.isFinite(mode):
        raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range')
    whole = Math.trunc(mode)
    if whole < 0 or whole > 7:
        raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7')
    return whole


class Outcome:
    """A value, or an error to throw."""

    def __init__(self, value: object, error: object) -> None:
        self.value = value
        self.error = error


def attempt(work: object) -> Outcome:
    try:
        return Outcome(work(), None)
    except Exception as error:
        return Outcome(js_undefined, error)


def attempt_request(work: object) -> Outcome:
    """As `attempt`, for a result in a later turn: no caller is on the stack then."""
    return attempt(lambda: with_errors_for_later(work))


def outcome_value(outcome: Outcome) -> object:
    if outcome.error is not None:
        raise outcome.error
    return outcome.value


def answer(req: object, work: object) -> object:
    """Runs `work` and returns its result in the requested way."""
    if req is None:
        current_realm().trace_sync()
        return work()
    outcome = attempt_request(work)
    if is_promise_request(req):
        return promise_of(outcome)
    current_realm().loop.enqueue_request(lambda: complete(req, outcome))
    return js_undefined


def complete(req: object, outcome: Outcome) -> None:
    args = (
        [outcome.error]
        if outcome.error is not None
        else ([None] if js_typeof(outcome.value) == 'undefined' else [None, outcome.value])
    )
    current_realm().make_callback(req, req.oncomplete, args)


def promise_of(outcome: Outcome) -> object:
    def settle(resolve, reject):
        req = FSReqPromise()
        current_realm().loop.enqueue_request(lambda: settle_promise(req, outcome, resolve, reject))

    return Promise(settle)


def settle_promise(req: FSReqPromise, outcome: Outcome, resolve: object, reject: object) -> None:
    call = [resolve, outcome.value] if outcome.error is None else [reject, outcome.error]
    current_realm().make_callback(req, call[0], [call[1]])


def answer_async(req: object, coroutine: object) -> object:
    """As `answer`, for work that may wait. Keeps the loop alive meanwhile."""
    loop = current_realm().loop
    loop.add_request()
    if is_promise_request(req):

        def settle_later(resolve, reject):
            sent = FSReqPromise()
            when_done(coroutine, lambda outcome: settle_promise(sent, outcome, resolve, reject))

        return Promise(settle_later)
    when_done(coroutine, lambda outcome: complete(req, outcome))
    return js_undefined


def when_done(coroutine: object, tell: object) -> None:
    """Delivers the outcome in a turn of its own."""
    loop = current_realm().loop

    def finish(outcome):
        def run():
            loop.remove_request()
            tell(outcome)

        loop.enqueue(run)

    HOST_THEN.call(
        coroutine, lambda value: finish(Outcome(value, None)), lambda error: finish(Outcome(js_undefined, error))
    )


def checked(result: object, syscall: str, path: object = None, dest: object = None) -> object:
    """The result of a system call; throws when it is -errno."""
    if js_typeof(result) == 'number' and result < 0:
        raise uv_exception(result, syscall, path, dest)
    return result


def path_text(path: object) -> str:
    """A path from the library: a string, or a Buffer of UTF-8."""
    if js_typeof(path) == 'string':
        return path
    octets = current_realm().require('buffer').Buffer['from'](path)
    text = octets.toString()
    if '\ufffd' in text and not octets.equals(current_realm().require('buffer').Buffer['from'](text)):
        # names are UTF-8: any other name can't be represented
        raise uv_exception(-EILSEQ, 'path', text)
    return text

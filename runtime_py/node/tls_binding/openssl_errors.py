"""Converts a failure of the engine to Node's Error: OpenSSL's line, its library, reason and code.

OpenSSL's line begins with the thread's number and has the place in OpenSSL's source, which we leave out.
"""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure, reason_number

LIBRARY = 'SSL routines'
# ERR_LIB_SSL, in the upper bits of OpenSSL's numbers
SSL_LIBRARY = '0A'


def hexadecimal(number: int, width: int) -> str:
    return number.toString(16).upper().padStart(width, '0')


def code_of(reason: str) -> str:
    return 'ERR_SSL_' + reason.upper().replace(' ', '_')


def line_of(reason: str) -> str:
    return 'error:' + SSL_LIBRARY + hexadecimal(reason_number(reason), 6) + ':' + LIBRARY + '::' + reason


def context_error(reason: str) -> object:
    """The error for a setting that OpenSSL refuses."""
    error = js_new(Error, line_of(reason))
    error.library = LIBRARY
    error.reason = reason
    error.code = code_of(reason)
    return error


def connection_error(failure: TlsFailure) -> object:
    text = line_of(failure.reason) + ':'
    if failure.received >= 0:
        text += 'SSL alert number ' + str(failure.received)
    error = js_new(Error, text + '\n')
    error.library = LIBRARY
    error.reason = failure.reason
    error.code = code_of(failure.reason)
    return error

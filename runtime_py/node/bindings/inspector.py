"""internalBinding('inspector'): no session can be opened, since a page can't debug itself; use the browser's developer
tools to inspect workers.

`require('inspector')` still loads (builtins.py), for the many programs that only check whether a debugger is
attached."""

from __future__ import annotations

from runtime_py.node.permission.model import INSPECTOR
from runtime_py.node.realm.callbacks import coded_error, realm

MESSAGE = (
    "The inspector is not available in a browser: use the browser's developer tools, which show files under their names"
)


def refuse(*args: object) -> None:
    raise coded_error(Error, 'ERR_INSPECTOR_NOT_AVAILABLE', MESSAGE)


class Connection:
    def __init__(self, on_message: object) -> None:
        realm().permission.check(INSPECTOR, 'Connect')
        refuse()


def create(realm: object, binding_data: object) -> object:
    return {
        'isEnabled': lambda: False,
        'setConsoleExtensionInstaller': lambda callback: js_undefined,
        'consoleCall': lambda *args: js_undefined,
        'console': globalThis.console,
        'registerAsyncHook': lambda *args: js_undefined,
        'Connection': Connection,
        'MainThreadConnection': Connection,
        'open': refuse,
        'url': lambda: js_undefined,
        'waitForDebugger': lambda: False,
        'emitProtocolEvent': lambda *args: js_undefined,
        'putNetworkResource': lambda *args: js_undefined,
    }

"""internalBinding('inspector'): absent; the browser's own developer tools inspect workers."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    return {'isEnabled': lambda: False, 'setConsoleExtensionInstaller': lambda callback: js_undefined, 'consoleCall': lambda *args: js_undefined,
            'console': globalThis.console, 'registerAsyncHook': lambda *args: js_undefined}

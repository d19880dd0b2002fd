"""The embedding page's Content-Security-Policy: turns violations into messages that say what to allow. Must not know
the kernel."""

from runtime_py.api.errors import ApiError
from runtime_py.api.waiting import delay

SCRIPTS = ['kernel.js', 'sw.js']
CODE = 'ERR_TERRARIUM_CSP'
ADVICE = "Allow at least: script-src 'self' blob: 'wasm-unsafe-eval' 'unsafe-eval'; worker-src 'self' blob: data:; frame-src 'self'; connect-src 'self' and the npm registry."


class PolicyWatch:
    """Records the browser's refusals while the machine lives. `on_frame(text)`: a preview was refused."""

    def __init__(self, base: str, on_frame: object):
        self._base = base
        self._on_frame = on_frame
        self._script = ''  # the directive that refused a script of ours
        self._listener = lambda event: self._on_violation(event)

    def start(self) -> None:
        document.addEventListener('securitypolicyviolation', self._listener)

    def stop(self) -> None:
        document.removeEventListener('securitypolicyviolation', self._listener)

    def _on_violation(self, event: object) -> None:
        if event.disposition != 'enforce':
            return
        # for a foreign URL, a violation only has the origin, but these are the page's own
        if any([event.blockedURI.startswith(self._base + name) for name in SCRIPTS]):
            self._script = event.effectiveDirective
        elif event.blockedURI.startswith(self._base + 'preview/'):
            self._on_frame(
                f"The Content-Security-Policy of this page blocks previews ({event.effectiveDirective}). Allow frame-src 'self'."
            )

    async def explain(self, promise: object) -> object:
        """The promise's outcome; if it failed because of a policy, an error that says so."""
        try:
            return await promise
        except Exception as error:
            await delay(0)  # the event comes after the refusal
            raise self.refusal() or error

    def refusal(self) -> object:
        """Why one of our scripts could not be started, if a policy was the reason; None otherwise."""
        if self._script == '':
            return None
        return ApiError(CODE, f'The Content-Security-Policy of this page blocks the machine ({self._script}). {ADVICE}')

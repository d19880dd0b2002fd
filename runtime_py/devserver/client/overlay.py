"""The overlay that shows an error of the build over the page: message, place, a few lines of the source. It disappears
when the next update is applied."""

_STYLE = """
:host { position: fixed; inset: 0; z-index: 2147483647; }
.backdrop { position: fixed; inset: 0; overflow: auto; background: rgba(0, 0, 0, .66); font: 14px/1.5 ui-monospace, monospace; }
.window { max-width: 900px; margin: 40px auto; padding: 24px 32px; box-sizing: border-box; background: #181818; color: #d8d8d8; border-top: 6px solid #ff5555; border-radius: 6px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 12px; font: inherit; }
.message { color: #ff5555; font-weight: 600; }
.file { color: #2dd9da; }
.frame { color: #e2aa53; white-space: pre; overflow-x: auto; }
.tip { color: #999; font-size: 12px; border-top: 1px solid #444; padding-top: 10px; }
"""


class Overlay:
    def __init__(self) -> None:
        self._element = None

    def show(self, error: object) -> None:
        self.hide()
        host = document.createElement('terrarium-error-overlay')
        root = host.attachShadow({'mode': 'open'})
        style = document.createElement('style')
        style.textContent = _STYLE
        backdrop = self._part('div', 'backdrop', '')
        window = self._part('div', 'window', '')
        place = error['loc']
        where = (
            f'{error["id"]}:{place["line"]}:{place["column"] + 1}' if place and place['line'] > 0 else error['id'] or ''
        )
        window.append(
            self._part('pre', 'message', f'[{error["plugin"]}] {error["message"]}'), self._part('pre', 'file', where)
        )
        if error['frame']:
            window.append(self._part('pre', 'frame', error['frame']))
        elif error['stack']:
            window.append(self._part('pre', 'frame', error['stack']))
        window.append(self._part('div', 'tip', 'Click outside, press Esc, or fix the code to dismiss.'))
        window.onclick = lambda event: event.stopPropagation()
        backdrop.onclick = lambda event: self.hide()
        backdrop.append(window)
        root.append(style, backdrop)
        self._element = host
        (document.body or document.documentElement).append(host)
        document.addEventListener(
            'keydown', lambda event: self.hide() if event.key == 'Escape' else None, {'once': True}
        )

    def _part(self, tag: str, name: str, text: str) -> object:
        element = document.createElement(tag)
        element.className = name
        element.textContent = text
        return element

    def hide(self) -> None:
        if self._element is not None:
            self._element.remove()
            self._element = None

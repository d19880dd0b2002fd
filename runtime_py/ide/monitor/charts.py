"""The monitor's charts: lines over the last ten minutes, drawn by uPlot in the page's colours. Must not know where the
figures come from."""

from npm_modules.uplot import default as uPlot

from runtime_py.ide.dom import element

HEIGHT = 120
# one for each kind that has a line; the style sheet has their light and dark values
COLOURS = [
    '--accent',
    '--code-function',
    '--code-number',
    '--code-keyword',
    '--code-type',
    '--code-property',
    '--code-string',
    '--warn',
    '--dim',
    '--bad',
]


def colour(name: str) -> str:
    """As the canvas takes it: a light-dark() of the style sheet is resolved by an element."""
    probe = element('span', {'style': f'color: var({name})'})
    document.body.append(probe)
    found = globalThis.getComputedStyle(probe).color
    probe.remove()
    return found


def time_text(seconds: float) -> str:
    return Date(seconds * 1000).toLocaleTimeString(
        [], {'hour': '2-digit', 'minute': '2-digit', 'second': '2-digit', 'hour12': False}
    )


class Chart:
    """`lines`: [[name, colour's variable] ...]; `show(value)` writes a value. `summary` says in words what the newest
    values are."""

    def __init__(self, title: str, lines: list, show: object):
        self._title = title
        self._lines = lines
        self._show = show
        self._data = []
        self._place = element('div', {'class': 'chart-place'})
        self.summary = element('figcaption', {'class': 'chart-summary'})
        self.figure = element(
            'figure', {'class': 'chart', 'role': 'group', 'aria-label': title}, [self.summary, self._place]
        )
        self._plot = None

    def draw(self, data: list) -> None:
        """Times in seconds, then the values of each line."""
        self._data = data
        if self._plot is None:
            self.restyle()
        else:
            self._plot.setData(data)
        parts = []
        for k in range(len(self._lines)):
            values = data[k + 1]
            if len(values) > 0 and values[len(values) - 1] > 0:
                parts.append(f'{self._lines[k][0]} {self._show(values[len(values) - 1])}')
        self.summary.textContent = f'{self._title}: {", ".join(parts) if len(parts) > 0 else "nothing"}'

    def restyle(self) -> None:
        """For another size or theme: uPlot keeps the colours that it was given."""
        if self._plot is not None:
            self._plot.destroy()
        axis = {
            'stroke': colour('--dim'),
            'grid': {'stroke': colour('--line'), 'width': 1},
            'ticks': {'show': False},
            'font': '11px system-ui, sans-serif',
        }
        series = [{}]
        for name, variable in self._lines:
            series.push({'label': name, 'stroke': colour(variable), 'width': 1.5, 'points': {'show': False}})
        self._plot = js_new(
            uPlot,
            {
                'width': max(200, self._place.clientWidth),
                'height': HEIGHT,
                'legend': {'show': False},
                'cursor': {'show': False},
                'series': series,
                'scales': {'y': {'range': lambda plot, low, high: [0, max(high, 0.001) * 1.1]}},
                'axes': [
                    Object.assign({}, axis, {'values': lambda plot, times: times.map(time_text), 'space': 70}),
                    Object.assign(
                        {}, axis, {'size': 62, 'values': lambda plot, values: [self._show(value) for value in values]}
                    ),
                ],
            },
            self._data,
            self._place,
        )

"""The records that the audit panel shows: all of the log, the filters, and a table of those that match, the newest
first. Must not know where records come from."""

from runtime_py.ide.dom import element, text_button
from runtime_py.platform.maps import Map
from runtime_py.security.audit_query import Query
from runtime_py.security.audit_words import what_of_record, who_of_record
from runtime_py.security.restriction import ASKED, LEVELS

KINDS = [
    'start',
    'end',
    'decision',
    'behaviour',
    'connection',
    'port',
    'note',
    'warning',
    'limit',
    'policy',
    'preview',
    'log',
]
SINCE = [['always', 0], ['10 minutes', 600], ['an hour', 3600], ['a day', 86400]]
HEADS = ['Time', 'Kind', 'Program', 'PID', 'What']
SHOWN = 400


def time_text(time: str) -> str:
    return Date(time).toLocaleString([], {'dateStyle': 'short', 'timeStyle': 'medium', 'hour12': False})


class Filters:
    """The fields above the table. `on_change()` is called when another choice was made."""

    def __init__(self, on_change: object):
        self._kind = self._select('Kind', [['all', ''], *[[kind, kind] for kind in KINDS]], on_change)
        self._since = self._select('Since', SINCE, on_change)
        self._who = element(
            'input', {'type': 'search', 'placeholder': 'a name or a pid', 'oninput': lambda event: on_change()}
        )
        self._denied = element('input', {'type': 'checkbox', 'onchange': lambda event: on_change()})
        self.element = element(
            'div',
            {'class': 'audit-filters', 'role': 'search', 'aria-label': 'Filters'},
            [
                element('label', {}, ['Kind ', self._kind]),
                element('label', {}, ['Program ', self._who]),
                element('label', {}, ['Since ', self._since]),
                element('label', {}, [self._denied, ' only what was refused']),
            ],
        )

    def _select(self, name: str, choices: list, on_change: object) -> object:
        made = element('select', {'name': name.toLowerCase(), 'onchange': lambda event: on_change()})
        for label, value in choices:
            made.append(element('option', {'value': String(value), 'text': label}))
        return made

    def query(self) -> Query:
        seconds = Number(self._since.value)
        since = '' if seconds == 0 else Date(Date.now() - seconds * 1000).toISOString()
        return Query(since, self._who.value.trim(), self._denied.checked, self._kind.value)


class RecordTable:
    """`allow(name)` allows what a program did; `roll_back()` goes back to the last checkpoint."""

    def __init__(self, allow: object, roll_back: object):
        self._allow = allow
        self._roll_back = roll_back
        self._records = []  # Maps, the oldest first
        self._query = Query('', '', False)
        self._body = element('tbody')
        self.summary = element('p', {'class': 'dim', 'role': 'status'})
        heads = element('tr', {}, [element('th', {'scope': 'col', 'text': name}) for name in HEADS])
        self.element = element(
            'table',
            {'class': 'processes audit-records'},
            [element('caption', {'class': 'unseen', 'text': 'Records'}), element('thead', {}, [heads]), self._body],
        )

    def take_all(self, records: list) -> None:
        self._records = [Map(Object.entries(record)) for record in records]

    def take(self, record: object) -> None:
        """A new one: it becomes the first row, if it matches."""
        made = Map(Object.entries(record))
        self._records.push(made)
        if self._query.wants(made):
            self._body.prepend(self._row(made))
            while self._body.children.length > SHOWN:
                self._body.lastElementChild.remove()
            self._tell()

    def show(self, query: Query) -> None:
        self._query = query
        found = [record for record in self._records if query.wants(record)]
        newest = list(reversed(found))[:SHOWN]
        self._body.replaceChildren(*[self._row(record) for record in newest])
        self._tell()

    def _tell(self) -> None:
        count = len([record for record in self._records if self._query.wants(record)])
        shown = f', the newest {SHOWN} are shown' if count > SHOWN else ''
        self.summary.textContent = f'{count} of {len(self._records)} records{shown}'

    def _row(self, record: Map) -> object:
        what = element('td', {'class': 'audit-what'}, [element('span', {'text': what_of_record(record)})])
        if record.get('kind') == 'behaviour' and LEVELS.indexOf(record.get('level')) >= ASKED:
            name = record.get('who')
            allow = text_button('Allow', lambda: self._allow(name))
            allow.setAttribute('aria-label', f'Allow what {name} did')
            back = text_button('Roll back', lambda: self._roll_back())
            back.setAttribute('aria-label', 'Roll all files back to the last checkpoint')
            what.append(' ', allow, ' ', back)
        kind = record.get('kind')
        refused = kind == 'decision' and record.get('effect') != 'allow'
        cells = [
            element(
                'td', {}, [element('time', {'datetime': record.get('time'), 'text': time_text(record.get('time'))})]
            ),
            element('td', {'class': 'audit-refused' if refused or kind == 'behaviour' else '', 'text': kind}),
            element('td', {'class': 'command', 'text': who_of_record(record), 'title': who_of_record(record)}),
            element('td', {'class': 'number', 'text': String(record.get('pid') or '')}),
            what,
        ]
        return element('tr', {}, cells)

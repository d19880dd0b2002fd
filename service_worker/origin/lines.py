"""The lines from this origin to machines: pages of this origin bring them; this worker loses them when the browser
stops it, and asks for them again.

Bringers are the hidden bridge in the machine's page (bridge.py) and, in a tab of its own, every page that is shown
there (shim's `introducing.py`). A message port doesn't report that its other end is gone, so a line that gives no
answer to a request is dropped if the page that brought it is gone too (a reloaded page in a tab is gone, but its line
stays). Must not know requests."""

from runtime_py.platform.gateway_channel import KernelChannel
from service_worker.error_codes import NO_MACHINE
from service_worker.origin.homes import all_homes, home_of, machine_of, put, remember, restore

WAIT_FOR_LINE_MS = 4000
BEAT_MS = 5000
SILENCE_MS = 20000
ANSWER_MS = 3000
LOOK_MS = 50

_lines: list = []  # the newest first
_waiting: list = []
_asked = {'left': 0}


class Line:
    """`message`: machine (its id), port (0: the origin shows any), shown (the port requested last at that time),
    revision (the larger, the newer `settings` and `shown`), page (the machine's page), pattern, settings, number."""

    def __init__(self, owner: str, message: object, message_port: object):
        self.owner = owner
        self.machine = message['machine']
        self.port = message['port']
        self.shown = message['shown']
        self.page = message['page']
        self.pattern = message['pattern']
        self.settings = message['settings']
        self.revision = message['revision']
        self.number = message['number']
        self.channel = KernelChannel(owner, 0, message_port, message['number'])
        self._heard = Date.now()
        self._timer = None
        message_port.addEventListener('message', lambda event: self._hear())

    def _hear(self) -> None:
        self._heard = Date.now()

    def ask(self, asked: object) -> object:
        if self._timer is None:
            self._heard = Date.now()
            self._timer = setInterval(lambda: self._beat(), BEAT_MS)
        return self.channel.ask(asked)

    def settle(self, settings: object, shown: int, revision: int) -> None:
        """Updates the settings, unless they are older: messages of pages may arrive out of order."""
        if revision > self.revision:
            self.settings = settings
            self.shown = shown
            self.revision = revision

    async def _beat(self) -> None:
        """Pings while exchanges are open."""
        if self.channel.exchanges.size == 0:
            clearInterval(self._timer)
            self._timer = None
            return
        self.channel.post({'type': 'ping'})
        if Date.now() - self._heard > SILENCE_MS and await clients.get(self.owner) is None:
            drop(self)

    async def answers(self) -> bool:
        before = self._heard = self._heard - 1
        self.channel.post({'type': 'ping'})
        for _ in range(ANSWER_MS // LOOK_MS):
            await Promise(lambda resolve: setTimeout(resolve, LOOK_MS))
            if self._heard > before:
                return True
        return False

    def terms(self) -> object:
        """The other terms for another line to the same machine."""
        return {
            'machine': self.machine,
            'port': self.port,
            'shown': self.shown,
            'page': self.page,
            'pattern': self.pattern,
            'settings': self.settings,
            'revision': self.revision,
        }

    def end(self) -> None:
        clearInterval(self._timer)
        self.channel.fail(NO_MACHINE, 'The page that ran the machine is gone')


def adopt(owner: str, message: object, message_port: object) -> None:
    """The newest is first, and replaces an older line from the same bringer."""
    line = Line(owner, message, message_port)
    for old in list(_lines):
        if old.machine == line.machine:
            line.settle(old.settings, old.shown, old.revision)
        if old.owner == owner:
            drop(old)
    _lines.insert(0, line)
    restore(message['homes'])
    _tell_homes(owner, [entry for entry in all_homes() if entry[0] not in [known[0] for known in message['homes']]])
    _wake()


async def _tell_homes(owner: str, entries: list) -> None:
    """Sends the homes to the bringers, which store them for the next run of this worker."""
    page = await clients.get(owner) if len(entries) > 0 else None
    if page is not None:
        page.postMessage({'type': 'terrarium:homes', 'entries': entries})


def belongs(client_id: str, line: Line, port: int) -> None:
    """The client's document, or worker, came over this line."""
    if remember(client_id, line.machine, port):
        _tell_homes(line.owner, [[client_id, home_of(client_id)]])


def put_under(client_id: str, scope: str) -> None:
    """The app's service worker with this scope now controls the client."""
    if put(client_id, scope):
        for line in _lines:
            _tell_homes(line.owner, [[client_id, home_of(client_id)]])


def drop(line: Line) -> None:
    if line in _lines:
        _lines.remove(line)
    line.end()


def knows(owner: str, number: int) -> bool:
    for line in _lines:
        if line.owner == owner and line.number == number:
            return True
    return False


async def settle(owner: str, message: object) -> None:
    """A bringer has new settings for its machine: they also apply to lines of other bringers, which store them for
    later lines."""
    for line in _lines:
        if line.machine == message['machine']:
            line.settle(message['settings'], message['shown'], message['revision'])
    for page in await clients.matchAll({'type': 'window', 'includeUncontrolled': True}):
        if page.id != owner:
            page.postMessage(message)


def has_none(_owner: str) -> None:
    """A page that was asked can't bring a line."""
    _asked['left'] -= 1
    if _asked['left'] <= 0:
        _wake()


def _wake() -> None:
    for resolve in list(_waiting):
        resolve(True)
    _waiting.clear()


async def find(client_id: str) -> list:
    """Lines, best first: those to the machine that this client belongs to before others. Asks all pages if there are
    none."""
    if len(_lines) == 0:
        await _ask_pages()
    machine = machine_of(client_id)
    if machine == '':
        return list(_lines)
    own = [line for line in _lines if line.machine == machine]
    return [*own, *[line for line in _lines if line.machine != machine]]


async def _ask_pages() -> None:
    answered = Promise(lambda resolve: _waiting.append(resolve))
    pages = await clients.matchAll({'type': 'window', 'includeUncontrolled': True})
    if len(_lines) > 0 or len(pages) == 0:
        return
    _asked['left'] = len(pages)
    for page in pages:
        page.postMessage({'type': 'terrarium:line?'})
    await Promise.race([answered, Promise(lambda resolve: setTimeout(resolve, WAIT_FOR_LINE_MS))])


def prefer(machine: str) -> None:
    """A page came from another machine than the one it belongs to: the next one should come from this machine."""
    own = [line for line in _lines if line.machine == machine]
    others = [line for line in _lines if line.machine != machine]
    _lines.clear()
    for line in [*own, *others]:
        _lines.append(line)


async def has_any() -> bool:
    return len(await find('')) > 0


async def introduce(page: object) -> None:
    """Gives a page of this origin its own introducer: later it may be the only one that can bring a line."""
    for line in await find(page.id):
        channel = MessageChannel()
        line.channel.post_with_port({'type': 'introducer'}, channel.port1)
        page.postMessage({'type': 'terrarium:introducer', 'terms': line.terms()}, [channel.port2])
        return


async def check(line: Line) -> None:
    """Drops a line whose machine is gone: its bringer doesn't exist, and nothing answers."""
    if await clients.get(line.owner) is None and not await line.answers():
        drop(line)

"""The page shown at a preview's address while no machine answers: a pasted URL, a bookmark, a forced reload. It
connects by itself if it can, after a click if the browser requires one, and otherwise tells the user what to do.

Must not know requests.
"""

from runtime_py.platform.preview_origins import PORT_FOLDER, named_port
from service_worker.origin.introducing import Introducing
from service_worker.origin.worker_link import active_worker

LOOK_MS = 1000
# in the session storage of a tab whose origin shows all ports: a forced reload bypasses the service worker, which
# otherwise knows the port
TAB_PORT = 'terrarium:port'


def say(title: str, text: str) -> None:
    document.title = title
    document.getElementById('title').textContent = title
    document.getElementById('text').textContent = text


async def start_landing(machines: list) -> None:
    say('Connecting …', 'This is a preview of a machine that runs in a tab of this browser.')
    try:
        worker = await active_worker()
    except Exception as error:
        say('No preview', f"This address is for previews, which this browser can't show here: {error.message}.")
        return
    introducing = Introducing(lambda: worker.registration.active)
    introducing.start()
    if await is_answered(worker):
        load_again()
        return
    machine = machine_page(machines)
    framed = window.parent is not window
    if framed or machine == '':
        say(
            'The machine is not running',
            'No open tab runs the machine of this preview. Open the machine; then this page loads automatically.',
        )
    else:
        say(
            'Connect this preview',
            "The preview's machine runs in a tab of this browser. Click once to connect this tab to it.",
        )
        show_buttons(introducing, worker, machine)
    poll(worker)


async def is_answered(worker: object) -> bool:
    """Whether the service worker has a line to a machine."""
    channel = MessageChannel()
    answered = Promise(lambda resolve: set_listener(channel.port1, resolve))
    worker.registration.active.postMessage({'type': 'terrarium:has-line?'}, [channel.port2])
    return await answered


def set_listener(port: object, resolve: object) -> None:
    port.onmessage = lambda event: resolve(event.data)


def load_again() -> None:
    """An ordinary reload goes through the service worker, which has just answered that it has a line."""
    port = sessionStorage.getItem(TAB_PORT)
    if window.parent is not window or port is None or named_port(location.pathname) != 0:
        location.reload()
    else:
        location.replace(PORT_FOLDER + port + location.pathname + location.search + location.hash)


def keep_port_of_tab(port: int) -> None:
    try:
        sessionStorage.setItem(TAB_PORT, String(port))
    except Exception as error:
        console.warn(f'A forced reload of this tab may show another port: {error.message}')  # the storage is full


def poll(worker: object) -> None:
    async def look() -> None:
        if await is_answered(worker):
            load_again()
        else:
            poll(worker)

    setTimeout(look, LOOK_MS)


def machine_page(machines: list) -> str:
    """The URL of the machine's page: from this host's settings, or, for a name below localhost, the name after its
    first dot."""
    if len(machines) > 0:
        return machines[0]
    name, dot, rest = location.host.partition('.')
    return f'{location.protocol}//{rest}/' if dot != '' and rest.split(':')[0].endswith('localhost') else ''


def show_buttons(introducing: Introducing, worker: object, machine: str) -> None:
    button = document.getElementById('connect')
    button.hidden = False
    button.addEventListener('click', lambda event: connect(introducing, worker, machine))
    link = document.getElementById('machine')
    link.href = machine
    link.hidden = False


def connect(introducing: Introducing, worker: object, machine: str) -> None:
    """A page on the machine's origin passes our port to the machine, and returns with nothing but an introducer."""
    origin = URL(machine).origin
    opened = window.open(
        URL('connect.html', machine).href + '#' + encodeURIComponent(location.origin),
        '_blank',
        'popup,width=420,height=240',
    )
    if opened is None:
        say(
            'Connect this preview',
            "The browser did not open the window that connects this tab to its machine. Allow pop-ups here, or open the machine's page.",
        )
        return

    def on_message(event: object) -> None:
        message = event.data
        if event.source is not opened or event.origin != origin or message is None:
            return
        if message.type == 'terrarium:introduce' and len(event.ports) == 1:
            introducing.hold(event.ports[0], message.terms)
            load_again()
        elif message.type == 'terrarium:no-machine':
            say(
                'The machine is not running',
                'No open tab runs the machine of this preview. Open the machine, then click again.',
            )

    window.addEventListener('message', on_message)

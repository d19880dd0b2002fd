"""The script of a sandboxed preview (service_worker/sandboxing.py): gets a line to the machine, fetches what the page
refers to, and writes the page into this document. What it changes of the browser's functions outlives the writing; what
listens to events begins after it, because opening a document ends all listeners."""

from service_worker.embedded_text import script_text
from service_worker.preview.event_source import install_event_source
from service_worker.preview.reports import Reporter
from service_worker.preview.tunnel_socket import install as install_sockets
from service_worker.sandbox.cookies import SandboxCookies
from service_worker.sandbox.documents import Preparation
from service_worker.sandbox.elements import Elements
from service_worker.sandbox.line import connect
from service_worker.sandbox.navigator import SandboxNavigator
from service_worker.sandbox.page_requests import start_requests
from service_worker.sandbox.place import SandboxPlace
from service_worker.sandbox.requests import Requests
from service_worker.sandbox.resources import Resources
from service_worker.sandbox.workers import refuse_workers


def start_sockets(place: object, channel: object) -> None:
    def open_socket(port: int, url: object, protocols: list, message_port: object) -> None:
        key = btoa(String.fromCharCode(*crypto.getRandomValues(Uint8Array(16))))
        fields = {'port': port, 'asker': place.number, 'protocols': protocols, 'key': key}
        target = place.on_server(URL(url.href.replace('ws', 'http')))
        fields['path'] = target.pathname + target.search
        channel.post_with_port(Object.assign({'type': 'websocket'}, fields), message_port)

    def port_of(url: object) -> int:
        return place.port_at(place.on_server(URL(url.href.replace('ws', 'http'))))

    install_sockets(lambda: place.address(), port_of, open_socket)
    install_event_source(lambda: place.address(), lambda url: place.port_at(place.on_server(url)) != 0)


async def start() -> None:
    details = JSON.parse(document.querySelector('script[type="application/json"]').textContent)
    place = SandboxPlace(details.base, details.place)
    try:
        line = await connect(details.place, details.token)
    except Exception as error:
        document.body.textContent = f'Terrarium: {error.message}'
        return
    requests = Requests(place, line.channel)
    resources = Resources(place, requests)
    cookies = SandboxCookies(place, details.cookies, line.channel)
    requests.on_cookies = lambda visible: cookies.settle(visible)
    preparation = Preparation(place, resources, details.text)
    text = await preparation.run()
    start_requests(place, requests)
    start_sockets(place, line.channel)
    refuse_workers(resources)
    elements = Elements(place, resources, preparation.modules)
    elements.start()
    navigator = SandboxNavigator(place, resources)
    navigator.wrap()
    document.open()
    cookies.start()
    line.end_with_page()
    navigator.start()
    elements.watch()
    Reporter(place, details.errors).start(navigator)
    document.write(with_scripts(text, details.scripts))
    document.close()


def with_scripts(text: str, scripts: list) -> str:
    """The page with the embedder's scripts before its own."""
    tags: list = []
    for script in scripts:
        kind = f' type="{script.type}"' if script.type else ''
        source = f' src="{script.url}"' if js_typeof(script.url) == 'string' else ''
        body = '' if source != '' else script_text(script.text)
        tags.append(f'<script{kind}{source}>{body}</script>')
    at = text.find('<head')
    end = text.find('>', at) + 1
    return text[:end] + ''.join(tags) + text[end:] if at >= 0 and len(tags) > 0 else text


start()

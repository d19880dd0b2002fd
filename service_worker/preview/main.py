"""The shim of preview pages, run before their first script: makes a page under `<base>preview/PORT/` believe that it is
on `localhost:PORT`.

Its script element has its location (`data-base`, `data-port`), and its settings (`data-cookies`, `data-errors`,
`data-mode`)."""

from service_worker.preview.aborted_requests import name_errors
from service_worker.preview.cookie_store import start_cookie_store
from service_worker.preview.cookies import DocumentCookies
from service_worker.preview.cut_bodies import guard_bodies
from service_worker.preview.cut_requests import guard_requests
from service_worker.preview.frame import start_frame, start_frame_of_origin
from service_worker.preview.frames import Frames, take_own_back
from service_worker.preview.guard.main import guard
from service_worker.preview.guard.service_workers import controller, guard_service_workers
from service_worker.preview.navigation import Navigator
from service_worker.preview.reports import Reporter
from service_worker.preview.slow import start_slow
from service_worker.preview.sockets import start_event_sources, start_sockets, start_workers
from service_worker.preview.synchronous import refuse_synchronous_requests
from service_worker.preview.tab import inner_tab
from service_worker.preview.uploads import start_uploads
from service_worker.preview.urls import Place
from service_worker.preview.waiting import start_waiting


def start() -> None:
    take_own_back()
    script = document.currentScript
    if script.dataset.mode == 'waiting':
        start_waiting(script.dataset.code, script.dataset.base)
        return
    if script.dataset.mode == 'slow':
        start_slow()
        return
    place = Place(script.dataset.base, int(script.dataset.port))
    if script.dataset.mode == 'frame':
        if script.dataset.shown:
            start_frame_of_origin(place, script.dataset.shown)
        else:
            start_frame(place)
        return
    is_inner = script.dataset.mode == 'inner'  # a frame with srcdoc, whose address is the parent page's
    if not is_inner:
        inner_tab()
    guard()
    guard_service_workers()
    guard_bodies()
    guard_requests()
    name_errors()
    pages = Navigator(place)
    pages.start()
    if controller() is not None:
        start_uploads()  # before the cookies' listener, which stops every message
        cookies = DocumentCookies(place, script.dataset.cookies)
        cookies.start()
        start_cookie_store(cookies)
        start_sockets(place)
        start_event_sources(place)
    start_workers(place)
    Frames(place, script).start()
    refuse_synchronous_requests(place)
    if not is_inner:
        Reporter(place, script.dataset.errors).start(pages)
    script.remove()


start()

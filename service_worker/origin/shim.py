"""The shim of pages on a preview's own origin, run before their first script. The origin is the app's, so nothing has
to be hidden from it; this does what a service worker can't do for a page: cookies, WebSockets, links to other ports,
reports to the machine's page.

Its script element has its location (`data-port`, `data-id`, `data-origins`, `data-page`), and its settings
(`data-cookies`, `data-errors`, `data-mode`)."""

from runtime_py.platform.preview_origins import has_port
from service_worker.origin.app_page import start_app_workers
from service_worker.origin.departures import tell_departures
from service_worker.origin.introducing import Introducing
from service_worker.origin.landing import keep_port_of_tab
from service_worker.origin.navigator import OriginNavigator
from service_worker.origin.own_machine import answered_by_other
from service_worker.origin.place import OriginPlace
from service_worker.preview.aborted_requests import name_errors
from service_worker.preview.cookie_store import start_cookie_store
from service_worker.preview.cookies import DocumentCookies
from service_worker.preview.cut_bodies import guard_bodies
from service_worker.preview.cut_requests import guard_requests
from service_worker.preview.frames import LedFrames, take_own_back
from service_worker.preview.guard.service_workers import controller
from service_worker.preview.reports import Reporter, report_to
from service_worker.preview.slow import start_slow
from service_worker.preview.sockets import start_event_sources, start_sockets, start_workers
from service_worker.preview.synchronous import refuse_synchronous_requests
from service_worker.preview.tab import around, inner_tab_of_origin
from service_worker.preview.uploads import start_uploads
from service_worker.preview.waiting import start_waiting


def start() -> None:
    take_own_back()
    script = document.currentScript
    data = script.dataset
    if data.mode == 'waiting':
        tell_departures()
        start_waiting(data.code, data.base)
        return
    if data.mode == 'slow':
        start_slow()
        return
    place = OriginPlace(data.origins, data.id, int(data.port))
    if navigator.serviceWorker is not None and not has_port(place.pattern):
        tell_departures()
        if around is window:
            keep_port_of_tab(place.port)
    report_to(URL(data.page).origin, int(data.status))
    if (
        navigator.serviceWorker is not None
        and navigator.serviceWorker.controller is not None
        and answered_by_other(data.id)
    ):
        return
    inner_tab_of_origin()
    start_app_workers(place, data.worker or '')
    guard_bodies()
    guard_requests()
    name_errors()
    pages = OriginNavigator(place, data.page if around is not window else '')
    pages.start()
    if controller() is not None:
        introducing = Introducing(controller)
        introducing.start()
        if around is window:
            introducing.ask()  # otherwise the bridge in the machine's page has one
        start_uploads()  # before the cookies' listener, which stops every message
        cookies = DocumentCookies(place, data.cookies)
        cookies.start()
        start_cookie_store(cookies)
        start_sockets(place)
        start_event_sources(place)
    start_workers(place)
    LedFrames(place).start()
    refuse_synchronous_requests(place)
    if not is_within_preview():
        Reporter(place, data.errors).start(pages)
    script.remove()


def is_within_preview() -> bool:
    """A frame that a page of the preview made: it sends no reports to the surrounding page."""
    if around is window:
        return False
    try:
        return around.location.origin == location.origin
    except Exception:
        return False


start()

"""Navigation of a page on a preview's own origin. Its addresses are real, so the browser does it all, but for links, forms and windows to other ports."""

from service_worker.preview.navigation import Navigator


class OriginNavigator(Navigator):
    def __init__(self, place: object):
        super().__init__(place)

    def hide_prefix(self) -> None:
        """There is none."""

    def show_prefix(self) -> None:
        """There is none."""

    def _on_navigate(self, event: object) -> None:
        destination = event.destination
        real = None if destination.sameDocument else self.place.real(destination.url)
        if real is not None and real != destination.url and event.cancelable and event.formData is None and event.navigationType != 'traverse':
            event.preventDefault()
            setTimeout(lambda: self.go(real, event.navigationType == 'replace'), 0)

"""What the kernel tells the page; what is worth a record goes into the audit log, too."""


class Reports:
    def __init__(self, link: object, audited: object) -> None:
        self.link = link
        self._audited = audited

    def post(self, event: object, transfer: list) -> None:
        self._audited.event(event)
        self.link.post(event, transfer)

    def warn(self, text: str, code: str, details: list = None) -> None:
        """`details`: one line for each affected file."""
        self.post(
            {'event': 'warning', 'message': text, 'code': code, 'details': [] if details is None else details}, []
        )

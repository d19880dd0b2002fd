"""The entry point `/connect` of `@webcontainer/api`. There a preview in a tab of its own is connected by a page on the embedder's host; here its requests
reach the machine through the service worker, so that page has nothing to do."""


def setupConnect(options: object = None) -> None:
    """Inert. Pages that call it stay as they are."""

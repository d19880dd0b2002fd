"""The entry point `/connect` of `@webcontainer/api`. In the original, a page on the embedder's host connects a preview
in a tab of its own; here the preview's requests reach the machine through the service worker, so that page has nothing
to do."""


def setupConnect(options: object = None) -> None:
    """Does nothing, so that pages that call it needn't change."""

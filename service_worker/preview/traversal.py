"""Back and forward for the pane around a preview, among the entries of the preview's own frame.

The history of a tab is one for all of its frames, so `history.back()` at a frame's first entry moves the surrounding
page back. Chromium also skips entries that a script added without a click, and then leaves the page too. The Navigation
API goes by a frame's own entries. Must not know messages."""


def traverse(delta: int, is_within: bool) -> None:
    """`is_within`: whether there is such an entry by the pane's own count (ide/preview_history.py), for engines without
    the Navigation API."""
    navigation = globalThis.navigation
    if navigation is None:
        if is_within:
            history.go(delta)
        return
    at = navigation.currentEntry
    entry = None if at is None else navigation.entries()[at.index + delta]
    if entry is not None:
        result = navigation.traverseTo(entry.key)
        for promise in [result.committed, result.finished]:
            promise.catch(lambda error: None)  # the page may prevent it, or navigate elsewhere meanwhile

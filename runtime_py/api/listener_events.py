"""Events of the kernel that go to the embedder's listeners as they are. Must not know the machine's parts."""

from runtime_py.api.events import Events


def emit_to_listeners(events: Events, event: object) -> bool:
    """False for an event that a part of the machine takes."""
    kind = event.event
    if kind == 'xdg-open':
        events.emit('xdg-open', [event.text])
    elif kind == 'dev-server':
        events.emit('dev-server', [JSON.parse(event.text)])
    elif kind == 'code':
        events.emit('code', [event.type, {'files': [code_file(file) for file in event.files]}])
    elif kind == 'audit':
        events.emit('audit', [JSON.parse(event.line)])
    elif kind == 'resources':
        events.emit('resources', [event.machine])
    else:
        return False
    return True


def code_file(file: list) -> object:
    """`[path, line, column]` from the kernel as the listener's `{filepath, line, column}`; a line or column of 0 is
    left out."""
    found = {'filepath': file[0]}
    if file[1] > 0:
        found['line'] = file[1]
    if file[2] > 0:
        found['column'] = file[2]
    return found

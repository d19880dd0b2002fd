"""The form of messages to the kernel: the type of each field, by message. Workers run untrusted programs, so every
message is validated.

`problem_of` describes what is wrong, or returns ''. A field's check is a function of the value. Must not know what the
messages do."""

from runtime_py.sys.accounts import MOST_LIMITS

MOST_SLOTS = 248


def is_text(value: object) -> bool:
    return js_typeof(value) == 'string'


def is_integer(value: object) -> bool:
    return Number.isSafeInteger(value)


def is_count(value: object) -> bool:
    return Number.isSafeInteger(value) and value >= 0


def is_number(value: object) -> bool:
    return js_typeof(value) == 'number'


def is_slot(value: object) -> bool:
    return Number.isSafeInteger(value) and 0 < value < MOST_SLOTS


def is_flag(value: object) -> bool:
    return js_typeof(value) == 'boolean'


def is_list(value: object) -> bool:
    return Array.isArray(value)


def is_object(value: object) -> bool:
    return js_typeof(value) == 'object' and value is not None and not Array.isArray(value)


def is_bytes(value: object) -> bool:
    return js_instanceof(value, Uint8Array)


def is_compiled(value: object) -> bool:
    return js_instanceof(value, WebAssembly.Module)


def is_anything(value: object) -> bool:
    return True


def list_of(check: object) -> object:
    return lambda value: Array.isArray(value) and value.every(lambda item: check(item))


def or_none(check: object) -> object:
    """Also accepts null and a missing value."""
    return lambda value: value is None or check(value)


def fields_of(shape: object) -> object:
    return lambda value: is_object(value) and problem_of(shape, value) == ''


def problem_of(shape: object, message: object) -> str:
    """`shape`: field -> check."""
    if not is_object(message):
        return 'it is no object'
    for name in Object.keys(shape):
        if not shape[name](message[name]):
            return f'its field {name} is wrong'
    return ''


def problem_of_arguments(checks: list, given: object) -> str:
    """Missing arguments at the end count as None."""
    if not Array.isArray(given):
        return 'the arguments are no list'
    if len(given) > len(checks):
        return f'{len(given)} arguments, {len(checks)} at most'
    for k in range(len(checks)):
        if not checks[k](given[k]):
            return f'argument {k + 1} is wrong'
    return ''


is_texts = list_of(is_text)

# from a process's worker to the supervisor
LAUNCH = {
    'slot': is_slot,
    'pid': is_count,
    'applet': is_text,
    'path': is_text,
    'argv': is_texts,
    'env': is_texts,
    'cwd': is_text,
    'umask': is_count,
    'policy': is_text,
}
WORKER_MESSAGES = {
    'launch': LAUNCH,
    'ask': {'id': is_count, 'op': is_text, 'args': is_list},
    'thread': {'slot': is_slot, 'number': is_count, 'process': is_slot, 'start': is_anything},
    'put_object': {'number': is_integer, 'value': is_anything},
    'fetch': {'number': is_integer},
    'fetched': {'numbers': list_of(is_integer)},
    'settle_objects': {},
    'refused': {'action': is_text, 'thing': is_text, 'effect': is_text, 'why': is_text},
    'observed': {'what': is_text, 'thing': is_text},
    'permission': {'thread': is_slot, 'number': is_integer, 'action': is_text, 'thing': is_text},
    'compiled': {'key': is_text, 'size': is_count, 'module': is_compiled},
    'read': {'paths': is_texts, 'times': list_of(is_number), 'scripts': is_texts},
    'prepared': {'ms': is_number},
}

# from the worker of a confined program, which shares no memory: its system calls are messages, too
CONFINED_MESSAGES = {
    'ask': WORKER_MESSAGES['ask'],
    'call': {'id': is_count, 'data': is_bytes},
}

# requests of processes: their arguments
QUESTIONS = {
    'sync': [],
    'confines': [],
    'usage': [],
    'fsck': [],
    'checkpoints': [],
    'mount': [is_text, is_text, is_text, or_none(is_flag)],
    'umount': [is_text],
    'checkpoint': [or_none(is_text), or_none(is_flag)],
    'checkpoint.remove': [is_text],
    'rollback': [or_none(is_text)],
    'door': [is_count, is_text, is_text],
    'audit.head': [],
    'audit.note': [is_text, is_text],
    'firewall': [is_text, or_none(is_texts)],
    'behaviour': [is_text, or_none(is_texts)],
    'xdg-open': [is_text],
    'dev-server': [is_text],
    'scheduler': [is_text],
    'tool': [is_text],
    'predict.typed': [is_texts, is_text],
    'predict.names': [is_texts, is_text, is_texts],
    'predict.show': [is_text],
    'predict.switch': [is_flag],
    'predict.export': [],
    'predict.delete': [],
    'predict.group': [],
    'page-script': [is_text],
    'locks.request': [is_text, is_text, is_flag, is_flag],
    'locks.release': [is_count],
    'locks.lost': [is_count],
    'locks.query': [],
    'code': [
        is_text,
        list_of(lambda file: Array.isArray(file) and is_text(file[0]) and is_count(file[1]) and is_count(file[2])),
    ],
}


def is_limits(value: object) -> bool:
    """[place, soft, hard] of each."""
    return Array.isArray(value) and value.every(
        lambda each: Array.isArray(each) and len(each) == 3 and is_place(each[0]) and each.every(is_number)
    )


def is_place(value: object) -> bool:
    return is_count(value) and value < MOST_LIMITS


_TERMINAL = fields_of({'cols': is_count, 'rows': is_count})
_SPAWN = fields_of(
    {
        'cmd': is_text,
        'args': is_texts,
        'cwd': or_none(is_text),
        'env': or_none(is_object),
        'terminal': or_none(_TERMINAL),
        'policy': or_none(is_text),
        'limits': or_none(is_limits),
    }
)


def is_time(value: object) -> bool:
    """[seconds, nanoseconds]."""
    return Array.isArray(value) and len(value) == 2 and is_integer(value[0]) and is_count(value[1])


# requests of the page: their arguments
REQUESTS = {
    'boot': [
        fields_of(
            {
                'workspace': or_none(is_text),
                'workdirName': or_none(is_text),
                'npmrc': or_none(is_text),
                'policy': or_none(is_text),
                'limits': or_none(is_limits),
                'space': or_none(is_count),
                'scheduler': or_none(is_texts),
                'asking': or_none(
                    fields_of({'seconds': is_count, 'unanswered': lambda value: value in ('deny', 'once')})
                ),
                'pageMakesWorkers': or_none(is_flag),
                'workersFromMemory': or_none(is_flag),
                'wall': or_none(fields_of({'kind': is_text, 'isRequired': is_flag, 'why': is_text})),
            }
        )
    ],
    'worker.failed': [is_count, is_text, is_text, is_count],
    'fs.readFile': [is_text],
    'fs.writeFile': [is_text, is_bytes],
    'fs.readdir': [is_text],
    'fs.readlink': [is_text],
    'fs.stat': [is_text],
    'fs.mkdir': [is_text, or_none(is_flag)],
    'fs.rm': [is_text, or_none(is_flag), or_none(is_flag)],
    'fs.rename': [is_text, is_text],
    'fs.lstat': [is_text],
    'fs.symlink': [is_text, is_text],
    'fs.chmod': [is_text, is_count],
    'fs.utimes': [is_text, is_time, is_time],
    'fs.access': [is_text, is_count],
    'fs.realpath': [is_text],
    'fs.copyFile': [is_text, is_text],
    'fs.watch': [is_text, or_none(is_flag)],
    'fs.unwatch': [is_integer],
    'paths.watch': [is_count, is_texts, is_object],
    'paths.unwatch': [is_count],
    'mount': [list_of(is_list)],
    'mount.folder': [is_object, is_text, or_none(is_flag)],
    'mount.image': [is_text, is_text],
    'mounts': [],
    'umount': [is_text],
    'spawn': [_SPAWN],
    'input': [is_count, is_bytes],
    'input_end': [is_count],
    'resize': [is_count, is_count, is_count],
    'kill': [is_count, or_none(is_count)],
    'process.signal': [is_count, is_count],
    'process.priority': [is_count, is_integer],
    'process.limits': [is_count, is_limits],
    'resources': [],
    'resources.history': [],
    'resources.watch': [is_flag],
    'predict.group': [],
    'resources.measured': [
        list_of(lambda each: Array.isArray(each) and len(each) == 2 and is_text(each[0]) and is_count(each[1]))
    ],
    'ack': [is_count, is_count, or_none(is_count)],
    'gateway': [is_count],
    'gateway.page': [],
    'gateway.preview': [is_count],
    'sync': [],
    'usage': [],
    'checkpoints': [],
    'checkpoint': [or_none(is_text)],
    'checkpoint.remove': [is_text],
    'rollback': [or_none(is_text)],
    'audit.read': [],
    'audit.verify': [],
    'audit.follow': [is_flag],
    'audit.preview': [is_text, is_count, is_text],
    'firewall': [is_text, or_none(is_texts)],
    'behaviour': [is_text, or_none(is_texts)],
    'permission.follow': [is_flag],
    'permission.answer': [is_count, is_text],
    'damaged': [],
    'damaged.clear': [],
    'teardown': [],
    'ping': [],
    'gateway.lost': [is_count],
}

# from the service worker over the gateway's port
_PAIRS = list_of(lambda pair: Array.isArray(pair) and len(pair) == 2 and is_text(pair[0]) and is_text(pair[1]))
_PORT = is_count
GATEWAY_MESSAGES = {
    'request': {
        'id': is_anything,
        'port': _PORT,
        'method': is_text,
        'path': is_text,
        'document': or_none(is_text),
        'headers': _PAIRS,
        'body': lambda value: (
            value is None or value is True or value is False or is_bytes(value) or js_instanceof(value, ArrayBuffer)
        ),
        'credit': or_none(is_number),
        'asker': or_none(_PORT),
        'mode': or_none(is_text),
        'credentials': or_none(is_text),
        'cache': or_none(is_text),
    },
    'body': {'id': is_anything, 'data': lambda value: is_bytes(value) or js_instanceof(value, ArrayBuffer)},
    'body_end': {'id': is_anything},
    'credit': {'id': is_anything, 'bytes': is_number},
    'cancel': {'id': is_anything},
    'cookies': {'port': _PORT, 'path': is_text},
    'listener': {'port': _PORT},
    'cookie': {'port': _PORT, 'path': is_text, 'text': is_text},
    'ping': {},
    'introducer': {},
    'websocket': {'port': _PORT, 'asker': _PORT, 'path': is_text, 'protocols': is_texts, 'key': is_text},
}

# from a page on a preview's own origin, over the port that introduces its service worker
INTRODUCER_MESSAGES = {'line': {}, 'introducer': {}, 'lost': {}, 'bye': {}}

# from a preview page over the port of its WebSocket
WEBSOCKET_MESSAGES = {
    'text': {'data': is_text},
    'binary': {'data': is_bytes},
    'close': {'code': is_count, 'reason': or_none(is_text)},
}


def problem_of_typed(shapes: object, message: object) -> str:
    """The problem of a message whose field `type` selects its shape."""
    if not is_object(message) or not is_text(message['type']) or not Object.hasOwn(shapes, message['type']):
        return 'it is of no known type'
    return problem_of(shapes[message['type']], message)

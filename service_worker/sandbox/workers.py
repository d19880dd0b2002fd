"""Workers of a sandboxed page: browsers start none from a file for a page of null origin, so one whose script is a file
of the machine is refused with a reason. Workers from blobs are the browser's own; they don't reach the machine."""

REFUSED = (
    'Terrarium: in a sandboxed preview a worker can only be made from a blob. Give previews origins of their own for '
    'workers and service workers (docs/EMBED.md).'
)


def refuse_workers(resources: object) -> None:
    def construct(target: object, args: list, new_target: object) -> object:
        href = str(args[0]) if len(args) > 0 else ''
        if not href.startswith('blob:') and not href.startswith('data:') and resources.is_served(href):
            raise DOMException(REFUSED, 'SecurityError')
        return Reflect.construct(target, args, new_target)

    for name in ['Worker', 'SharedWorker']:
        if globalThis[name] is not js_undefined:
            globalThis[name] = Proxy(globalThis[name], {'construct': construct})

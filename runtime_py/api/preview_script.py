"""The script that an embedder injects into all previews: `setPreviewScript` takes a script's text or its URL.

Must not know how pages are changed (service_worker/preview_scripts.py).
"""

from runtime_py.api.errors import ApiError

TYPES = ['module', 'importmap']
ABSOLUTE = js_regexp('^(?:https?|data|blob):\\S+$', 'i')
# a path or a file name; not a comment, a regular expression literal or an expression
RELATIVE = js_regexp('^(?:\\.{0,2}/(?![/*])[^\\s;(){}"\'`<>]*|[\\w.-]+(?:/[\\w.@-]+)*\\.m?js(?:\\?[^\\s]*)?)$', '')
PROTOCOL_RELATIVE = js_regexp('^//[\\w-]+(?:\\.[\\w-]+)+(?::\\d+)?/\\S+$', '')


def is_script_url(source: str) -> bool:
    trimmed = source.strip()
    return ABSOLUTE.test(trimmed) or RELATIVE.test(trimmed) or PROTOCOL_RELATIVE.test(trimmed)


def preview_scripts(source: str, options: object, base_url: str) -> list:
    """The form for the service worker: `[{text or url, type, defer, async}]`, empty for an empty source. URLs are
    relative to the embedding page."""
    if js_typeof(source) != 'string':
        raise ApiError('ERR_INVALID_ARG_TYPE', "setPreviewScript: the script must be a script's text or its URL")
    given = {} if options is None else options
    if given.type is not None and given.type not in TYPES:
        raise ApiError(
            'ERR_INVALID_ARG_VALUE',
            f"setPreviewScript: the type must be 'module' or 'importmap'. Received '{given.type}'",
        )
    if source.strip() == '':
        return []
    is_url = is_script_url(source)
    if is_url and given.type == 'importmap':
        raise ApiError('ERR_INVALID_ARG_VALUE', 'setPreviewScript: browsers accept an import map only as text')
    found = {'type': given.type or '', 'defer': Boolean(given.defer), 'async': Boolean(given['async'])}
    found['url' if is_url else 'text'] = URL(source.strip(), base_url).href if is_url else source
    return [found]

"""Trusted Types: where a page enforces them, the few URLs and texts of ours that become code or markup pass through a
policy of ours. Elsewhere they stay strings. JavaScript only.

A policy is a wall only if it can't be used for anything else, so it isn't exported, and accepts what each caller here
is for. A worker of programs inherits the page's enforcement, but must evaluate whatever they evaluate."""

POLICY = 'terrarium'  # the name that a page's `trusted-types` must list
_types = globalThis.trustedTypes
_eval = globalThis.eval
_WORKER_SCHEMES = ['http:', 'https:', 'blob:', 'data:']
_made: list = []


def _policy() -> object:
    """None: this engine has no Trusted Types, or the page's policy doesn't list ours."""
    if len(_made) == 0:
        _made.append(_create())
    return _made[0]


def _create() -> object:
    if not _types:
        return None
    try:
        return _types.createPolicy(
            POLICY, {'createScriptURL': _checked_url, 'createHTML': _checked_markup, 'createScript': _checked_script}
        )
    except Exception:
        return None


def _checked_url(url: str) -> str:
    if not any([url.startswith(scheme) for scheme in _WORKER_SCHEMES]):
        raise TypeError(f'{url} is no address of a worker')
    return url


def _checked_markup(text: str) -> str:
    """An empty document with a policy: the wall's frame."""
    if '<script' in text.lower() or text.count('<') > 2:
        raise TypeError('not the markup of a frame without code')
    return text


def _checked_script(text: str) -> str:
    if text != '0':
        raise TypeError('not the probe')
    return text


def worker_url(url: str) -> object:
    found = _policy()
    return url if found is None else found.createScriptURL(url)


def frame_markup(text: str) -> object:
    found = _policy()
    return text if found is None else found.createHTML(text)


def probe_script() -> object:
    """A script that does nothing, to see whether scripts may be evaluated."""
    found = _policy()
    return '0' if found is None else found.createScript('0')


def allow_evaluation() -> None:
    """In a worker of programs: lets them evaluate strings, if an inherited policy wants Trusted Types."""
    if not _types:
        return
    try:
        _eval('0')
    except Exception:
        try:
            _types.createPolicy('default', {'createScript': lambda text: text, 'createScriptURL': lambda url: url})
        except Exception:
            pass  # the policy allows no `default`; what can't be evaluated then says so

"""What a preview keeps: cookies, and responses in the cache."""

from tests.machine.browser import Machine
from tests.machine.preview_support import FRAME, preview_fixture  # noqa: F401
from tests.machine.test_preview import script


def test_the_cookie_store(preview: Machine) -> None:
    """It has the same cookies as `document.cookie` and the server; HttpOnly cookies are neither visible nor replaced;
    each change is reported once."""
    assert script(
        preview,
        FRAME
        + """const told = [], list = (items) => items.map((c) => c.name + '=' + c.value).sort()
        const sent = async () => (await (await fetch('/headers')).json()).cookie
        cookieStore.addEventListener('change', (e) => told.push([list(e.changed), e.deleted.map((c) => c.name), e instanceof CookieChangeEvent]))
        await cookieStore.set('one', '1'); const first = await cookieStore.get('one')
        await cookieStore.set({name: 'one', value: 'first', expires: Date.now() + 60000}); document.cookie = 'two=2; path=/'
        await until(() => told.length === 3)
        await fetch('/cookies?set=' + encodeURIComponent(JSON.stringify(['hidden=3; HttpOnly; Path=/', 'four=4; Path=/']))); await until(() => told.length === 4)
        const refused = await cookieStore.set('hidden', 'x').catch((e) => e.name), seen = list(await cookieStore.getAll())
        const all = [first.name + first.value, refused, seen, document.cookie.split('; ').sort(), (await sent()).split('; ').sort(), await cookieStore.get('hidden')]
        await cookieStore.delete('one'); await cookieStore.delete({name: 'two'}); await until(() => told.length === 6)
        const last = [list(await cookieStore.getAll({name: 'four'})), list(await cookieStore.getAll('one')), await sent()]
        await fetch('/cookies?set=' + encodeURIComponent(JSON.stringify(['hidden=; Max-Age=0; Path=/', 'four=; Max-Age=0; Path=/'])))
        return [...all, ...last, told.slice(0, 6)]""",
    ) == [
        'one1',
        'TypeError',
        ['four=4', 'one=first', 'two=2'],
        ['four=4', 'one=first', 'two=2'],
        ['four=4', 'hidden=3', 'one=first', 'two=2'],
        None,
        ['four=4'],
        [],
        'hidden=3; four=4',
        [
            [['one=1'], [], True],
            [['one=first'], [], True],
            [['two=2'], [], True],
            [['four=4'], [], True],
            [[], ['one'], True],
            [[], ['two'], True],
        ],
    ]


COOKIE_ERRORS = {
    'get()': 'CookieStoreGetOptions must not be empty',
    'get({})': 'CookieStoreGetOptions must not be empty',
    "get({url: '/other'})": 'URL must match the document URL',
    "getAll({url: '/other'})": 'URL must match the document URL',
    "set('x;', '1')": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x', 'a\\tb')": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x', 'x'.repeat(5000))": 'Cookie was malformed and could not be stored, due to problem(s) while parsing.',
    "set('x=', '1')": "Cookie name cannot contain '='",
    "set('', '')": 'Cookie name and value both cannot be empty',
    "set('', 'a=b')": "Cookie value cannot contain '=' if the name is empty",
    "set({name: 'x', value: '1', domain: '.localhost'})": 'Cookie domain cannot start with "."',
    "set({name: 'x', value: '1', domain: 'example.com'})": 'Cookie domain must domain-match current host',
    "set({name: 'x', value: '1', path: 'x'})": 'Cookie path must start with "/"',
    "set({name: '__Host-y', value: '1', domain: 'localhost'})": 'Cookies with "__Host-" prefix cannot have a domain',
    "set('__Http-x', '1')": 'Cookies with "__Http-" prefix cannot be set using the CookieStore API.',
    "set('x')": "The provided value is not of type 'CookieInit'.",
    'delete({})': "Failed to read the 'name' property from 'CookieStoreDeleteOptions': Required member is undefined.",
}


def test_what_the_cookie_store_refuses(preview: Machine) -> None:
    """With Chromium's messages."""
    calls = ', '.join(f'() => cookieStore.{call}' for call in COOKIE_ERRORS)
    found = script(
        preview,
        f"const found = []; for (const f of [{calls}]) found.push(await f().then(() => 'done', (e) => e.name + ': ' + e.message)); return found",
    )
    assert found == [
        f"TypeError: Failed to execute '{call.split('(')[0]}' on 'CookieStore': {why}"
        for call, why in COOKIE_ERRORS.items()
    ]


def test_pages_of_a_server_share_their_cookies(preview: Machine) -> None:
    """If one page writes a cookie, the others see it, each for its own path."""
    assert script(
        preview,
        FRAME
        + """const inner = frame({src: '/place'}); await until(() => inner.contentWindow?.at)
        document.cookie = 'shared=1; path=/'; document.cookie = 'elsewhere=1; path=/elsewhere'
        const seen = [await until(() => inner.contentDocument.cookie.includes('shared=1')), inner.contentDocument.cookie.includes('elsewhere')]
        document.cookie = 'shared=; path=/; max-age=0'; document.cookie = 'elsewhere=; path=/elsewhere; max-age=0'
        return [...seen, await until(() => inner.contentDocument.cookie === '')]""",
    ) == [True, False, True]


CACHE = """const ask = async (url, init) => { try { const r = await fetch(url, init); return r.status === 200 ? (await r.json()).n : r.status } catch { return 'failed' } }
    const asked = async (url) => await (await fetch('/asked?url=' + encodeURIComponent(url), {cache: 'no-store'})).json()
    const all = async (...requests) => { const found = []; for (const request of requests) found.push(await ask(...request)); return found }
    """


def test_answers_are_kept_as_browsers_keep_them(preview: Machine) -> None:
    """Each value is the same as in native Chromium: the number of the request that a body belongs to."""
    assert script(
        preview,
        CACHE
        + """const u = '/kept?cache-control=max-age=60'
        return await all([u], [u], [u, {cache: 'reload'}], [u], [u, {cache: 'no-store'}], [u], [u, {cache: 'no-cache'}], [u, {headers: {'cache-control': 'no-cache'}}],
          [u, {method: 'POST'}], [u])""",
    ) == [1, 1, 2, 2, 3, 2, 4, 5, 6, 7]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?x', v = '/kept?cache-control=no-store', only = {cache: 'only-if-cached', mode: 'same-origin'}
        return await all([u], [u], [u, {cache: 'force-cache'}], [u, only], ['/kept?never', only], [v], [v, {cache: 'force-cache'}])""",
    ) == [1, 2, 2, 2, 'failed', 1, 2]
    assert script(
        preview,
        CACHE
        + """const u = "/kept?etag=%22one%22"
        return [...await all([u], [u], [u, {headers: {'if-none-match': '"one"'}}], [u, {cache: 'no-cache'}]), await asked(u)]""",
    ) == [1, 1, 304, 1, 4]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?cache-control=max-age=60&vary=x-v', v = (x) => [u, {headers: {'x-v': x}}]
        return await all(v('a'), v('a'), v('b'))""",
    ) == [1, 1, 2]
    assert script(
        preview,
        """const r = async (cache) => { const o = await (await fetch('/kept?' + cache, {cache})).json(); return [o.control, o.pragma] }
        return [await r('default'), await r('no-cache'), await r('reload'), await r('no-store')]""",
    ) == [[None, None], ['max-age=0', None], ['no-cache', 'no-cache'], ['no-cache', 'no-cache']]


def test_parts_of_kept_answers_and_stale_ones(preview: Machine) -> None:
    """`n` identifies the response that a part belongs to; a stale response is used while it is revalidated."""
    assert script(
        preview,
        CACHE
        + """const u = '/kept?part&cache-control=max-age=60', whole = await (await fetch(u)).text()
        const part = async (range) => { const r = await fetch(u, {headers: {range}}), text = await r.text()
          return [r.status, r.headers.get('content-range'), r.headers.get('content-length') === String(text.length), whole.includes(text)] }
        const size = whole.length, found = [await part('bytes=0-4'), await part('bytes=-3'), await part(`bytes=${size}-`)]
        return [JSON.stringify(found) === JSON.stringify([[206, `bytes 0-4/${size}`, true, true], [206, `bytes ${size - 3}-${size - 1}/${size}`, true, true],
          [416, `bytes */${size}`, true, true]]) || found, await asked(u)]""",
    ) == [True, 1]
    assert script(
        preview,
        CACHE
        + """const u = '/kept?stale&cache-control=max-age=0,stale-while-revalidate=60', first = await all([u], [u])
        while (await ask(u) === 1); return first""",
    ) == [1, 1]


def test_a_reload_asks_again(preview: Machine) -> None:
    assert script(
        preview,
        FRAME
        + """const u = '/kept?page&cache-control=max-age=60', first = frame({src: u}); await until(() => first.contentWindow.asked)
        const second = frame({src: u}), seen = [await until(() => second.contentWindow.asked)]; second.contentWindow.location.reload()
        return [...seen, await until(() => second.contentWindow.asked === 2)]""",
    ) == [1, True]

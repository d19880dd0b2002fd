"""A browser's cache of responses: freshness, validation, Vary, modes, space."""

from runtime_py.platform.bytes import alloc
from runtime_py.sys.http1 import Head
from runtime_py.sys.http_cache import (
    ASK,
    MOST_BYTES,
    MOST_OF_ONE,
    REFUSE,
    USE,
    USE_STALE,
    VALIDATE,
    Answer,
    HttpCache,
    added_headers,
    choose,
    effective_mode,
    invalidates,
    may_keep,
    vary_of,
)

NOW = 1000000000000.0  # Sun, 09 Sep 2001 01:46:40 GMT


def head(headers: list, status: int = 200) -> Head:
    return Head('1.1', status, 'OK', headers, False)


def kept(headers: list, status: int = 200) -> Answer:
    return Answer(head(headers, status), alloc(3), [], NOW, NOW)


def fresh_for(headers: list, status: int = 200) -> int:
    """Seconds, -1 for longer than a day."""
    answer = kept(headers, status)
    if answer.is_fresh(NOW + 86400000):
        return -1
    low = 0
    high = 86400
    while low < high:
        middle = (low + high) // 2
        if answer.is_fresh(NOW + middle * 1000):
            low = middle + 1
        else:
            high = middle
    return low


def test_how_long_an_answer_is_fresh():
    assert fresh_for([['Cache-Control', 'public, Max-Age=60']]) == 60
    assert fresh_for([['cache-control', 'max-age="60"'], ['age', '20']]) == 40
    assert fresh_for([['cache-control', 'max-age=60'], ['date', 'Sun, 09 Sep 2001 01:46:10 GMT']]) == 30
    assert fresh_for([['cache-control', 's-maxage=60']]) == 0
    assert fresh_for([['cache-control', 'max-age=60'], ['cache-control', 'no-cache']]) == 0
    assert fresh_for([['cache-control', 'max-age=99999999999999999999']]) == -1
    assert fresh_for([['cache-control', 'max-age=-5']]) == 0
    assert fresh_for([['cache-control', 'max-age=x']]) == 0
    assert fresh_for([['expires', 'Sun, 09 Sep 2001 01:47:40 GMT']]) == 60
    assert fresh_for([['expires', '0']]) == 0
    assert fresh_for([['expires', 'Sun, 09 Sep 2001 01:47:40 GMT'], ['cache-control', 'max-age=5']]) == 5
    assert fresh_for([['cache-control', 'max-age=60'], ['vary', '*']]) == 0


def test_a_guess_where_the_server_says_nothing():
    assert fresh_for([]) == 0
    assert fresh_for([['last-modified', 'Sun, 09 Sep 2001 01:45:00 GMT']]) == 10
    assert fresh_for([['last-modified', 'Sun, 09 Sep 2001 01:45:00 GMT']], 404) == 0
    assert fresh_for([['last-modified', 'Sun, 09 Sep 2001 01:45:00 GMT'], ['cache-control', 'must-revalidate']]) == 0
    assert fresh_for([['last-modified', 'Sun, 09 Sep 2001 01:55:00 GMT']]) == 0
    assert fresh_for([['location', '/x']], 301) == -1
    assert fresh_for([['location', '/x']], 302) == 0


def test_modes():
    fresh = kept([['cache-control', 'max-age=60'], ['etag', '"1"']])
    stale = kept([['etag', '"1"']])
    bare = kept([])
    assert [choose('default', answer, NOW) for answer in [None, fresh, stale, bare]] == [ASK, USE, VALIDATE, ASK]
    assert [choose('no-cache', answer, NOW) for answer in [None, fresh, stale, bare]] == [ASK, VALIDATE, VALIDATE, ASK]
    assert [choose('reload', answer, NOW) for answer in [None, fresh, stale, bare]] == [ASK, ASK, ASK, ASK]
    assert [choose('no-store', answer, NOW) for answer in [None, fresh, stale, bare]] == [ASK, ASK, ASK, ASK]
    assert [choose('force-cache', answer, NOW) for answer in [None, fresh, stale, bare]] == [ASK, USE, USE, USE]
    assert [choose('only-if-cached', answer, NOW) for answer in [None, fresh, stale, bare]] == [REFUSE, USE, USE, USE]


def test_stale_while_revalidate():
    stale = kept([['cache-control', 'max-age=10, stale-while-revalidate=60']])
    assert [choose('default', stale, NOW + 1000 * seconds) for seconds in [9, 11, 69, 71]] == [
        USE,
        USE_STALE,
        USE_STALE,
        ASK,
    ]
    assert [choose(mode, stale, NOW + 20000) for mode in ['no-cache', 'reload', 'force-cache']] == [ASK, ASK, USE]
    for other in ['must-revalidate', 'no-cache']:
        assert (
            choose('default', kept([['cache-control', f'max-age=10, stale-while-revalidate=60, {other}']]), NOW + 20000)
            == ASK
        )
    assert choose('default', kept([['cache-control', 'max-age=10, stale-while-revalidate=x']]), NOW + 20000) == ASK
    cache = HttpCache()
    assert [cache.begin_refresh('k'), cache.begin_refresh('k'), cache.begin_refresh('other')] == [True, False, True]
    cache.end_refresh('k')
    assert cache.begin_refresh('k')


def test_what_the_requests_own_headers_say():
    assert effective_mode('default', []) == 'default'
    assert effective_mode('default', [['If-None-Match', '"1"']]) == 'no-store'
    assert effective_mode('default', [['range', 'bytes=0-4']]) == 'default'
    assert effective_mode('default', [['range', 'bytes=0-4'], ['if-range', '"1"']]) == 'no-store'
    assert effective_mode('default', [['cache-control', 'no-cache']]) == 'reload'
    assert effective_mode('default', [['cache-control', 'max-age=0']]) == 'no-cache'
    assert effective_mode('force-cache', [['cache-control', 'no-cache']]) == 'force-cache'
    assert added_headers('no-cache', []) == [['cache-control', 'max-age=0']]
    assert added_headers('reload', [['pragma', 'x']]) == [['cache-control', 'no-cache']]
    assert added_headers('no-store', []) == [['pragma', 'no-cache'], ['cache-control', 'no-cache']]
    assert added_headers('default', []) == []


def test_what_is_kept():
    assert may_keep('GET', 'default', head([]))
    assert not may_keep('GET', 'no-store', head([]))
    assert not may_keep('POST', 'default', head([]))
    assert not may_keep('GET', 'default', head([['Cache-Control', 'max-age=5, No-Store']]))
    assert not may_keep('GET', 'default', head([], 206))
    assert [
        invalidates(method, status) for method, status in [['GET', 200], ['POST', 200], ['DELETE', 204], ['PUT', 500]]
    ] == [False, True, True, False]
    assert kept([['Set-Cookie', 'a=1'], ['X-Own', '1'], ['Transfer-Encoding', 'chunked']]).headers == [['X-Own', '1']]


def test_a_304_makes_it_fresh_again():
    answer = kept([['etag', '"1"'], ['X-Own', 'old'], ['Content-Length', '3']])
    assert answer.validators() == [['if-none-match', '"1"']]
    answer.refresh(
        head([['x-own', 'new'], ['cache-control', 'max-age=60'], ['content-length', '0']], 304), NOW + 5000, NOW + 5000
    )
    assert answer.headers == [
        ['etag', '"1"'],
        ['Content-Length', '3'],
        ['x-own', 'new'],
        ['cache-control', 'max-age=60'],
    ]
    assert [answer.is_fresh(NOW + 64000), answer.is_fresh(NOW + 66000)] == [True, False]
    assert kept([['last-modified', 'yesterday']]).validators() == [['if-modified-since', 'yesterday']]


def test_vary():
    cache = HttpCache()
    asked = [['X-V', 'a'], ['Accept', '*/*']]
    said = head([['Vary', 'x-v, Accept-Language']])
    assert vary_of(said, asked) == [['x-v', 'a'], ['accept-language', '']]
    first = Answer(said, alloc(1), vary_of(said, asked), NOW, NOW)
    cache.keep('k', first)
    assert cache.find('k', [['x-v', 'a']]) is first
    assert cache.find('k', [['x-v', 'b']]) is None
    second = Answer(said, alloc(2), vary_of(said, [['x-v', 'b']]), NOW, NOW)
    cache.keep('k', second)
    assert cache.find('k', [['x-v', 'a']]) is first
    assert cache.find('k', [['x-v', 'b']]) is second
    third = Answer(said, alloc(3), vary_of(said, asked), NOW, NOW)
    cache.keep('k', third)
    assert cache.find('k', [['x-v', 'a']]) is third
    cache.forget('k')
    assert cache.find('k', [['x-v', 'a']]) is None


def test_the_least_used_make_room():
    cache = HttpCache()
    many = MOST_BYTES // (MOST_OF_ONE - 2048) + 1
    for k in range(many):
        cache.keep(f'1 {k}', Answer(head([]), alloc(MOST_OF_ONE - 2048), [], NOW, NOW))
        cache.find('1 0', [])
    assert cache.find('1 0', []) is not None
    assert cache.find('1 1', []) is None
    assert cache.find(f'1 {many - 1}', []) is not None
    cache.keep('1 large', Answer(head([]), alloc(MOST_OF_ONE), [], NOW, NOW))
    assert cache.find('1 large', []) is None
    cache.keep('2 x', Answer(head([]), alloc(1), [], NOW, NOW))
    cache.forget_all('1 ')
    assert cache.find('1 0', []) is None
    assert cache.find('2 x', []) is not None

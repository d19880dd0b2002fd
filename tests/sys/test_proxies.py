"""Which proxy a connection goes through."""

from runtime_py.platform.maps import Map
from runtime_py.sys.proxies import Proxies, is_exception, preface_line, proxies_of


def read(pairs: list) -> Proxies:
    variables: Map[str, str] = Map(pairs)
    return proxies_of(lambda name: variables.get(name) or '')


def test_variables():
    found = read(
        [['HTTP_PROXY', 'http://a'], ['https_proxy', 'http://b'], ['HTTPS_PROXY', 'http://c'], ['NO_PROXY', 'x']]
    )
    assert [found.for_http, found.for_https, found.exceptions] == ['http://a', 'http://b', 'x']
    found = read([['ALL_PROXY', 'http://a']])
    assert [found.for_http, found.for_https] == ['http://a', 'http://a']


def test_exceptions():
    for text in ['one.test', '.one.test', '*.one.test', 'a, ONE.test', 'a one.test', '*', 'test', 'one.test:8080']:
        assert is_exception(text, 'one.test', 8080), text
    assert is_exception('one.test', 'sub.one.test.', 80)
    for text in ['', 'two.test', 'ne.test', 'one.test:80', 'one.test.com']:
        assert not is_exception(text, 'one.test', 8080), text


def test_lines():
    proxies = Proxies('http://proxy.test:8081', '', 'two.test')
    assert preface_line(proxies, 'one.test', 80) == '\0VIA http://proxy.test:8081 -\n'
    assert preface_line(proxies, 'two.test', 80) == ''
    assert preface_line(proxies, 'proxy.test', 8081) == '' and preface_line(proxies, 'proxy.test', 80) != ''
    assert preface_line(Proxies('', '', ''), 'one.test', 80) == ''
    assert preface_line(Proxies('http://a b', 'http://c\nd', ''), 'one.test', 80) == '\0VIA - -\n'

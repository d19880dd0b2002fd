"""The cookie jar of a previewed server."""

from runtime_py.platform.cookies import CookieJar, default_path, parse_date, path_matches

NOW = 1000000.0


def test_session_cookie_goes_and_comes():
    jar = CookieJar()
    assert jar.set_from_server('sid=abc=1; Path=/', '/login', NOW)
    jar.set_from_server('theme=dark; Path=/', '/login', NOW)
    assert jar.header_for('/anything', NOW) == 'sid=abc=1; theme=dark'


def test_replacing_keeps_the_order():
    jar = CookieJar()
    jar.set_from_server('a=1; Path=/', '/', NOW)
    jar.set_from_server('b=2; Path=/', '/', NOW)
    jar.set_from_server('a=3; Path=/', '/', NOW)
    assert jar.header_for('/', NOW) == 'a=3; b=2'


def test_http_only_is_hidden_from_scripts():
    jar = CookieJar()
    jar.set_from_server('sid=1; Path=/; HttpOnly', '/', NOW)
    assert jar.visible_to('/', NOW) == ''
    assert not jar.set_from_script('sid=2; Path=/', '/', NOW)
    assert not jar.set_from_script('x=2; HttpOnly', '/', NOW)
    assert jar.header_for('/', NOW) == 'sid=1'


def test_max_age_wins_over_expires():
    jar = CookieJar()
    jar.set_from_server('a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '/', NOW)
    assert jar.header_for('/', NOW + 9000.0) == 'a=1'
    assert jar.header_for('/', NOW + 10000.0) == ''


def test_expired_deletes():
    jar = CookieJar()
    jar.set_from_server('a=1', '/', NOW)
    jar.set_from_server('a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', '/', NOW)
    assert jar.header_for('/', NOW) == ''


def test_paths():
    jar = CookieJar()
    jar.set_from_server('deep=1; Path=/api/v1', '/', NOW)
    jar.set_from_server('top=1; Path=/', '/', NOW)
    assert jar.header_for('/api/v1/x', NOW) == 'deep=1; top=1'
    assert jar.header_for('/api/v10', NOW) == 'top=1'
    assert default_path('/a/b') == '/a'
    assert default_path('/a') == '/'
    assert path_matches('/a/b', '/a')
    assert not path_matches('/ab', '/a')


def test_dates():
    assert parse_date('Thu, 01 Jan 1970 00:00:01 GMT') == 1000.0
    assert parse_date('Sun, 06-Nov-94 08:49:37 GMT') == 784111777000.0
    assert parse_date('Tue Feb 29 12:00:00 2000') == 951825600000.0
    assert parse_date('soon') is None
    assert parse_date('Thu, 01 Jan 1970 99:00:01 GMT') is None


def test_nonsense_is_ignored():
    jar = CookieJar()
    assert not jar.set_from_server('', '/', NOW)
    assert not jar.set_from_server('; Path=/', '/', NOW)
    assert jar.header_for('/', NOW) == ''


def test_what_a_browser_refuses_of_localhost():
    jar = CookieJar()
    for text in [
        'a=1; Domain=example.com',
        'b=1; SameSite=None',
        '__Secure-c=1',
        '__Host-d=1; Secure; Path=/x',
        '__Host-e=1; Path=/',
        '__host-f=1; Secure; Domain=localhost',
        '=__Secure-g=1',
        '',
        ';',
        '=',
        ' = ; Path=/',
    ]:
        assert not jar.set_from_server(text, '/', NOW)
    assert jar.header_for('/', NOW) == ''


def test_what_a_browser_keeps_of_localhost():
    jar = CookieJar()
    for text in [
        'a=1; Domain=localhost',
        'b=1; Domain=.LOCALHOST',
        'c=1; SameSite=None; Secure',
        '__Secure-d=1; Secure',
        '__Host-e=1; Secure; Path=/',
        'bare',
        '=named',
    ]:
        assert jar.set_from_server(text, '/', NOW)
    assert jar.header_for('/', NOW) == 'a=1; b=1; c=1; __Secure-d=1; __Host-e=1; named'
    assert jar.set_from_script('x=1; Path=/deep; Path=', '/page', NOW)
    assert jar.header_for('/page', NOW).endswith('x=1')

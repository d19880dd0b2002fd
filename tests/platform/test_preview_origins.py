from runtime_py.platform.preview_origins import (
    has_port,
    named_port,
    origin_for,
    port_on,
    problem_of,
    server_path,
    url_for,
)

LOCAL = 'http://{port}.localhost:8080'
WILD = 'https://{port}-{id}.example.com'


def test_the_origin_of_a_port() -> None:
    assert origin_for(LOCAL, 'abc', 5173) == 'http://5173.localhost:8080'
    assert origin_for(WILD, 'abc', 80) == 'https://80-abc.example.com'
    assert origin_for('https://preview.example.com', 'abc', 80) == 'https://preview.example.com'
    assert has_port(LOCAL) and not has_port('https://{id}.example.com')


def test_the_port_of_an_origin() -> None:
    assert port_on(LOCAL, 'abc', 'http://5173.localhost:8080') == 5173
    assert port_on(WILD, 'abc', 'https://5173-abc.example.com') == 5173
    for origin in [
        '',
        'https://5173-other.example.com',
        'http://5173-abc.example.com',
        'https://05-abc.example.com',
        'https://70000-abc.example.com',
        'https://-abc.example.com',
        'https://x-abc.example.com',
    ]:
        assert port_on(WILD, 'abc', origin) == 0
    assert port_on('https://preview.example.com', 'abc', 'https://preview.example.com') == 0


def test_one_origin_names_the_port_in_the_path() -> None:
    assert url_for(WILD, 'abc', 80, '/a?b') == 'https://80-abc.example.com/a?b'
    assert url_for('https://{id}.example.com', 'abc', 80, '/a?b') == 'https://abc.example.com/.terrarium/port/80/a?b'
    for path, port, rest in [
        ('/.terrarium/port/80/a/b', 80, '/a/b'),
        ('/.terrarium/port/80/', 80, '/'),
        ('/.terrarium/port/80', 80, '/'),
        ('/.terrarium/port/80//x', 80, '//x'),
    ]:
        assert (named_port(path), server_path(path)) == (port, rest)
    for path in [
        '/',
        '/.terrarium/',
        '/.terrarium/port/',
        '/.terrarium/port//x',
        '/.terrarium/port/080/',
        '/.terrarium/port/70000/',
        '/.terrarium/port/x/',
        '/x/.terrarium/port/80/',
    ]:
        assert named_port(path) == 0


def test_what_is_no_pattern() -> None:
    assert problem_of(LOCAL) == '' and problem_of(WILD) == '' and problem_of('http://127.0.0.1:8081') == ''
    for pattern in [
        '',
        'example.com',
        'ftp://x.y',
        'https://',
        'https://x.y/',
        'https://x.y/{port}',
        'https://{port}',
        'https://{port}{port}.x',
        'https://{name}.x.y',
        'https://u@x.y',
        'https://x.y:{port}',
        'https://x.{id}',
    ]:
        assert problem_of(pattern) != ''

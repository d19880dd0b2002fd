"""curl: options, requests, redirects, exit codes; the server is on a port of the machine."""

from __future__ import annotations

from runtime_py.shell.utilities.curl.request import Request, curl_url
from tests.shell.machine_support import Box
from tests.shell.utilities.http_support import Served, answer

TRY = "curl: try 'curl --help' for more information\n"
URL = 'http://127.0.0.1:PORT'


async def test_a_body_is_written_as_it_is() -> None:
    found = Served()
    assert await found.out(f'curl {URL}/a?b=c', [answer('200 OK', [], 'one\ntwo')]) == 'one\ntwo'
    assert found.headers(0) == [
        'GET /a?b=c HTTP/1.1',
        f'Host: 127.0.0.1:{found.port}',
        'User-Agent: curl/8.11.0',
        'Accept: */*',
    ]


async def test_misuse() -> None:
    for line, message in [
        ['curl --nonsense', 'option --nonsense: is unknown'],
        ['curl -Q', 'option -Q: is unknown'],
        ['curl -m', 'option -m: requires parameter'],
        ['curl --output', 'option --output: requires parameter'],
        ['curl -m abc http://h', 'option -m: expected a proper numerical parameter'],
        ['curl --max-redirs 1x http://h', 'option --max-redirs: expected a proper numerical parameter'],
    ]:
        assert await Box().out(line) == f'curl: {message}\n{TRY}[2]'
    assert (await Box().out('curl --version')).startswith('curl 8.11.0 ')
    assert (await Box().out('curl --help')).startswith('Usage: curl ')


async def test_urls_that_cannot_be_requested() -> None:
    for url, message, status in [
        ['ftp://h/', 'Protocol "ftp" not supported', 1],
        ['http://', 'URL rejected: No host part in the URL', 3],
        ['http://h:99999/', 'URL rejected: Port number was not a decimal number between 0 and 65535', 3],
    ]:
        assert await Box().out(f'curl {url}') == f'curl: ({status}) {message}\n[{status}]'
        assert await Box().out(f'curl -s {url}') == f'[{status}]'
        assert await Box().out(f'curl -sS {url}') == f'curl: ({status}) {message}\n[{status}]'


async def test_nobody_listens() -> None:
    assert (await Box().out('curl http://localhost:9')).startswith('curl: (7) Failed to connect to localhost port 9 ')


async def test_data_is_a_form_by_default() -> None:
    found = Served()
    script = f"printf 'x\\ny\\n' > f; curl -d a=1 -d @f --data-raw @g {URL}; curl --data-binary @f -X PUT {URL}; curl -G -d q=1 {URL}/s?p=0"
    ok = answer('200 OK', [], '')
    assert await found.out(script, [ok, ok, ok]) == ''
    assert found.headers(0)[0] == 'POST / HTTP/1.1'
    assert 'Content-Type: application/x-www-form-urlencoded' in found.headers(0)
    assert found.body(0) == 'a=1&xy&@g'
    assert [found.headers(1)[0], found.body(1)] == ['PUT / HTTP/1.1', 'x\ny\n']
    assert [found.headers(2)[0], found.body(2)] == ['GET /s?p=0&q=1 HTTP/1.1', '']
    assert await Box().out(f'curl -d @none {URL}'.replace('PORT', '1')) == 'curl: (26) Failed to open none\n[26]'


async def test_headers_are_added_replaced_and_removed() -> None:
    found = Served()
    await found.out(f"curl -H 'X-A: 1' -H 'Accept:' -A me -u user:pw -b c=d -e ref {URL}", [answer('200 OK', [], '')])
    assert found.headers(0)[1:] == [
        f'Host: 127.0.0.1:{found.port}',
        'Authorization: Basic dXNlcjpwdw==',
        'User-Agent: me',
        'Referer: ref',
        'Cookie: c=d',
        'X-A: 1',
    ]


async def test_json() -> None:
    found = Served()
    await found.out(f"curl --json '{{}}' {URL}", [answer('200 OK', [], '')])
    assert found.headers(0)[0] == 'POST / HTTP/1.1' and found.body(0) == '{}'
    assert 'Content-Type: application/json' in found.headers(0) and 'Accept: application/json' in found.headers(0)


async def test_heads() -> None:
    found = Served()
    given = answer('404 Not Found', ['X-A: 1'], 'no')
    head = 'HTTP/1.1 404 Not Found\r\nX-A: 1\r\nContent-Length: 2\r\n\r\n'
    assert await found.out(f'curl -i {URL}; curl -I {URL}', [given, head]) == head + 'no' + head
    assert found.headers(1)[0] == 'HEAD / HTTP/1.1'


async def test_errors_of_a_server_count_with_f() -> None:
    found = Served()
    given = answer('404 Not Found', [], 'no')
    assert await found.out(f'curl {URL}; echo " $?"', [given]) == 'no 0\n'
    assert await found.out(f'curl -f {URL}', [given]) == 'curl: (22) The requested URL returned error: 404\n[22]'
    assert await found.out(f'curl -s --fail-with-body {URL}', [given]) == 'no[22]'


async def test_redirects_are_followed_with_l() -> None:
    found = Served()
    there = answer('302 Found', ['Location: /b'], 'moved')
    assert await found.out(f'curl {URL}/a', [there]) == 'moved'
    assert await found.out(f'curl -L -d x {URL}/a', [there, answer('200 OK', [], 'here')]) == 'here'
    assert [found.headers(1)[0], found.headers(2)[0], found.body(2)] == ['POST /a HTTP/1.1', 'GET /b HTTP/1.1', '']
    assert await found.out(f'curl -L --max-redirs 1 {URL}/a', [there, there]) == (
        'curl: (47) Maximum (1) redirects followed\n[47]'
    )


def redirected(method: str, status: int, where: str) -> Request:
    request = Request(curl_url('http://one.test/a'))
    request.method = method
    request.headers = [['Authorization', 'secret'], ['cookie', 'c'], ['X-A', '1'], ['Content-Type', 't']]
    request.redirect(where, status)
    return request


def test_the_method_after_a_redirect() -> None:
    found = [
        redirected(method, status, '/b').method
        for method in ['POST', 'PUT', 'HEAD', 'GET']
        for status in [301, 302, 303, 307, 308]
    ]
    assert found == [
        *['GET', 'GET', 'GET', 'POST', 'POST'],
        *['PUT', 'PUT', 'GET', 'PUT', 'PUT'],
        *['HEAD', 'HEAD', 'HEAD', 'HEAD', 'HEAD'],
        *['GET', 'GET', 'GET', 'GET', 'GET'],
    ]


def test_another_server_does_not_get_the_credentials() -> None:
    for where, kept in [
        ['/b', True],
        ['http://one.test:80/b', True],
        ['http://one.test:81/b', False],
        ['https://one.test/b', False],
        ['http://two.test/b', False],
        ['//two.test/b', False],
    ]:
        names = [pair[0] for pair in redirected('PUT', 302, where).headers]
        assert names == (['Authorization', 'cookie', 'X-A', 'Content-Type'] if kept else ['X-A', 'Content-Type'])


async def test_files() -> None:
    found = Served()
    given = answer('200 OK', [], 'text')
    assert await found.out(f'curl -o a {URL}/x; curl -O {URL}/dir/b?q; cat a b', [given, given]) == 'texttext'
    assert await found.out(f'curl -O {URL}/', []) == 'curl: (23) Remote file name has no length\n[23]'
    assert await found.out(f'curl -o none/a {URL}/', [given]) == (
        'Warning: Failed to open the file none/a: No such file or directory\n'
        'curl: (23) Failure writing output to destination\n[23]'
    )


async def test_a_report() -> None:
    found = Served()
    given = answer('201 Created', ['Content-Type: text/x'], 'abc')
    script = (
        f"curl -s -o /dev/null -w '%{{http_code}} %{{size_download}} %{{content_type}} %{{url_effective}}\\n' {URL}/a"
    )
    found.box.system.write_file('/dev/null', bytes())
    assert await found.out(script, [given]) == '201 3 text/x http://127.0.0.1:PORT/a\n'


async def test_broken_answers() -> None:
    found = Served()
    assert await found.out(f'curl {URL}', ['']) == 'curl: (52) Empty reply from server\n[52]'
    assert (await found.out(f'curl {URL}', ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'])).startswith(
        'curl: (56) '
    )


async def test_forms() -> None:
    found = Served()
    ok = answer('200 OK', [], '')
    script = f"printf hi > up.txt; curl -F a=b -F 'f=@up.txt;filename=x' -F 'c=<up.txt;type=t/x' --form-string d=@e {URL}; curl -F bad {URL}"
    assert (await found.out(script, [ok])).startswith(
        'Warning: Illegally formatted input field!\ncurl: option -F: is badly used'
    )
    boundary = found.headers(0)[-1].partition('boundary=')[2]
    assert found.headers(0)[-1] == f'Content-Type: multipart/form-data; boundary={boundary}'
    head = f'--{boundary}\r\nContent-Disposition: form-data; name='
    assert found.body(0) == (
        f'{head}"a"\r\n\r\nb\r\n'
        f'{head}"f"; filename="x"\r\nContent-Type: application/octet-stream\r\n\r\nhi\r\n'
        f'{head}"c"\r\nContent-Type: t/x\r\n\r\nhi\r\n'
        f'{head}"d"\r\n\r\n@e\r\n--{boundary}--\r\n'
    )


async def test_data_that_is_encoded() -> None:
    found = Served()
    ok = answer('200 OK', [], '')
    script = f"printf 'a&b' > up; curl --data-urlencode 'x=a b' --data-urlencode y@up --data-urlencode '=q' {URL}; curl --url-query 'k=v w' -T up {URL}/"
    assert await found.out(script, [ok, ok]) == ''
    assert found.body(0) == 'x=a+b&y=a%26b&q'
    assert [found.headers(1)[0], found.body(1)] == ['PUT /?k=v+w HTTP/1.1', 'a&b']


async def test_cookies() -> None:
    found = Served()
    given = answer('200 OK', ['Set-Cookie: a=1; Path=/', 'Set-Cookie: b=2; Path=/x', 'Set-Cookie: c=3; HttpOnly'], '')
    ok = answer('200 OK', [], '')
    script = f"curl -c jar {URL}/; grep -v '^# ' jar; curl -b jar -b 'k=v' {URL}/; curl -b jar {URL}/x/y"
    assert await found.out(script, [given, ok, ok]) == (
        '\n#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tc\t3\n127.0.0.1\tFALSE\t/x\tFALSE\t0\tb\t2\n127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\n'
    )
    assert 'Cookie: a=1; c=3; k=v' in found.headers(1)
    assert 'Cookie: b=2; a=1; c=3' in found.headers(2)


async def test_patterns_in_urls() -> None:
    found = Served()
    ok = answer('200 OK', [], 'x')
    script = f"curl -s '{URL}/{{a,b}}[08-09]' -o '#1-#2'; ls; curl '{URL}/{{a'"
    assert await found.out(script, [ok, ok, ok, ok]) == (
        'a-08\na-09\nb-08\nb-09\ncurl: (3) unmatched brace in URL position 24:\nhttp://127.0.0.1:PORT/{a\n'
        '                       ^\n[3]'
    )
    assert [found.headers(k)[0] for k in range(4)] == [f'GET /{name} HTTP/1.1' for name in ('a08', 'a09', 'b08', 'b09')]


async def test_retries_ranges_and_the_rest() -> None:
    found = Served()
    busy, ok = answer('503 Busy', [], 'busy'), answer('200 OK', [], 'fine')
    assert await found.out(f'curl -s --retry 1 --retry-delay 0.01 {URL}/', [busy, ok]) == 'busyfine'
    part = answer('206 Part', [], '56')
    assert await found.out(f'printf 01234 > p; curl -s -C - -o p {URL}/; cat p', [part]) == '0123456'
    assert 'Range: bytes=5-' in found.headers(2)
    assert await found.out(f"curl -sS --proto '=https' {URL}/; curl -sS --max-filesize 1 {URL}/", [ok]) == (
        'curl: (1) Protocol "http" disabled\ncurl: (63) Maximum file size exceeded\n[63]'
    )
    script = f"printf 'machine 127.0.0.1 login me password pw' > n; curl --netrc-file n -r 0-1 {URL}/; printf 'url={URL}/k\\n-d a=b' > k; curl -K k; curl http://u%40:p@127.0.0.1:PORT/"
    assert await found.out(script, [ok, ok, ok]) == 'finefinefine'
    assert found.headers(4)[2:4] == ['Authorization: Basic bWU6cHc=', 'Range: bytes=0-1']
    assert [found.headers(5)[0], found.body(5)] == ['POST /k HTTP/1.1', 'a=b']
    assert 'Authorization: Basic dUA6cA==' in found.headers(6)


async def test_what_is_written_out() -> None:
    found = Served()
    moved, ok = answer('302 Moved', ['Location: /b'], ''), answer('200 OK', ['X-A: q'], 'fine')
    script = f"curl -sL -D h -w '|%{{num_redirects}} %header{{x-a}} %% %{{method}} %{{scheme}}%{{stderr}}e' {URL}/a"
    script += f"; grep -c HTTP h; curl -sw '%{{redirect_url}} %{{http_code}}' {URL}/a"
    assert await found.out(script, [moved, ok, moved]) == 'fine|1 q % GET HTTP2\nhttp://127.0.0.1:PORT/b 302e'

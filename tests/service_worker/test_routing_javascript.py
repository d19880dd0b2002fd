"""Where a request goes: strings in, strings out."""

from __future__ import annotations

from service_worker.request_headers import accepted_languages
from service_worker.routing import (
    download_path,
    location_for_page,
    loopback_port,
    preview_path,
    preview_port,
    preview_prefix,
    seen_by_server,
)


def test_paths_of_previews() -> None:
    assert preview_prefix('/base/', 3000) == '/base/preview/3000'
    assert preview_port('/base/', '/base/preview/3000/a/b') == 3000 and preview_port('/base/', '/other') == 0
    assert preview_port('/base/', '/base/preview/none/') == 0
    assert preview_path('/base/', 3000, '/base/preview/3000/a?b') == '/a?b'
    assert preview_path('/base/', 3000, '/base/preview/3000') == ''


def test_the_loopback() -> None:
    for protocol, host, text, port in [
        ['http:', 'localhost', '5173', 5173],
        ['https:', '127.0.0.1', '', 443],
        ['ws:', 'localhost', '', 80],
        ['http:', 'example.org', '80', 0],
        ['ftp:', 'localhost', '21', 0],
    ]:
        assert loopback_port(protocol, host, text) == port


def test_what_a_server_sees() -> None:
    origin = 'https://page.example'
    assert seen_by_server('/', 3000, origin, origin + '/preview/3000/a') == 'http://localhost:3000/a'
    assert seen_by_server('/', 3000, origin, 'https://other.example/a') == ''
    assert download_path('a b', '/f?x').endswith('?name=a%20b&path=%2Ff%3Fx')


def test_redirects() -> None:
    assert location_for_page('/', 3000, True, '/login') == '/preview/3000/login'
    assert location_for_page('/', 3000, True, 'http://localhost:4000/x') == '/preview/4000/x'
    assert location_for_page('/', 3000, True, 'https://example.org/x') == 'https://example.org/x'


def test_languages() -> None:
    assert accepted_languages(['de', 'en', 'fr']) == 'de,en;q=0.9,fr;q=0.8'

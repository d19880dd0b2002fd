"""The texts of pages and headers that the service worker changes."""

from __future__ import annotations

from service_worker.embedded_text import json_text, script_text
from service_worker.html import escape, insertion_point, relax_policy, script_tag, starts_as_page


def test_elements() -> None:
    assert escape('<a href="x">&') == '&lt;a href=&quot;x&quot;&gt;&amp;'
    assert script_tag('/a.js', [['data-port', '3000']], '') == '<script src="/a.js" data-port="3000"></script>'
    assert 'nonce="n"' in script_tag('/a.js', [], 'n')
    assert script_text('a</script>b') == 'a<\\/script>b' and json_text(['</script>']) == '["\\u003c/script>"]'


def test_where_the_shim_goes() -> None:
    for text, complete, at in [
        ['<!doctype html><html><head><title>', False, 27],
        ['<html><body>', True, 6],
        ['<p>no head', True, 0],
        ['<!doctype html><p>', True, 15],
        ['<!doc', False, -1],
        ['<html', False, -1],
    ]:
        assert insertion_point(text, complete) == at, text


def test_what_is_a_page_without_a_content_type() -> None:
    for text, complete, found in [
        ['<!DOCTYPE html>', False, 1],
        ['\n  <html lang="en">', False, 1],
        ['<!-- x', False, 1],
        ['<p>', True, 1],
        ['<pre>', True, 0],
        ['{"a": "<html>"}', False, 0],
        ['text', False, 0],
        ['', False, -1],
        ['  <!doc', False, -1],
        ['<ht', True, 0],
        ['<', False, -1],
        ['', True, 0],
    ]:
        assert starts_as_page(text, complete) == found, text


def test_policies() -> None:
    found = relax_policy(
        "default-src 'self'; script-src 'self'; frame-ancestors 'none'; upgrade-insecure-requests", '', []
    )
    assert 'upgrade-insecure-requests' not in found and "frame-ancestors 'none'" not in found and "'self'" in found

"""Placeholders for native code."""

from __future__ import annotations

from runtime_py.platform.native_refusals import refusal_file, refusal_in


def test_a_placeholder_says_why() -> None:
    assert refusal_in(refusal_file('no native code here')) == 'no native code here'
    assert refusal_in(b'\x7fELF and more') == ''

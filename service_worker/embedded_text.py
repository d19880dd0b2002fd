"""Texts that stand inside a page's elements, where HTML must not find an end or a beginning in them."""


def script_text(text: str) -> str:
    """For a script element."""
    return text.replace(js_regexp('</(script)', 'gi'), '<\\/$1')


def json_text(value: object) -> str:
    return JSON.stringify(value).replace(js_regexp('<', 'g'), '\\u003c')

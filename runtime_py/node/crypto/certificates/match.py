"""Whether a certificate matches a host, an address or a mailbox: RFC 6125 as OpenSSL applies it, with its flags. Names
are lower-cased text.

Must not know: certificates' structure.
"""

from __future__ import annotations

ALWAYS_SUBJECT = 1
NO_WILDCARDS = 2
NO_PARTIAL_WILDCARDS = 4
MULTI_LABEL_WILDCARDS = 8
SINGLE_LABEL_SUBDOMAINS = 16
NEVER_SUBJECT = 32
LABEL = js_regexp('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', '')
ANY_LABEL = js_regexp('^[a-z0-9-]*$', '')
ANY_LABELS = js_regexp('^[a-z0-9.-]*$', '')


def ascii_lower(text: str) -> str:
    made = ''
    for i in range(len(text)):
        made += text[i].lower() if 'A' <= text[i] <= 'Z' else text[i]
    return made


def matches_host(pattern: str, host: str, flags: int) -> bool:
    wanted = ascii_lower(host)
    found = ascii_lower(pattern)
    if len(wanted) > 1 and wanted.startswith('.'):
        # every name below a domain
        if len(found) <= len(wanted) or not found.endswith(wanted):
            return False
        return (flags & SINGLE_LABEL_SUBDOMAINS) == 0 or '.' not in found[0 : len(found) - len(wanted)]
    if (flags & NO_WILDCARDS) == 0 and '*' in found:
        star = valid_star(found, flags)
        if star >= 0:
            return matches_wildcard(found[0:star], found[star + 1 :], wanted, flags)
    return found == wanted


def valid_star(pattern: str, flags: int) -> int:
    """The position of a wildcard star: the only one, in the first label, with at least two labels after it; -1 for
    none."""
    star = pattern.find('*')
    first = pattern.split('.')[0]
    if pattern.rfind('*') != star or star >= len(first) or first.startswith('xn--'):
        return -1
    at_start = star == 0
    at_end = star == len(first) - 1
    if (flags & NO_PARTIAL_WILDCARDS) != 0 and not (at_start and at_end):
        return -1
    if not at_start and not at_end:
        return -1
    rest = pattern.split('.')[1:]
    if len(rest) < 2:
        return -1
    for label in rest:
        if not LABEL.test(label):
            return -1
    return star


def matches_wildcard(prefix: str, suffix: str, host: str, flags: int) -> bool:
    if len(host) < len(prefix) + len(suffix) or not host.startswith(prefix) or not host.endswith(suffix):
        return False
    middle = host[len(prefix) : len(host) - len(suffix)]
    whole_label = prefix == '' and suffix.startswith('.')
    if whole_label and middle == '':
        return False
    if not whole_label and host.startswith('xn--'):
        return False
    allows_dots = whole_label and (flags & MULTI_LABEL_WILDCARDS) != 0
    return (ANY_LABELS if allows_dots else ANY_LABEL).test(middle)


def matches_email(pattern: str, email: str) -> bool:
    """The mailbox is case-sensitive, the domain isn't."""
    if len(pattern) != len(email):
        return False
    at = pattern.rfind('@')
    if at < 0 or email.rfind('@') != at:
        return pattern == email
    return pattern[0:at] == email[0:at] and ascii_lower(pattern[at:]) == ascii_lower(email[at:])

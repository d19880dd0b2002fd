"""Decides which outside hosts programs may reach. Every request that leaves the machine is checked here, before
anything is sent.

Everything that a browser can send is allowed. A policy is to be added here and nowhere else."""

from __future__ import annotations

from runtime_py.ipc.names import is_dotted_quad

# Ports to which browsers send no HTTP (Fetch Standard, "bad port"), and the usual ports of databases whose server
# speaks first.
_NOT_HTTP = [
    0,
    1,
    7,
    9,
    11,
    13,
    15,
    17,
    19,
    20,
    21,
    22,
    23,
    25,
    37,
    42,
    43,
    53,
    69,
    77,
    79,
    87,
    95,
    101,
    102,
    103,
    104,
    109,
    110,
    111,
    113,
    115,
    117,
    119,
    123,
    135,
    137,
    139,
    143,
    161,
    179,
    389,
    427,
    465,
    512,
    513,
    514,
    515,
    526,
    530,
    531,
    532,
    540,
    548,
    554,
    556,
    563,
    587,
    601,
    636,
    989,
    990,
    993,
    995,
    1719,
    1720,
    1723,
    2049,
    3306,
    3659,
    4045,
    4190,
    5060,
    5061,
    6000,
    6566,
    6665,
    6666,
    6667,
    6668,
    6669,
    6679,
    6697,
    10080,
]


class Refusal:
    """An error code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message


def connection_refusal(host: str, port: int) -> Refusal | None:
    """Why a connection can't be made, decided before reading from it; None when it can."""
    if port in _NOT_HTTP:
        return Refusal(
            'ERR_TERRARIUM_NOT_HTTP',
            f"{host}:{port} can't be reached: a browser supports only HTTP and WebSockets to other hosts, and blocks this port",
        )
    return None


def request_refusal(host: str, port: int, method: str) -> Refusal | None:
    """Why a request must not be made; None when it may. `host` is in the form of a URL's host."""
    if means_the_loopback(host):
        return Refusal(
            'ECONNREFUSED', f"{host}:{port} is a port of this machine, which can't be reached as another host"
        )
    return None


def means_the_loopback(host: str) -> bool:
    """Whether the browser would connect to the user's own computer: such addresses, in whatever form, mean the machine
    here."""
    name = host.lower().removeprefix('[').removesuffix(']').removesuffix('.')
    if (
        name == 'localhost'
        or name.endswith('.localhost')
        or name == '0.0.0.0'
        or (name.startswith('127.') and is_dotted_quad(name))
    ):
        return True
    return name in ('::', '::1') or name.startswith('::ffff:7f') or name == '::ffff:0:0'

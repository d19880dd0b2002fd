"""Puts the observer (sys/observer.py) before the system calls of a program, in its own worker or, for a confined one, in
the kernel's; the kernel hears what it tells.

The machine's own npm and dev server get one too, for the firewall; the kernel does not judge them. Must not know what is
observed."""

from __future__ import annotations

from runtime_py.kernel.base_system import HOME
from runtime_py.kernel.policy_enforcement import refusal
from runtime_py.platform.atomics import add
from runtime_py.platform.workers import post_to_parent
from runtime_py.security.actions import CONNECT
from runtime_py.security.areas import Surroundings
from runtime_py.security.subject import Subject
from runtime_py.security.who import who_of
from runtime_py.security.writing import read_confinement
from runtime_py.sys.layout import SEEN_TOLD, entry
from runtime_py.sys.observer import Observer
from runtime_py.sys.project import project_of
from runtime_py.sys.system import System


def observe(system: System, path: str, argv: list, cwd: str, policy: str, post: object) -> None:
    """`post(message)` reaches the kernel."""
    project = project_of(cwd, HOME, lambda each: system.exists(each))
    program = path[path.rfind('/') + 1 :]
    subject = read_confinement(policy).subject(program)
    package_name = who_of(path, argv, cwd, subject).package
    Observer(
        system,
        Surroundings(HOME, project),
        Subject(program, subject.kind, package_name, subject.script),
        lambda what, thing: post({'type': 'observed', 'what': what, 'thing': thing}),
        lambda host, decision: post(refusal(CONNECT, host, decision)),
    ).put()


def counted_post(system: System, slot: int) -> object:
    """Counts the messages in the entry of the process, or of its thread: one that ends at once has its last ones heard
    (supervisor.py)."""
    words = system.memory.i32
    word = (entry(slot) >> 2) + SEEN_TOLD

    def post(message: object) -> None:
        add(words, word, 1)
        post_to_parent(message)

    return post

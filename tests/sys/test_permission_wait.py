"""A thread waits for the kernel's answer; a signal that would end a program ends the wait."""

from runtime_py.platform.memory import create
from runtime_py.sys.layout import HANDLED_LOW, PENDING_LOW
from runtime_py.sys.machine import create_machine
from runtime_py.sys.permission_wait import PermissionWait, answer_permission
from runtime_py.sys.signals import SIGINT, SIGWINCH
from runtime_py.sys.system import System


class Asked:
    """`answers`: what the kernel says to each question, in order; None leaves it open."""

    def __init__(self, answers):
        self.system = System(create_machine(create(4194304, 67108864)), 0, '/', lambda launch: None)
        self.sent = []
        self.answers = answers
        self.waiting = PermissionWait(self.system, lambda number, action, thing: self.send(number, action, thing))

    def send(self, number, action, thing):
        self.sent.append([number, action, thing])
        if number > 0 and self.answers[number - 1] is not None:
            answer_permission(self.system.machine, self.system.context.thread, number, self.answers[number - 1])


def test_each_question_has_its_answer():
    asked = Asked([True, False, True])
    assert [asked.waiting.ask('read', f'/{k}') for k in range(3)] == [True, False, True]
    assert asked.sent == [[1, 'read', '/0'], [2, 'read', '/1'], [3, 'read', '/2']]


def test_a_signal_ends_the_wait_and_takes_the_question_back():
    asked = Asked([None, True])
    processes = asked.system.machine.processes
    processes.set(0, HANDLED_LOW, (1 << SIGINT) | (1 << SIGWINCH))
    processes.set(0, PENDING_LOW, (1 << SIGINT) | (1 << SIGWINCH))
    assert not asked.waiting.ask('write', '/x')
    assert asked.sent == [[1, 'write', '/x'], [-1, 'write', '/x']]
    processes.set(0, PENDING_LOW, 1 << SIGWINCH)  # a window that was resized
    assert asked.waiting.ask('write', '/x')

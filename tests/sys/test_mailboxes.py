"""Message ports in shared memory: order, transit, closing, groups, mail."""

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mailboxes import NOBODY, Letter
from runtime_py.sys.system import System


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def letter(text: str, ports: list[int]) -> Letter:
    return Letter(encode(text), ports, [])


def test_letters_come_in_order_and_ring():
    system = make()
    boxes = system.machine.mailboxes
    a, b = system.make_channel(0, 0)
    assert system.post_letter(a, letter('one', [])) and system.post_letter(a, letter('two', []))
    assert system.take_mail() == [b]
    assert system.take_mail() == []
    assert [decode(boxes.take(b).data), decode(boxes.take(b).data)] == ['one', 'two']
    assert not boxes.has_letter(b)


def test_a_port_travels_with_what_waits_in_it():
    system = make()
    boxes = system.machine.mailboxes
    a, b = system.make_channel(0, 0)
    c, d = system.make_channel(0, 0)
    system.post_letter(c, letter('early', []))
    boxes.move(d, NOBODY)
    system.post_letter(a, letter('with a port', [d]))
    assert system.take_mail() == [b]
    assert boxes.take(b).ports == [d]
    boxes.move(d, 0)
    assert system.take_mail() == [d]
    assert decode(boxes.take(d).data) == 'early'


def test_closing_tells_the_peer_and_frees_what_is_in_transit():
    system = make()
    boxes = system.machine.mailboxes
    a, b = system.make_channel(0, 0)
    c, d = system.make_channel(0, 0)
    boxes.move(d, NOBODY)
    system.post_letter(a, letter('', [d]))
    boxes.close(b)
    assert boxes.peer_is_closed(a) and boxes.peer_is_closed(c)
    assert boxes.ports(0) == [c, a]
    assert system.post_letter(a, letter('lost', []))
    boxes.free_all_of(0)
    assert boxes.ports(0) == []


def test_a_group_is_all_ports_of_a_name():
    system = make()
    boxes = system.machine.mailboxes
    x = [system.make_port(0) for _ in range(3)]
    for k, name in enumerate(['news', 'news', 'other']):
        boxes.join_group(x[k], name)
    assert boxes.others(x[0]) == [x[1]]
    assert boxes.others(x[2]) == []


def test_threads_share_the_working_folder_and_close_their_own_files():
    system = make()
    system.mkdir('/d', 0o777)
    slot = system.make_thread(system.next_thread_number(), False)
    thread = System(system.machine, 0, '', lambda launch: None, slot)
    assert thread.getcwd() == '/'
    system.chdir('/d')
    system.umask(0o077)
    assert [thread.getcwd(), thread.umask(-1)] == ['/d', 0o077]
    mine = system.open('/d/a', 0o102, 0o666)
    own = thread.open('/d/a', 0, 0)
    owners = [[found[0], found[1] >> 8] for found in system.machine.tables.entries(system.table)]
    assert owners == [[mine, 0], [own, slot]]
    assert system.list_processes()[0].pid == system.pid and len(system.list_processes()) == 1

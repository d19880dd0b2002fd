"""No fields overlap in sys's area of the shared memory."""

from runtime_py.ipc.waitqueue import QUEUE_WORDS
from runtime_py.sys.layout import AREA_BYTES, BUSY_OF_ENDED, ENTRY_WORDS, LOOP_RESTS_SINCE, QUEUE, STARTED, THREAD_OF
from runtime_py.vfs.layout import SYS_AREA_BYTES


def test_the_area_holds_the_process_table() -> None:
    assert AREA_BYTES <= SYS_AREA_BYTES


def test_words_of_an_entry_do_not_overlap() -> None:
    assert QUEUE + QUEUE_WORDS <= THREAD_OF
    assert (
        BUSY_OF_ENDED + 2 <= LOOP_RESTS_SINCE
        and LOOP_RESTS_SINCE + 2 <= STARTED
        and STARTED + 2 <= ENTRY_WORDS
        and ENTRY_WORDS % 2 == 0
    )

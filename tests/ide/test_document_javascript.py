"""A document of the editor over a file system in memory."""

from __future__ import annotations

from runtime_py.ide.document import Document
from runtime_py.ide.folder_watches import FolderWatches
from runtime_py.platform.bytes import Bytes, alloc, decode, encode
from runtime_py.platform.maps import Map


class Failure(Exception):
    def __init__(self, code: str) -> None:
        super().__init__('')
        self.code = code
        self.message = code


class Stat:
    def __init__(self, size: int) -> None:
        self.size = size


class Files:
    """`files`: path -> content; each call is an asynchronous step."""

    def __init__(self) -> None:
        self.files = Map()
        self.refuses = ''
        self.watched: list = []

    def _content(self, path: str) -> Bytes:
        if not self.files.has(path):
            raise Failure('ENOENT')
        return self.files.get(path)

    async def stat(self, path: str) -> Stat:
        return Stat(len(self._content(path)))

    async def readFile(self, path: str) -> Bytes:
        return self._content(path)

    async def writeFile(self, path: str, content: str) -> None:
        if self.refuses != '':
            raise Failure(self.refuses)
        self.files.set(path, encode(content))

    async def mkdir(self, path: str, options: object) -> None:
        self.files.set(path, encode(''))

    def text(self, path: str) -> str:
        return decode(self.files.get(path))

    def watch(self, folder: str, listener: object) -> Watch:
        found = Watch(folder, listener)
        self.watched.append(found)
        return found


class Watch:
    def __init__(self, folder: str, listener: object) -> None:
        self.folder = folder
        self.listener = listener
        self.is_open = True

    def close(self) -> None:
        self.is_open = False


class Text:
    def __init__(self, text: str) -> None:
        self._text = text

    def toString(self) -> str:
        return self._text


class State:
    def __init__(self, text: str, on_edit: object) -> None:
        self.doc = Text(text)
        self.on_edit = on_edit


class Desk:
    """A file and the document that shows it."""

    def __init__(self, content: Bytes) -> None:
        self.files = Files()
        self.files.files.set('a', content)
        self.said: list[str] = []
        self.document = Document(
            self.files,
            'a',
            lambda path, text, keeps, on_edit, on_save: State(text, on_edit),
            lambda: None,
            lambda message: self.said.append(message),
        )

    def type(self, text: str) -> None:
        edited = self.document.state.on_edit
        self.document.put(lambda state: State(text, edited))
        edited()

    def change(self, content: str) -> None:
        self.files.files.set('a', encode(content))


async def opened(content: str) -> Desk:
    desk = Desk(encode(content))
    await desk.document.open()
    return desk


async def refused(content: Bytes) -> str:
    try:
        await Desk(content).document.open()
    except Exception as error:
        return error.message
    return ''


async def test_lines_end_as_they_did() -> None:
    desk = await opened('\ufeffa\r\nb\r\n')
    assert desk.document.text() == 'a\nb\n'
    desk.type('a\nb\nc\n')
    await desk.document.save()
    assert desk.files.text('a') == '\ufeffa\r\nb\r\nc\r\n' and not desk.document.dirty
    desk.change('\ufeffx\r\n')
    assert await desk.document.look_at_disk() == 'x\n'


async def test_what_is_no_text_is_refused() -> None:
    latin = alloc(1)
    latin[0] = 0xE4
    assert await refused(latin) == 'a is not a text file in UTF-8'
    assert await refused(alloc(3)) == 'a is not a text file in UTF-8'
    assert await refused(alloc(5000000)) == 'a is too large for the editor (5 MB)'


async def test_a_change_that_was_not_seen_is_not_overwritten() -> None:
    desk = await opened('a')
    desk.type('mine')
    desk.change('theirs')
    await desk.document.save()
    assert desk.document.conflict and desk.document.dirty and desk.files.text('a') == 'theirs'
    await desk.document.save_unasked()
    assert desk.files.text('a') == 'theirs'
    await desk.document.save()
    assert desk.files.text('a') == 'mine' and not desk.document.conflict and not desk.document.dirty


async def test_a_conflict_ends_when_the_file_is_as_before() -> None:
    desk = await opened('a')
    desk.type('mine')
    desk.change('theirs')
    assert await desk.document.look_at_disk() is None and desk.document.conflict
    desk.change('a')
    await desk.document.look_at_disk()
    assert not desk.document.conflict and desk.document.dirty
    await desk.document.save_unasked()
    assert desk.files.text('a') == 'mine'


async def test_a_deleted_file_is_written_again_only_when_asked() -> None:
    desk = await opened('a')
    desk.document.path = 'f/a'
    desk.type('mine')
    await desk.document.save_unasked()
    assert desk.document.gone and desk.document.dirty and not desk.files.files.has('f/a')
    await desk.document.save_unasked()
    assert not desk.files.files.has('f/a')
    await desk.document.save()
    assert desk.files.text('f/a') == 'mine' and desk.files.files.has('f') and not desk.document.gone


async def test_what_cannot_be_saved_stays_dirty() -> None:
    desk = await opened('a')
    desk.type('mine')
    desk.files.refuses = 'ENOSPC'
    await desk.document.save()
    assert desk.document.dirty and desk.said == ['ENOSPC']
    desk.files.refuses = ''
    first = desk.document.save()
    second = desk.document.save()
    await first
    await second
    assert desk.files.text('a') == 'mine' and not desk.document.dirty


async def test_another_kind_of_lines_needs_another_state() -> None:
    desk = await opened('a\n')
    desk.change('a\r\nb\n')
    text = await desk.document.look_at_disk()
    assert text == 'a\r\nb\n' and not desk.document.fits_state()
    desk.document.renew(text)
    assert desk.document.fits_state() and desk.document.text() == text


async def test_changes_follow_a_renamed_file() -> None:
    desk = await opened('a')
    desk.type('mine')
    desk.files.files.set('b', encode('a'))
    desk.document.follow('b')
    await desk.document.save()
    assert desk.files.text('b') == 'mine' and desk.files.text('a') == 'a'


async def test_a_folder_that_is_made_again_is_watched_again() -> None:
    files = Files()
    heard: list = []
    watches = FolderWatches(files, lambda folder, name: heard.append([folder, name]))
    watches.keep(['src/a', 'src'])
    assert [watch.folder for watch in files.watched] == ['src/a', 'src', '.']
    files.files.set('src', encode(''))
    files.files.set('src/a', encode(''))
    await files.watched[2].listener('rename', 'src')
    assert [watch.folder for watch in files.watched if watch.is_open] == ['.', 'src', 'src/a']
    assert heard == [['.', 'src'], ['src', ''], ['src/a', '']]
    files.files.delete('src/a')
    await files.watched[3].listener('rename', 'a')
    assert [watch.folder for watch in files.watched if watch.is_open] == ['.', 'src']
    files.files.set('src/a', encode(''))
    await files.watched[3].listener('rename', 'a')
    assert [watch.folder for watch in files.watched if watch.is_open] == ['.', 'src', 'src/a']
    watches.keep([])
    assert len([watch for watch in files.watched if watch.is_open]) == 0

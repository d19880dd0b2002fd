"""The output of a program without a terminal, as three streams: stdout, stderr, and both in order of arrival.

A piece is kept until all streams with a reader have it, so a reader of one needn't read the others, and a program that
writes faster than it is read has to wait. Must not know processes."""

STDOUT = 1
STDERR = 2
BOTH = 0


class _Piece:
    def __init__(self, source: int, data: object):
        self.source = source
        self.data = data
        self.taken: list = []

    def is_for(self, stream: int) -> bool:
        return stream == BOTH or stream == self.source


class OutputLog:
    """`release(source, size)` is called when bytes aren't needed any more."""

    def __init__(self, release: object):
        self._release = release
        self._pieces: list = []
        self._readers: list = []  # numbers of the streams with a reader
        self._controllers = Map()
        self._waiting = Map()
        self._decoders = Map()
        self._ended: list = []
        self.on_drop = None  # never called: pipes aren't interrupted
        self.stream = self._stream(BOTH)
        self.stdout = self._stream(STDOUT)
        self.stderr = self._stream(STDERR)

    def _stream(self, number: int) -> object:
        # a decoder for each source of each stream, since characters may be split
        self._decoders.set(number, {'1': TextDecoder(), '2': TextDecoder()})
        return ReadableStream(
            {
                'start': lambda controller: self._controllers.set(number, controller),
                'pull': lambda controller: self._pull(number),
                'cancel': lambda reason: self._leave(number),
            },
            {'highWaterMark': 0},
        )

    def put(self, source: int, data: object) -> None:
        self._pieces.append(_Piece(source, data))
        self._serve_all()

    def end(self, source: int) -> None:
        self._ended.append(source)
        self._serve_all()

    @property
    def is_open(self) -> bool:
        return STDOUT not in self._ended or STDERR not in self._ended

    def drop(self) -> None:
        """Does nothing: there is no terminal and thus no interrupt."""

    def interrupted(self) -> None:
        """Does nothing: Ctrl-C is an ordinary byte here."""

    def fail(self, error: object) -> None:
        """The whole machine failed."""
        for controller in self._controllers.values():
            end_stream(controller, error)
        self._controllers.clear()

    def _pull(self, number: int) -> None:
        """A read waits; called by the stream once per piece."""
        if number not in self._readers:
            self._readers.append(number)
        self._waiting.set(number, True)
        self._serve(number)
        self._tidy()

    def _leave(self, number: int) -> None:
        self._controllers.delete(number)
        if number in self._readers:
            self._readers.remove(number)
        self._tidy()

    def _serve_all(self) -> None:
        for number in list(self._readers):
            self._serve(number)
        self._tidy()

    def _serve(self, number: int) -> None:
        """Gives the next piece to a waiting read, or the end when all pieces were given."""
        controller = self._controllers.get(number)
        if controller is None or not self._waiting.get(number):
            return
        for piece in self._pieces:
            if piece.is_for(number) and number not in piece.taken:
                piece.taken.append(number)
                text = self._decoders.get(number)[str(piece.source)].decode(piece.data, {'stream': True})
                if text != '':
                    self._waiting.set(number, False)
                    controller.enqueue(text)
                    return
        if self._has_ended(number):
            self._close(number, controller)

    def _close(self, number: int, controller: object) -> None:
        decoders = self._decoders.get(number)
        rest = decoders['1'].decode() + decoders['2'].decode()  # incomplete characters
        if rest != '':
            controller.enqueue(rest)
        self._leave(number)
        controller.close()

    def _has_ended(self, number: int) -> bool:
        return all([source in self._ended for source in [STDOUT, STDERR] if number in (BOTH, source)])

    def _is_done(self, piece: _Piece) -> bool:
        readers = [number for number in self._readers if piece.is_for(number)]
        if len(readers) > 0:
            return all([number in piece.taken for number in readers])
        return len(piece.taken) > 0 or not self._controllers.has(piece.source)

    def _tidy(self) -> None:
        """Drops pieces that no stream needs any more."""
        done = [piece for piece in self._pieces if self._is_done(piece)]
        if len(done) > 0:
            self._pieces = [piece for piece in self._pieces if piece not in done]
            for piece in done:
                self._release(piece.source, piece.data.byteLength)


def end_stream(controller: object, error: object) -> None:
    """Ends or fails a stream. A teardown ends it normally: readers need no error handler."""
    if error.code == 'ETORNDOWN':
        controller.close()
    else:
        controller.error(error)

"""The marks that `jsh --osc` writes (`ESC ] 654 ; ... BEL`), each in a chunk of its own: clients look for at most one
per chunk. Must not know processes."""

START = '\x1b]654;'
END = '\x07'
LONGEST = 64


class MarkSplitter:
    """A mark that is cut at the end of a text waits for the rest."""

    def __init__(self):
        self._held = ''

    def split(self, text: str) -> list:
        whole = self._held + text
        self._held = ''
        if START not in whole:
            return [whole]
        parts: list = []
        at = 0
        while at < len(whole):
            begin = whole.find(START, at)
            if begin < 0:
                begin = len(whole)
            if begin > at:
                parts.append(whole[at:begin])
            end = whole.find(END, begin)
            if begin < len(whole) and end < 0 and len(whole) - begin <= LONGEST:
                self._held = whole[begin:]
                break
            at = len(whole) if end < 0 else end + 1
            if at > begin:
                parts.append(whole[begin:at])
        return parts

    def rest(self) -> str:
        """The waiting text, at the end."""
        held = self._held
        self._held = ''
        return held


class Turns:
    """After a Ctrl-C a client may have two reads waiting, which get texts in turn: one for the end of the interrupted
    command, one for the prompt (bolt.diy does this). The read for the command's end came first, so the mark must arrive
    in its turn: after an even number of texts. An empty text, which has no effect, corrects the parity."""

    def __init__(self):
        self._count = -1  # texts since a Ctrl-C with a read waiting; below 0: parity doesn't matter

    def interrupted(self, somebody_waits: bool) -> None:
        self._count = 0 if somebody_waits else -1

    def is_off(self, text: str) -> bool:
        """Whether an empty text must come before this one."""
        if self._count < 0:
            return False
        if not text.startswith(START + 'exit'):
            self._count += 1
            return False
        is_odd = self._count % 2 == 1
        self._count = -1
        return is_odd

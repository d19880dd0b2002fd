"""The marks that `jsh --osc` writes (`ESC ] 654 ; ... BEL`), each in a chunk of its own: clients look for one in every chunk. Must not know processes."""

START = '\x1b]654;'
END = '\x07'
LONGEST = 64


class MarkSplitter:
    """A mark that is cut by the end of a text waits for its rest."""

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
        """What waited, at the end."""
        held = self._held
        self._held = ''
        return held

"""bash's history expansion of a typed line: !! !$ !n !-n !text !?text? !# ^old^fresh^, word designators and modifiers (bash's
manual, 9.3). Pure: lines go in, a text or a problem comes out."""

from __future__ import annotations

from runtime_py.shell.bash.history_words import after_quote, words_of
from runtime_py.shell.quoting import quoted

_NEVER = ' \t\n\r='  # after a !: it is just that


class HistoryProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Expanded:
    def __init__(self, text: str, changed: bool, only_shown: bool) -> None:
        self.text = text
        self.changed = changed
        self.only_shown = only_shown


class HistoryExpansion:
    """Of one shell: it remembers the last substitution (:& and :s//x/) and search (:%)."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.first = 1  # the number of the first line
        self.extglob = True
        self._old = ''
        self._new = ''
        self._sought = ''
        self._matched = ''  # the word that !?text? found
        self._line = ''
        self._k = 0
        self._only_shown = False
        self._done = ''

    def expand(self, line: str) -> Expanded:
        """Raises HistoryProblem."""
        self._only_shown = False
        self._done = ''
        if line.startswith('^'):
            parts = _split(line[1:], '^')
            rest = parts[2] if len(parts) > 2 else ''
            line = f'!!:s^{parts[0]}^{parts[1] if len(parts) > 1 else ""}^{rest}'
        elif '!' not in line:
            return Expanded(line, False, False)
        self._line = line
        self._k = 0
        changed = self._copy()
        return Expanded(self._done, changed, self._only_shown)

    def _copy(self) -> bool:
        """Copies the line to `_done`, with its designators replaced. Whether there were any."""
        line = self._line
        changed = False
        quoted = False
        while self._k < len(line):
            letter = line[self._k]
            if letter == '\\' and self._k + 1 < len(line):
                self._take(2)
            elif letter == '"':
                quoted = not quoted
                self._take(1)
            elif letter == "'" and not quoted:
                self._take(after_quote(line, self._k) - self._k)
            elif letter == '!' and self._begins(quoted):
                self._done += self._designated()
                changed = True
            else:
                self._take(1)
        return changed

    def _take(self, count: int) -> None:
        self._done += self._line[self._k : self._k + count]
        self._k += count

    def _begins(self, quoted: bool) -> bool:
        line = self._line
        after = line[self._k + 1 : self._k + 2]
        before = line[self._k - 1 : self._k] if self._k > 0 else ''
        if after == '' or after in _NEVER or (after == '(' and self.extglob) or (after == '"' and quoted):
            return False
        if before == '[' and ']' in line[self._k :]:
            return False  # [!a-z]
        if before == '{' and line[self._k - 2 : self._k - 1] == '$' and '}' in line[self._k :]:
            return False  # ${!name}
        return before != '$'

    def _designated(self) -> str:
        start = self._k
        event = self._event()
        words = self._words(event, start)
        text = event if words is None else ' '.join(words)
        return self._modified(text, words, start)

    # events

    def _event(self) -> str:
        line = self._line
        start = self._k
        self._k += 1
        letter = line[self._k]
        if letter == '!':
            self._k += 1
            return self._recent(1, start)
        if letter == '#':
            self._k += 1
            return self._done
        if letter in ':$^*%' or (letter == '-' and not line[self._k + 1 : self._k + 2].isdigit()):
            return self._matched_event() if letter == '%' else self._recent(1, start)
        if letter == '-' or letter.isdigit():
            return self._numbered(start)
        return self._found(start)

    def _matched_event(self) -> str:
        return self._recent(1, self._k)

    def _recent(self, back: int, start: int) -> str:
        if back < 1 or back > len(self.lines):
            self._missing(start)
        return self.lines[len(self.lines) - back]

    def _numbered(self, start: int) -> str:
        line = self._line
        back = line[self._k] == '-'
        end = self._k + (1 if back else 0)
        begin = end
        while end < len(line) and line[end].isdigit():
            end += 1
        self._k = end
        number = int(line[begin:end])
        if back:
            return self._recent(number, start)
        at = number - self.first
        if at < 0 or at >= len(self.lines):
            self._missing(start)
        return self.lines[at]

    def _found(self, start: int) -> str:
        """!text: the newest line that begins with it; !?text?: that contains it."""
        line = self._line
        anywhere = line[self._k] == '?'
        if anywhere:
            self._k += 1
        begin = self._k
        while self._k < len(line) and not self._ends_text(line[self._k], anywhere, self._k > begin):
            self._k += 1
        text = line[begin : self._k]
        if anywhere and self._k < len(line) and line[self._k] == '?':
            self._k += 1
        if anywhere:
            text = text if text != '' else self._sought
            self._sought = text
        for at in range(len(self.lines) - 1, -1, -1):
            found = self.lines[at]
            if text != '' and (text in found if anywhere else found.startswith(text)):
                if anywhere:
                    self._matched = [*[word for word in words_of(found) if text in word], ''][0]
                return found
        self._missing(start)
        return ''

    def _ends_text(self, letter: str, anywhere: bool, inside: bool) -> bool:
        if anywhere:
            return letter in '?\n'
        if letter == '-':
            return inside
        return letter in ' \t\n:;&()|<>^$*%"'

    def _missing(self, start: int) -> None:
        raise HistoryProblem(f'{self._line[start : max(self._k, start + 1)]}: event not found')

    # words

    def _words(self, event: str, start: int) -> list[str] | None:
        """The designated words; None: the whole line."""
        line = self._line
        letter = line[self._k : self._k + 1]
        if letter == ':' and line[self._k + 1 : self._k + 2] in _WORD_LETTERS and self._k + 1 < len(line):
            self._k += 1
        elif letter == '' or letter not in '^$*-%':
            return None
        words = words_of(event)
        last = len(words) - 1
        begin = self._k
        if line[self._k] == '%':
            self._k += 1
            return [self._matched]
        if line[self._k] == '*':
            self._k += 1
            return words[1:]
        first = 0 if line[self._k] == '-' else self._position(last)
        end = first
        after = line[self._k : self._k + 1]
        if after == '*':
            self._k += 1
            end = max(last, first - 1)
        elif after == '-':
            self._k += 1
            if self._k < len(line) and line[self._k] in '$^0123456789':
                end = self._position(last)
            else:
                end = last - 1
        if first > last + (1 if end < first else 0) or end > last or end < first - 1:
            raise HistoryProblem(
                f'{line[begin - 1 if line[begin - 1] == ":" else begin : self._k]}: bad word specifier'
            )
        return words[first : end + 1]

    def _position(self, last: int) -> int:
        line = self._line
        if line[self._k] in '^$':
            self._k += 1
            return 1 if line[self._k - 1] == '^' else last
        begin = self._k
        while self._k < len(line) and line[self._k].isdigit():
            self._k += 1
        return int(line[begin : self._k])

    # modifiers

    def _modified(self, text: str, words: list[str] | None, start: int) -> str:
        line = self._line
        while line[self._k : self._k + 1] == ':' and self._k + 1 < len(line):
            begin = self._k
            everywhere = False
            each = False
            k = self._k + 1
            while k < len(line) and line[k] in 'gaG':
                everywhere = everywhere or line[k] in 'ga'
                each = each or line[k] == 'G'
                k += 1
            letter = line[k : k + 1]
            if letter == '' or letter not in 'htrepqxs&':
                raise HistoryProblem(f'{line[begin : k + 1]}: unrecognized history modifier')
            self._k = k + 1
            if letter in 's&':
                if letter == 's':
                    self._read_substitution()
                text = self._substituted(text, everywhere, each, begin)
            elif letter == 'p':
                self._only_shown = True
            else:
                text = _shortened(letter, text)
        return text

    def _read_substitution(self) -> None:
        line = self._line
        if self._k >= len(line):
            return
        mark = line[self._k]
        parts = _split(line[self._k + 1 :], mark)
        old = parts[0]
        fresh = parts[1] if len(parts) > 1 else ''
        used = len(line) - self._k if len(parts) < 3 else len(line) - self._k - len(parts[2])
        self._k += used
        if old == '':
            old = self._old if self._old != '' else self._sought
        else:
            old = old.replace('\\' + mark, mark)
        self._old = old
        self._new = _with_old(fresh.replace('\\' + mark, mark), old)

    def _substituted(self, text: str, everywhere: bool, each: bool, begin: int) -> str:
        if self._old == '' or self._old not in text:
            raise HistoryProblem(f'{self._line[begin : self._k]}: substitution failed')
        if each:
            return ' '.join([word.replace(self._old, self._new, 1) for word in words_of(text)])
        return text.replace(self._old, self._new) if everywhere else text.replace(self._old, self._new, 1)


_WORD_LETTERS = '0123456789^$*-%'


def _shortened(letter: str, text: str) -> str:
    slash = text.rfind('/')
    dot = text.rfind('.')
    if letter == 'h':
        return text[:slash] if slash > 0 else text
    if letter == 't':
        return text[slash + 1 :]
    if letter == 'r':
        return text[:dot] if dot > slash else text
    if letter == 'e':
        return text[dot:] if dot > slash else text
    if letter == 'q':
        return quoted(text)
    return ' '.join([quoted(word) for word in text.replace('\n', ' ').replace('\t', ' ').split(' ')])  # :x


def _split(text: str, mark: str) -> list[str]:
    """At the first two marks without a backslash: at most three parts."""
    parts = ['']
    k = 0
    while k < len(text):
        if text[k] == '\\' and text[k + 1 : k + 2] == mark:
            parts[len(parts) - 1] += text[k : k + 2]
            k += 2
        elif text[k] == mark:
            parts.append('')
            k += 1
            if len(parts) == 3:
                parts[2] = text[k:]
                break
        else:
            parts[len(parts) - 1] += text[k]
            k += 1
    return parts


def _with_old(fresh: str, old: str) -> str:
    """& stands for what is replaced."""
    made = ''
    k = 0
    while k < len(fresh):
        if fresh[k] == '\\' and fresh[k + 1 : k + 2] == '&':
            made += '&'
            k += 1
        else:
            made += old if fresh[k] == '&' else fresh[k]
        k += 1
    return made

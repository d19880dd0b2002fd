"""A preview of the build: files of `dist/` as a plain host serves them, with the page for the paths of client-side
routers. Pure but for the files."""

from __future__ import annotations

from runtime_py.devserver.application import Answer, Request, text_answer
from runtime_py.devserver.context import Files
from runtime_py.devserver.kinds import content_type
from runtime_py.devserver.paths import Url, decode_percent, is_inside, join


class StaticSite:
    """`hashed` is the path below which names have digests, so that browsers may cache those files."""

    def __init__(self, files: Files, root: str, hashed: str) -> None:
        self._files = files
        self._root = root
        self._hashed = hashed

    async def answer(self, request: Request) -> Answer:
        if request.method not in ['GET', 'HEAD']:
            return text_answer(405, 'text/plain; charset=utf-8', f'{request.method} is not served here\n')
        path = decode_percent(Url(request.target).path)
        file = join(self._root, path.lstrip('/'))
        candidates = [file, file + '/index.html', file + '.html']
        if 'text/html' in request.accept:
            candidates.append(join(self._root, 'index.html'))
        for candidate in candidates:
            content = (
                self._files.read(candidate)
                if is_inside(self._root, candidate) and self._files.is_file(candidate)
                else None
            )
            if content is not None:
                answer = Answer(200, content_type(candidate), content)
                answer.is_immutable = path.startswith(self._hashed)
                return answer
        return text_answer(404, 'text/plain; charset=utf-8', f'{path} does not exist\n')

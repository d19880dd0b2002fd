"""The predictor's model as a file of the workspace. It never leaves the browser: nothing here sends it anywhere.

A file that can't be read is put aside, and the predictor begins anew. Must not know what the model is used for."""

from runtime_py.platform.bytes import decode, encode
from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.model_text import BadModel, model_text, read_model

FOLDER = '/home/user/.cache/terrarium'
FILE = f'{FOLDER}/predictions.json'
DAMAGED = f'{FOLDER}/predictions.damaged.json'
_FOLDERS = ['/home/user/.cache', FOLDER]
BAD_MODEL = 'ERR_TERRARIUM_PREDICTIONS'


class ModelFile:
    """`warn(text, code)` tells the user."""

    def __init__(self, system: object, contents: object, warn: object) -> None:
        self._system = system
        self._contents = contents
        self._warn = warn

    async def read(self) -> Model:
        data = await self._contents.with_contents(lambda: self._system.read_file(FILE))
        if js_typeof(data) == 'number':
            return Model()
        try:
            return read_model(decode(data))
        except BadModel as problem:
            self._system.rename(FILE, DAMAGED)
            self._warn(
                f'What was learned for predictions can not be read ({FILE}: {problem.message}). It is kept as {DAMAGED}, and the predictor begins anew.',
                BAD_MODEL,
            )
            return Model()

    def write(self, model: Model) -> None:
        """A full disk costs what was learned, nothing else."""
        for path in _FOLDERS:
            self._system.mkdir(path, 0o755)
        if self._system.write_file(f'{FILE}.new', encode(model_text(model)), 0o600) >= 0:
            self._system.rename(f'{FILE}.new', FILE)

    def remove(self) -> None:
        self._system.unlink(FILE)
        self._system.unlink(DAMAGED)

"""Today's tools, in the order of docs/TOOLS.md."""
from tests.latest.command_lines import COMMAND_LINES
from tests.latest.frameworks import FRAMEWORKS
from tests.latest.refused import REFUSED

TOOLS = [*FRAMEWORKS, *COMMAND_LINES, *REFUSED]

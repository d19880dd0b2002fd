"""Today's tools, in the order of docs/TOOLS.md."""

from tests.latest.builders import BUILDERS
from tests.latest.checkers import CHECKERS
from tests.latest.command_lines import COMMAND_LINES
from tests.latest.creators import CREATORS
from tests.latest.frameworks import FRAMEWORKS
from tests.latest.libraries import LIBRARIES
from tests.latest.plugins import PLUGINS
from tests.latest.projects import PROJECTS
from tests.latest.refused import REFUSED
from tests.latest.runners import RUNNERS
from tests.latest.servers import SERVERS
from tests.latest.sites import SITES

TOOLS = [
    *FRAMEWORKS,
    *SITES,
    *CREATORS,
    *RUNNERS,
    *BUILDERS,
    *COMMAND_LINES,
    *CHECKERS,
    *SERVERS,
    *LIBRARIES,
    *PLUGINS,
    *PROJECTS,
    *REFUSED,
]

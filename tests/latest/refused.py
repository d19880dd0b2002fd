"""Tools that can't run here: npm must say so at install, and their command in one sentence. Data only."""
from tests.latest.model import Tool, project

REFUSED = [
    Tool('oxlint', 'oxlint', project('oxlint@latest'), refuses='oxlint@'),
    Tool('Biome', '@biomejs/biome', project('@biomejs/biome@latest'), refuses='@biomejs/biome@'),
    Tool('Turborepo', 'turbo', project('turbo@latest'), refuses='turbo@'),
    Tool('Parcel', 'parcel', project('parcel@latest'), refuses='@parcel/rust@'),
]

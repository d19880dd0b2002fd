"""npm audit: which packages of a tree the registry's advisories are about, what depends on them, and what would mend it."""

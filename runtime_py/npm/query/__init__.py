"""npm query: a language like the selectors of CSS, for the packages of a tree."""

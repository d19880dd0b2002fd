"""POSIX's regular expressions, basic and extended, as JavaScript's and Python's: `translate` is the way in."""

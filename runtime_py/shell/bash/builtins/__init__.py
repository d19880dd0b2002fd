"""The builtins of the shell by subject; the build lists them in `table`. `special` names those that POSIX treats specially."""

"""npm's commands, one file each; the build lists them in `table`."""

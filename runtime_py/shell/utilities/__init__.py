"""The utilities: NAME.py, or NAME/main.py with its other modules. The build lists them in `table` (CONTRIBUTING.md, Add a
utility)."""

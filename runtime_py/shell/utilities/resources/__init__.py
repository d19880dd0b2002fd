"""`resources`: each sub-command is a module here, which main dispatches to."""

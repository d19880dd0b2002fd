"""The monitor: a bundle of its own (monitor.js), loaded when a person opens it. Knows the public API's figures; must
not know the workbench."""

"""The audit log's panel: a bundle of its own (audit.js), loaded when a person opens it. Knows the public API's records;
must not know the workbench."""

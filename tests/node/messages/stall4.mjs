await import("./stalldep.mjs")

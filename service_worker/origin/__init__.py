"""Previews on origins of their own: that origin's service worker (main, answering, lines, homes), its small page (page,
bridge, landing), and the shim of its pages (shim, place, navigator). docs/rooms/origins.md."""

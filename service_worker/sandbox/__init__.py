"""The script of sandboxed previews, whose pages have no origin: main gets a line to the machine, and the other modules bring
what the page loads over it."""

"""What `serve` puts into pages: main (hot updates), hot_modules, sheets, overlay, refresh (React)."""

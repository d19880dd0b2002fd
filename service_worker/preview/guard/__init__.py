"""Protects Terrarium's own data on the origin that it shares with previews: names says what belongs to it, main is for pages,
worker_main for workers."""

"""Decides what runs while the cores are contended: classes of work (classes), fair turns among them (turns), and
servers that come first because a preview waits (precedence). kernel/scheduler.py carries it out."""

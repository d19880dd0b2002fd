"""security: who may do what. Pure: decides and describes, enforces nothing.

    actions       the words: actions, effects, what kind of object an action has
    subject       who acts: program, package, script, kind of process
    objects       paths, hosts and names in one form; what is hostile is refused here
    patterns      what a rule says of objects
    rules, policy a rule; rules with a profile; layers, of which the strictest decides
    profiles      open, careful, strict
    reading       policies from JSON, with every mistake named
    writing       the same back, and how a policy travels to a child

Enforced by sys (front.py), the network door and the bindings of Node. docs/rooms/security.md."""

"""security: policies, the audit log's form, behaviour. Pure: decides and describes, enforces nothing.

    actions       the vocabulary: actions, effects, the kind of object of each action
    subject       who acts: program, package, script, kind of process
    objects       paths, hosts and names in canonical form; anything else is refused here
    patterns      the objects that a rule matches
    rules, policy a rule; rules with a profile; layers, of which the strictest decides
    profiles      open, careful, strict
    reading       policies from JSON; every error names its place
    writing       the reverse, and how a policy is passed to a child
    audit_*       the audit log's form, searches in it, its records in words
    areas, who    kinds of files; the names by which programs are remembered
    trace, baseline, signs, restriction, monitor
                  what runs of programs do, what is unusual or suspicious in it, and what follows
    standing      answers that are kept as rules of a policy
    scrambled, known_names   contents, texts and names that hide or imitate
    firewall      learns hosts, proposes rules, enforces them as a policy

What holds: what isn't understood is denied. A typical sequence: reading -> policy -> sys/policy_front asks -> rules ->
patterns -> an effect.

Enforced by sys (front.py), the network door and the bindings of Node. docs/rooms/security.md."""

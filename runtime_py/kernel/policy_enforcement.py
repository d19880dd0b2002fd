"""Puts the policy of a process before its system calls: in its own worker, or in the kernel's for a confined one. Must
not know how the kernel is told."""

from runtime_py.kernel.once import Once
from runtime_py.security.policy import Decision
from runtime_py.security.writing import read_confinement
from runtime_py.sys.policy_front import PolicyFront
from runtime_py.sys.system import System

MOST_REFUSALS = 1000  # that one process tells of


def confine(system: System, policy: str, path: str, post: object, make_asking: object) -> None:
    """`policy`: the confinement of this process, as the kernel knows it; '' allows everything, and costs nothing.
    `post(message)` reaches the kernel; `make_asking()` returns what decides (action, thing, decision) where the policy
    says ask."""
    if policy != '':
        confinement = read_confinement(policy)
        system.context.profile = confinement.profile()
        system.context.is_bound = True
        subject = confinement.subject(path[path.rfind('/') + 1 :])
        PolicyFront(system, confinement.policy(), subject, tell_once(post), make_asking()).put()


def refusal(action: str, thing: str, decision: Decision) -> object:
    """The message that tells the kernel of one."""
    return {'type': 'refused', 'action': action, 'thing': thing, 'effect': decision.effect, 'why': decision.why}


def tell_once(post: object) -> object:
    """Tells of refusals: of each once, for a program may try the same thing in a loop."""
    once = Once(MOST_REFUSALS)

    def tell(action: str, thing: str, decision: Decision) -> None:
        if once.is_new(f'{action}\0{thing}'):
            post(refusal(action, thing, decision))

    return tell

"""The messages by which a sandboxed preview asks the page around it for a line to the machine, and is given one."""

ASK = 'terrarium:sandbox?'
GIVE = 'terrarium:sandbox'

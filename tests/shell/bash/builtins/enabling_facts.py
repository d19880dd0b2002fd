"""enabling in bash 5.2: [script, output, status]."""

CASES = [
    [
        'enable -n test; enable -n; test 1 = 1; echo $?; builtin test; echo $?; (enab'
        'le test; enable -n; type -t test); enable -n; enable test; type -t test',
        'enable -n test\n0\n1\nbuiltin\nenable -n test\nbuiltin\n',
        0,
    ],
    [
        'enable -a | head -3; enable nope; echo $?; enable -s | head -3; enable -p | head -2',
        'enable .\nenable :\nenable [\n1\nenable .\nenable :\nenable break\nenable .\nenable :\n',
        0,
    ],
    [
        "help -s cd; help nope; echo $?; help -s ec",
        "cd: cd [-L|[-P [-e]] [-@]] [dir]\n1\n"
        'echo: echo [-neE] [arg ...]\n',
        0,
    ],
    ['suspend; echo $?', '1\n', 0],
]

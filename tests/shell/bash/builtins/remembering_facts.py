"""fc and history in bash 5.2, after which the list has three echo lines: [script, output, status]."""

CASES = [
    ['fc -l', '1\t echo 1\n2\t echo 2\n3\t echo 3\n', 0],
    ['fc -l 2 3', '2\t echo 2\n3\t echo 3\n', 0],
    ['fc -ln 2 3', '\t echo 2\n\t echo 3\n', 0],
    ['fc -lr 2 3', '3\t echo 3\n2\t echo 2\n', 0],
    ['fc -l -2', '2\t echo 2\n3\t echo 3\n', 0],
    ['fc -l "echo 3"', '3\t echo 3\n', 0],
    ['fc -s 2', '2\n', 0],
    ['fc -s 2=two "echo 2"', 'two\n', 0],
    ['fc -s nope', '', 1],
    ['fc -l nope', '', 1],
    ['fc -z', '', 2],
    [
        'history; history 2; history -d 2; history',
        '    1  echo 1\n    2  echo 2\n    3  echo 3\n    2  echo 2\n    3  echo 3\n    1  echo 1\n    2 '
        ' echo 3\n',
        0,
    ],
    ['history -d 9', '', 1],
    ['history -d -1; history; history -d 1-2; history', '    1  echo 1\n    2  echo 2\n', 0],
    ['history x', '', 1],
    ['history -z', '', 2],
    ["history -p '!!' '!1:$'; history -p '!x'", 'echo 3\n1\n', 1],
    ['history -s "a', '', 2],
    ['b"; history 1', '', 2],
]

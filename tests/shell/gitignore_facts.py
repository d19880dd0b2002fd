"""Results of `git check-ignore`: [[file of patterns, its text]…, ignored paths, kept paths]; a folder's path ends in a slash. test_gitignore_property.py checks them with git."""

CASES = [
    [[['.gitignore', 'node_modules\n*.log\n!keep.log\n']], 'node_modules/ node_modules/a/b.js x/node_modules/ a.log x/y/b.log', 'keep.log x/keep.log node_modules2 log'],
    [[['.gitignore', '/dist\nbuild/\ndocs/*.txt\n']], 'dist dist/ dist/a build/ x/build/ x/build/a docs/a.txt', 'x/dist build docs/b/a.txt x/docs/a.txt docs/'],
    [[['.gitignore', '**/foo\nabc/**\na/**/b\n**/x/y\n']], 'foo z/foo abc/q abc/q/r a/b a/x/b a/x/y/b x/y q/x/y', 'abc/ abc a/bb a/x/c q/x'],
    [[['.gitignore', '#no\n\\#yes\n\\!bang\nsp\\ \ntail  \n\n   \n']], '#yes !bang tail', '#no bang sp'],
    [[['.gitignore', '*\n!*/\n!*.js\n']], 'a.txt x/a.txt x/y/b', 'a.js x/ x/y/ x/y/c.js'],
    [[['.gitignore', 'foo/\n!foo/keep\n']], 'foo/ foo/keep foo/a', 'foo x/keep'],
    [[['.gitignore', 'foo/*\n!foo/keep\n']], 'foo/a foo/b/', 'foo/ foo/keep x/foo/a'],
    [[['.gitignore', '*.tmp\n'], ['sub/.gitignore', '!a.tmp\n/own\nlocal/x\n']],
     'a.tmp sub/b.tmp sub/own sub/local/x b/a.tmp', 'sub/a.tmp sub/deep/own own sub/deep/local/x sub/deep/a.tmp'],
    [[['.gitignore', '[abc].o\n[!x]z\n[[:digit:]]q\nq[\nend\\\n[a-c]9\n[]]w\n']], 'a.o az 7q b9 ]w', 'd.o xz aq q[ end end\\ d9'],
    [[['.gitignore', 'a?c\nfo**o\nx/*/z\n']], 'abc fo-o foo q/foxxo x/1/z', 'ac a/c fo/o x/z x/1/2/z'],
    [[['.gitignore', 'name.txt\r\nother\r\n']], 'name.txt other', 'name other2'],
    [[['.gitignore', '\ufefffirst\nsecond\n']], 'first second', 'third'],
    [[['.gitignore', '/\n!\n//\n**/\n']], 'd/ d/e', 'f'],
    [[['.gitignore', '!a\na\n!b\n'], ['.git/info/exclude', 'b\nc\na\n']], 'a c', 'b'],
    [[['.gitignore', 'constructor\n__proto__\n']], 'constructor __proto__/ x/__proto__', 'toString valueOf/'],
    [[['.gitignore', '/**\n!/a\n']], 'b a/x c/d', 'a a/'],
    [[['.gitignore', '/*\n!/src\n/src/*\n!/src/app\n']], 'x src/lib/ src/a.js', 'src/ src/app/ src/app/main.js'],
]

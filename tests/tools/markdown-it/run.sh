PATH="$PWD/node_modules/.bin:$PATH"
markdown-it page.md; echo "exit $?"
markdown-it --typographer --linkify < page.md; echo "exit $?"
markdown-it -o out.html page.md; cat out.html
markdown-it missing.md > /dev/null 2>&1; echo "exit $?"

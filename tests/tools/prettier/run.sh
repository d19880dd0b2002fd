PATH="$PWD/node_modules/.bin:$PATH"
prettier --check src; echo "exit $?"
prettier --write src > /dev/null; echo "exit $?"
for file in src/*; do echo "== $file"; cat "$file"; done
prettier --check src; echo "exit $?"
echo 'let = ;' | prettier --stdin-filepath broken.js; echo "exit $?"

PATH="$PWD/node_modules/.bin:$PATH"
sass style.scss; echo "exit $?"
sass --style=compressed style.scss out.css; echo "exit $?"; cat out.css out.css.map
sass wrong.scss 2>&1; echo "exit $?"
echo 'a { b { c: 1 + 2 } }' | sass --stdin; echo "exit $?"

PATH="$PWD/node_modules/.bin:$PATH"
for mode in development production; do
  webpack --mode $mode > out.txt; echo "exit $?"; sed -E 's/ in [0-9]+ ms//' out.txt
  ls dist/$mode | grep -v lazy
  node dist/$mode/main.js; node dist/$mode/other.js
done
cat dist/production/*.js; grep -c 'must be gone' dist/production/*.js
echo 'import "./missing"' > src/other.js
webpack --mode production > out.txt; echo "exit $?"; grep -c "Can't resolve './missing'" out.txt

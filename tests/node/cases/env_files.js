// .env files: what util.parseEnv makes of every form, and process.loadEnvFile's paths and errors.
const util = require('util');
const fs = require('fs');

const forms = ['a b=1', 'a b', 'a b\nc=1', 'x\ny=1', 'x y z=1=2', '=', '=x', '==', '  =x', '="q"', 'a=1\n=2\nb=3', '1N=2', '-x=1', 'a.b=1', 'a:b=1', 'a#b=1', '#a=1', ' # a=1', 'a #b=1', 'a= #c', 'a=#c', 'a=b#c', 'a=b #c', 'a="b" #c', 'a="b"#c', 'a="b" c', 'a="b\nc" d\ne=1', 'a="b\nc"d\ne=1', "a='b\\nc'", 'a="b\\nc"', 'a=`b\\nc`', 'a="b', 'a="b\nc=1', "a='b\nc=1", 'a=`b\nc=1', 'a="b"\n', 'a=\'b"\'', 'a="b\'c"', 'a="b\\"c"', 'a=\\"b', 'export a=1', 'export  a=1', 'export\ta=1', 'exporta=1', 'export =1', 'export a b=1', 'EXPORT a=1', 'export export a=1', 'a=\tb\t', 'a\t=b', '\ta=b', 'a=b\r\nc=d\r', 'a=b\rc=d', 'a=b\n\n\n c=d', 'a', 'a\n', '\n', '', ' ', '#', 'a=1#', 'a=1 #', 'a="1 # 2"', 'a=""', "a=''", 'a=``', 'a=" "', 'a= " x " ', 'a= x y ', '"a"=1', "'a'=1", '"a=1', 'a"b=1', 'a=b=c', 'a=b"c"', 'a=b"c\nd"', 'a="\\t"', 'a="\\\\n"', 'a="\\r\\n"', 'a=$b', 'a="$b"', '\u00a0a=1', 'é=1', 'a=é', '\ufeffa=1', '\ufeff\na=1', 'a=1\n\ufeffb=2', 'a=\v1', '\va=1', 'a=1\f', 'a="x"\nb="y"', 'a="x" b="y"', 'a="x"b=c\nd=1', 'a=\nb=1', 'a= \nb=1', 'a=#\nb=1', 'a=\'\n\'', 'a="\n"', 'a=1\0b\nc=2', 'a\\=1', '{a:1}', '[a]\nb=1', 'a:1\nb=2', '//x\nb=2', ';x=1', 'export', 'export\na=1', 'export\n', '#"\na="1"', 'a="#"', "a='#' #'", 'a=`"\'`', 'a="b"c"', 'a="b" "c"', '__proto__=1', 'constructor=1', 'a=1\na=2', '  a  =  1  ', 'a=x\\\ny=1'];
forms.push('export a=', 'export a=\nb=1', 'a="b #c\nd=1', "a='x #y", 'a="x #y', 'a=   ', 'a=\t\nb=2', 'a=  \n\n', 'export = 1', 'export =', '= 1', '=\n', '=\na=1', 'a="x', 'a="x"   ', "a='x'\n\n\nb=1", "a='x'", "a='x' y\nb=2", 'a=`x`\nb=1', 'a=x\n#b=1\n#c\nd=1', 'a\n\n=1', 'a="b"\n=\nc=1', "a=x '\nb='y", '# x = y\nb=1', 'a=1\n  # c\n b=2', 'a=#b="c"\nd=1', 'export x', 'a=\n\n\nb=1', '=a=b');
forms.push('x=1\n  #c=1\nb=2', '\n\n  #c=1\nb=2', 'x="1"\n  #c=1\nb=2', 'x\n  #c=1\nb=2', '#a\n  #c=1\nb=2', 'b=1\na=2', 'é=1\nz=2\nÿ=1', 'x=\n  #c=1\nb=2', 'x=1 \n y=2', "x='1' # 'a\nb=1");
for (const form of forms) console.log(JSON.stringify(form), Object.entries(util.parseEnv(form)));

fs.writeFileSync('some.env', '\ufeffFIRST=1\nSECOND="two\\nlines" # comment\nKEPT=new\n');
process.env.KEPT = 'old';
process.loadEnvFile(Buffer.from('some.env'));
console.log(process.env['\ufeffFIRST'], process.env.SECOND, process.env.KEPT);
fs.mkdirSync('a-folder', { recursive: true });
for (const path of ['a-folder', 'none.env', Buffer.from('none.env'), new URL('file:///none.env'), '', '\0', 5, {}, undefined]) {
  try {
    console.log(process.loadEnvFile(path));
  } catch (error) {
    console.log(error.name, error.code, error.message, error.path);
  }
}
fs.rmSync('some.env');
fs.rmdirSync('a-folder');

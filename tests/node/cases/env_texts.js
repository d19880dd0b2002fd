// util.parseEnv: names of any characters, white space that takes the next line, quotes that stay open, the order
const { parseEnv } = require('util')
const texts = ['A =1', 'A B =1', '=A=1', 'A= ', 'A= \nB=1', ' A=1 ', 'A="\nB=1', 'A="#x\nB=1', "A='#x", 'export  A =1', ' export =1', 'export=1', 'A="x\n#"\n"B=1',
  'A=x"y#z"', 'A="a"b\nC=1', 'A==', 'A\t=\tb\tc\t#d', ' #A=1\nB=2', 'A=1#', 'A= #1', 'A=\n\nB=1', 'A=1\n=2\nB=3', 'A=a\\', 'A="a\\"b"', 'A="\\\\n"', 'A=\n"x"',
  'C=1\r\nB=2\r\n1A=3\r\n"E"=5\r\né=6', '=\n #A=1', 'A=`a\nb`\nB=2', "A='\\n'", 'A', '', '#', 'A=\u00a0x\u00a0', 'B=1\nA=2\nB=3']
for (const text of texts) console.log(JSON.stringify(text), JSON.stringify(parseEnv(text)))

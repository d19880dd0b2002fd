// Names of what is called, as V8 shows them in stacks.
const a={};const p=()=>{const o=Error.prepareStackTrace;Error.prepareStackTrace=(e,s)=>s[1]&&[s[1].getFunctionName(),s[1].getTypeName(),s[1].getMethodName(),String(s[1]).replace(/\/.*\//,'')];const r=new Error('x').stack;Error.prepareStackTrace=o;return r};
a['x']=function(){return p()};a.y=function(){return p()};a.z={w:function(){return p()},v(){return p()}};a.arrow=()=>p();
const b=function(){return p()};class C{m(){return p()} static s=function(){return p()}; f=()=>p()}
a[Symbol('q')]=function(){return p()};exports.e=function(){return p()};module.exports.k={l:function(){return p()}};let u;u=function(){return p()};const {d=function(){return p()}}={};
function K(){};K.prototype.pm=function(){return p()};K.sm=function(){return p()};
a.gen=function*(){yield p()};a.as=async function(){console.log('as',p())};var anon=(0,function(){return p()});
Object.defineProperty(a,'dp',{value:function(){return p()}});a.b={c:{d:{}}};a.b.c.d.e=function(){return p()};
for(const [n,f] of Object.entries({x:()=>a.x(),y:()=>a.y(),w:()=>a.z.w(),v:()=>a.z.v(),arrow:()=>a.arrow(),b,bt:()=>b.call(a),m:()=>new C().m(),s:()=>C.s(),f:()=>new C().f(),sym:()=>a[Object.getOwnPropertySymbols(a)[0]](),e:()=>exports.e(),l:()=>module.exports.k.l(),u:()=>u(),d:()=>d(),pm:()=>new K().pm(),sm:()=>K.sm(),gen:()=>a.gen().next().value,anon:()=>anon(),dp:()=>a.dp(),iife:()=>(function(){return p()})(),cb:()=>[1].map(function(){return p()})[0],deep:()=>a.b.c.d.e(),xo:()=>{const h={x:a.x};return h.x()},xc:()=>a.x.call(undefined),xn:()=>a.x.call(5)}))console.log(n,f());a.as();
{
const p=()=>{const o=Error.prepareStackTrace;Error.prepareStackTrace=(e,s)=>s[1]&&[s[1].getFunctionName(),s[1].getTypeName(),s[1].getMethodName(),String(s[1]).replace(/\/.*\//,'')];const r=new Error('x').stack;Error.prepareStackTrace=o;return r};
const a={'a.b'(){return p()},'q':{'x.y':function(){return p()}}};a['c.d']=function(){return p()};const f=function(){return p()};Object.defineProperty(f,'name',{value:'n.m'});a.f=f;class Foo{'k.l'(){return p()}};const foo=new Foo;Foo.prototype.z=function(){return p()};foo['own']=function(){return p()};function Bar(){this.in=function(){return p()};this['x y']=function(){return p()}};const bar=new Bar;a.bar=bar.in;
const o={};o.m1=function named(){return p()};o.m2=o.m1;Object.prototype.pp=function(){return p()};Foo.Foo2=function(){return p()};
for(const [n,g] of Object.entries({ab:()=>a['a.b'](),xy:()=>a.q['x.y'](),cd:()=>a['c.d'](),f:()=>a.f(),kl:()=>foo['k.l'](),z:()=>foo.z(),own:()=>foo.own(),in:()=>bar.in(),inx:()=>bar['x y'](),abar:()=>a.bar(),m1:()=>o.m1(),m2:()=>o.m2(),pp:()=>o.pp(),foo2:()=>Foo.Foo2(),str:()=>'s'.pp(),mod:()=>require('module').prototype._compile.call(Object.assign(Object.create(require('module').prototype),{id:'x',filename:'/x',paths:[]}),'return 1','/x')}))console.log(n,g());
}

const kFoo = Symbol("kFoo")
for (const name of ["é", "$x", "a b", "1", "a-b", "\u{20000}", kFoo]) {
  const object = {[name]() { throw new Error("x") }}
  try { object[name]() } catch (error) { console.log(error.stack.split("\n")[1].replace(/\/.*\//, "")) }
}

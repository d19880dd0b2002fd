// net and http over the loopback: errors, half-open, keep-alive, chunks, trailers, parse errors, upgrade, Unix sockets.

const net=require('net');
const srv=net.createServer(c=>{ console.log('conn',c.remoteAddress,c.remoteFamily); c.on('data',d=>c.write('echo:'+d)); c.on('end',()=>{console.log('server end');c.end('bye')}); });
srv.listen(0,'127.0.0.1',()=>{ const {port}=srv.address(); console.log('listening',typeof port); 
 const s2=net.createServer(); s2.on('error',e=>console.log(e.message.replace(/\d{4,5}/,'P'))); s2.listen(port);
 const c=net.connect(port,'localhost',()=>{console.log('connected');c.write('hello');}); let got=''; c.on('data',d=>{got+=d; if(got==='echo:hello')c.end()}); c.on('close',()=>{console.log('close',got,c.bytesRead,c.bytesWritten);
  net.connect(1,'127.0.0.1').on('error',e=>{console.log(e.code,e.message); http(port)}); }); });
function http(){ srv.close(()=>console.log('closed')); const http=require('http'); const agent=new http.Agent({keepAlive:true});
 const s=http.createServer((q,r)=>{ let b='';q.on('data',d=>b+=d);q.on('end',()=>{ r.setHeader('X-A',['1','2']); if(q.url==='/big'){r.end(Buffer.alloc(1e6,97));return} if(q.url==='/chunk'){r.write('a');setTimeout(()=>{r.addTrailers({T:'v'});r.end('b')},10);r.setHeader;return} r.end(q.method+' '+q.url+' '+b+' '+q.headers['x-q']+' '+q.httpVersion); }); });
 s.on('clientError',(e,sock)=>{console.log('clientError',e.code,e.reason,e.message,e.bytesParsed);sock.end('HTTP/1.1 400 Bad Request\r\n\r\n')});
 s.on('upgrade',(q,sock,head)=>{sock.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');sock.end('up:'+head)});
 s.listen(0,async()=>{ const port=s.address().port; const get=(p,o={},body)=>new Promise((res,rej)=>{const q=http.request({port,path:p,agent,...o},r=>{let n='';r.on('data',d=>n+=d);r.on('end',()=>res([r.statusCode,n.length>100?n.length:n,r.headers['x-a'],r.trailers,q.reusedSocket]))});q.on('error',rej);q.end(body)});
  console.log(await get('/a',{headers:{'X-Q':'z  '}})); console.log(await get('/p',{method:'POST'},'body')); console.log(await get('/big')); console.log(await get('/chunk',{headers:{TE:'trailers'}})); console.log(await get('/h',{method:'HEAD'}));
  console.log(await new Promise(res=>{const c=net.connect(port);c.write('GARBAGE\r\n\r\n');let o='';c.on('data',d=>o+=d);c.on('close',()=>res(o))}));
  console.log(await new Promise(res=>{const c=net.connect(port);c.write('GET / HTTP/1.1\r\nHost: a\r\nX: '+'y'.repeat(20000)+'\r\n\r\n');let o='';c.on('data',d=>o+=d);c.on('close',()=>res(o))}));
  console.log(await new Promise(res=>{const c=net.connect(port);c.write('GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nHEAD');let o='';c.on('data',d=>o+=d);c.on('close',()=>res(o))}));
  agent.destroy(); s.close(()=>{console.log('http closed'); unix()}); }); }
function unix(){ const s=net.createServer(c=>c.end('unix')); s.listen('/tmp/nb-x.sock',()=>{ net.connect('/tmp/nb-x.sock').on('data',d=>console.log(String(d))).on('close',()=>{s.close();console.log('done')}) }); }

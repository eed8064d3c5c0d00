import {spawn} from '@lydell/node-pty'
const A=process.argv[2]
const names=['big1line','big1utf','big1cjk','big1tabs','big1emoji','big50k','bigjson.json']
const sleep=ms=>new Promise(r=>setTimeout(r,ms))
for (const name of names) {
  const pty=spawn(process.execPath,['dist/lictor.js','kv','-http-addr='+A],{cols:120,rows:40,env:{...process.env,TERM:'xterm-256color',LANG:'C.UTF-8'}})
  let on=()=>{}; let last=''
  pty.onData(d=>{last=d;on(d)})
  await sleep(1200)
  pty.write('/'+name); await sleep(200); pty.write('\r'); await sleep(400); pty.write('e'); await sleep(2500)
  const measure=async(label,key,n=25)=>{const ts=[];let bytes=0
    for(let i=0;i<n;i++){const t=performance.now();const p=new Promise(r=>{on=d=>{bytes+=d.length;r(performance.now()-t)}});pty.write(key);const x=await Promise.race([p,sleep(1500).then(()=>NaN)]);ts.push(x);on=()=>{};await sleep(40)}
    ts.sort((a,b)=>a-b);console.log(name.padEnd(14),label.padEnd(16),'p50',ts[n>>1].toFixed(1),'max',ts[n-1].toFixed(1),'bytes',Math.round(bytes/n))}
  await measure('right','\x1b[C')
  await measure('down','\x1b[B')
  await measure('type','y')
  pty.write('\x1b[6~\x1b[6~');await sleep(300)
  await measure('page down','\x1b[6~',10)
  await measure('type mid','y')
  pty.write('\x1b[1;5F');await sleep(1500)
  await measure('type end','y')
  await measure('newline','\r',8)
  await measure('undo','\x15',8)
  pty.kill()
}
process.exit(0)

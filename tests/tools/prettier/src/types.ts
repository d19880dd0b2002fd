type Shape={kind:"circle",radius:number}|{kind:"square",side:number}
export const area=(s:Shape)=>s.kind==="circle"?Math.PI*s.radius**2:s.side**2

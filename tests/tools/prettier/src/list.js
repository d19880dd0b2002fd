const list=[ 'one' , "two",
   'three' ].map( item=>({item , length:item.length}) )
export default async function* walk(tree){ for(const node of tree){ if(node.children) yield* walk(node.children)
 else yield node?.value ?? null } }

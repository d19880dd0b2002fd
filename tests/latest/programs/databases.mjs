import 'reflect-metadata'
import knexF from 'knex'
import { Kysely, SqliteDialect, DummyDriver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { DataSource, EntitySchema } from 'typeorm'
import { Low, Memory } from 'lowdb'
import { JSONFilePreset } from 'lowdb/node'
import Keyv from 'keyv'
import { MemoryLevel } from 'memory-level'
import { newDb } from 'pg-mem'
import { DatabaseSync } from 'node:sqlite'
const k = knexF({ client: 'pg' })
console.log(k('users').where({ a: 1 }).join('t', 't.id', 'users.t').whereIn('b', [1, 2]).orderBy('c').toSQL().sql)
const ds = new DataSource({
    type: 'sqljs',
    synchronize: true,
    entities: [new EntitySchema({ name: 'user', columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } } })],
})
await ds.initialize()
const r = ds.getRepository('user')
await r.save([{ name: 'a' }, { name: 'b' }])
console.log(await r.find({ where: { name: 'b' } }), await r.createQueryBuilder('u').select('count(*)', 'n').getRawOne())
await ds.destroy()
const raw = new DatabaseSync(':memory:')
const db = new Kysely({
    dialect: new SqliteDialect({
        database: {
            prepare: (q) => {
                const s = raw.prepare(q)
                return {
                    reader: /^\s*(select|with|pragma)/i.test(q) || /returning/i.test(q),
                    all: (p) => s.all(...p),
                    run: (p) => s.run(...p),
                    iterate: (p) => s.iterate(...p),
                }
            },
            close() {
                raw.close()
            },
        },
    }),
})
await db.schema
    .createTable('p')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('n', 'text')
    .execute()
await db
    .insertInto('p')
    .values([{ n: 'x' }, { n: 'y' }])
    .execute()
console.log(
    await db.selectFrom('p').selectAll().where('n', '=', 'y').execute(),
    await db.transaction().execute((t) => t.updateTable('p').set({ n: 'z' }).where('id', '=', 1).returningAll().execute()),
)
await db.destroy()
const low = await JSONFilePreset('low.json', { posts: [] })
await low.update(({ posts }) => posts.push('a'))
console.log(low.data)
const kv = new Keyv()
await kv.set('a', { b: 1 }, 1000)
console.log(await kv.get('a'))
const lv = new MemoryLevel({ valueEncoding: 'json' })
await lv.batch([
    { type: 'put', key: 'a', value: 1 },
    { type: 'put', key: 'b', value: 2 },
])
console.log(await lv.iterator().all())
const pg = newDb()
pg.public.none('create table t(id serial primary key, d jsonb); insert into t(d) values (\'{"a":1}\')')
console.log(pg.public.many("select d->>'a' as a from t"))

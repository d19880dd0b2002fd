import initSqlJs from 'sql.js'
import { drizzle } from 'drizzle-orm/sql-js'
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core'
import { eq, sql, relations, desc, like, and, inArray } from 'drizzle-orm'
const SQL = await initSqlJs()
const db0 = new SQL.Database()
const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name').notNull(), at: integer('at', { mode: 'timestamp' }) })
const posts = sqliteTable('posts', { id: integer('id').primaryKey(), uid: integer('uid').references(() => users.id), t: text('t', { mode: 'json' }) })
const ur = relations(users, ({ many }) => ({ posts: many(posts) }))
const pr = relations(posts, ({ one }) => ({ user: one(users, { fields: [posts.uid], references: [users.id] }) }))
const db = drizzle(db0, { schema: { users, posts, ur, pr } })
db.run(sql`create table users(id integer primary key, name text not null, at integer)`)
db.run(sql`create table posts(id integer primary key, uid integer, t text)`)
db.insert(users).values([{ name: 'a', at: new Date(5000) }, { name: 'b' }]).run()
db.insert(posts).values([{ uid: 1, t: { x: [1] } }, { uid: 1, t: 'z' }]).run()
console.log(db.select().from(users).where(like(users.name, 'a%')).all())
console.log(db.select({ n: sql`count(*)`, u: users.name }).from(posts).leftJoin(users, eq(posts.uid, users.id)).groupBy(users.id).orderBy(desc(users.id)).all())
try { db.insert(users).values({ name: null }).run() } catch (e) { console.log(e.message, e.cause?.message) }
try { db.transaction((t) => { t.insert(users).values({ name: 'q' }).run(); t.rollback() }) } catch (e) { console.log(e.constructor.name, e.message) }
console.log(db.select().from(users).all().length, db.select().from(users).where(inArray(users.id, [1, 2])).toSQL())
console.log(JSON.stringify(await db.query?.users?.findMany({ with: { posts: true } })))
// Sequelize over node:sqlite, through the interface of sqlite3 that it knows
import { Sequelize, DataTypes, Op } from 'sequelize'
import { DatabaseSync } from 'node:sqlite'
class Database {
  constructor(file, _mode, done) { this.uuid = 1; this.filename = file; this.open = new DatabaseSync(file); setImmediate(done, null) }
  ask(how, query, given, done) {
    if (typeof given === 'function') { done = given; given = undefined }
    let found, failure = null
    try { found = this.open.prepare(query)[how](...(given === undefined ? [] : Array.isArray(given) ? given : [{ ...given }])) } catch (error) { failure = error }
    setImmediate(() => done?.call({ lastID: Number(found?.lastInsertRowid), changes: Number(found?.changes) }, failure, found))
    return this
  }
  run(...given) { return this.ask('run', ...given) }
  all(...given) { return this.ask('all', ...given) }
  serialize(body) { body() }
  close(done) { this.open.close(); done?.() }
}
const orm = new Sequelize({ dialect: 'sqlite', storage: ':memory:', logging: false, dialectModule: { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_FULLMUTEX: 0, verbose() {} } })
const User = orm.define('user', { name: { type: DataTypes.STRING, validate: { len: [2, 5] } }, age: DataTypes.INTEGER }, { timestamps: false })
const Post = orm.define('post', { text: DataTypes.TEXT }, { timestamps: false })
User.hasMany(Post)
await orm.sync()
await (await User.create({ name: 'bob', age: 3 })).createPost({ text: 'x' })
await User.create({ name: 'much too long' }).catch((error) => console.log(error.name))
await orm.transaction(async (transaction) => { await User.destroy({ where: {}, transaction }); throw new Error('rolled back') }).catch((error) => console.log(error.message))
console.log(JSON.stringify(await User.findAll({ where: { age: { [Op.gt]: 2 } }, include: Post })))

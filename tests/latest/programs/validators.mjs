import Ajv from 'ajv'
import af from 'ajv-formats'
import Joi from 'joi'
import * as yup from 'yup'
import { object, string, assert as sassert } from 'superstruct'
import * as v from 'valibot'
import { z } from 'zod'
import * as t from 'io-ts'
import { Effect, Schema, Stream, Schedule } from 'effect'
import validator from 'validator'
import sh from 'sanitize-html'
const a = new Ajv({ allErrors: true }); af(a); const f = a.compile({ type: 'object', properties: { e: { type: 'string', format: 'email' }, n: { type: 'integer', minimum: 2 } }, required: ['e'] }); console.log(f({ e: 'x', n: 1 }), f.errors.map((e) => e.message))
console.log(Joi.object({ a: Joi.number().min(3), b: Joi.date().iso() }).validate({ a: 1, b: '2020-01-01' }, { abortEarly: false }).error?.message); await yup.object({ a: yup.number().required().positive() }).validate({ a: -1 }).catch((e) => console.log(e.errors)); try { sassert({ a: 1 }, object({ a: string() })) } catch (e) { console.log(e.message) }
console.log(v.safeParse(v.object({ a: v.pipe(v.string(), v.email()) }), { a: 'q' }).issues?.[0].message, z.object({ a: z.string().min(3), b: z.coerce.date() }).safeParse({ a: 'x', b: 'z' }).error?.issues.map((i) => i.code), t.type({ a: t.number }).decode({ a: 'x' })._tag)
console.log(await Effect.runPromise(Effect.gen(function* () { const x = yield* Effect.succeed(2); yield* Effect.sleep('10 millis'); return x * 2 }).pipe(Effect.timeout('1 second')))); await Effect.runPromise(Effect.fail(new Error('boom'))).catch((e) => console.log(e.message)); console.log(await Effect.runPromise(Stream.runCollect(Stream.range(1, 5).pipe(Stream.map((x) => x * x)))).then((c) => [...c])); console.log(validator.isIBAN('DE89370400440532013000'), validator.isURL('http://a.b'), sh('<b onclick=x>h<script>1</script></b>'))
console.log('validated')

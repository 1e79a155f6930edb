import { z } from 'zod'
import { addressBits, Secret } from '#shared/utils'

/** What a fault and the documentation say of a field. */
export interface FieldNotes {
  /** What may be written, as the end of "allowed: …". */
  readonly allowed: string
  /** True: a fault never shows what was found. */
  readonly isSecret?: boolean
  /** Of a number. */
  readonly range?: Range
}

const notes = z.registry<FieldNotes>()

export interface Range {
  readonly min: number
  readonly max: number
}

/** A whole number; the range is inclusive. */
export function wholeNumber({ min, max }: Range): z.ZodInt {
  return z
    .int()
    .min(min)
    .max(max)
    .register(notes, { allowed: `a whole number from ${min} to ${max}`, range: { min, max } })
}

/** A number with or without a fraction; the range is inclusive. */
export function decimal({ min, max }: Range): z.ZodNumber {
  return z
    .number()
    .min(min)
    .max(max)
    .register(notes, { allowed: `a number from ${min} to ${max}`, range: { min, max } })
}

export function percent(): z.ZodInt {
  return wholeNumber({ min: 0, max: 100 })
}

/** A TCP port to listen on; 0 takes a free one. */
export function port(): z.ZodInt {
  return wholeNumber({ min: 0, max: 65_535 })
}

/** True or false; `yes`, `on`, `1` and their opposites are read too, whatever their case. */
export function flag(): z.ZodBoolean {
  return z.boolean().register(notes, { allowed: 'true or false' })
}

export function choice<const Option extends string>(
  options: readonly [Option, ...Option[]],
): z.ZodType<Option, Option> {
  return z.enum(options).register(notes, { allowed: `one of ${options.join(', ')}` })
}

/** Text with at least one visible character. */
export function text(allowed = 'text (in quotes when it looks like a number)'): z.ZodString {
  return z.string().regex(/\S/).register(notes, { allowed })
}

/** Text of one shape; `allowed` says the shape in words. */
export function textLike(pattern: RegExp, allowed: string): z.ZodString {
  return z.string().regex(pattern).register(notes, { allowed })
}

/** An http or https URL, given without its trailing slash, so that `${url}/path` is right. */
export function httpUrl(): z.ZodType<string, string> {
  return z
    .string()
    .refine(value => isUrlOf(value, ['http:', 'https:']))
    .transform(withoutTrailingSlash)
    .register(notes, { allowed: 'a URL like https://host:port' })
}

/** What a browser sends as `Origin`: scheme, host and port, no path. Never `*`. */
export function webOrigin(): z.ZodType<string, string> {
  const origin = z.string().refine(isOrigin).transform(withoutTrailingSlash)
  return origin.register(notes, { allowed: 'an origin like https://shop.example (no path, no *)' })
}

/** An IP address, or a network of them: `10.0.0.0/8`, `fd00::/8`. */
export function addressRange(): z.ZodString {
  const allowed = 'an address like 127.0.0.1 or a network like 10.0.0.0/8'
  return z.string().refine(isAddressRange).register(notes, { allowed })
}

/** An IANA time zone, as this machine's time zone data knows it. */
export function timeZone(): z.ZodType<string, string> {
  return z.string().refine(isTimeZone).register(notes, { allowed: 'a time zone like Europe/Moscow or Asia/Bangkok' })
}

export function timeOfDay(): z.ZodString {
  return textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day from 00:00 to 23:59, written HH:MM')
}

/** A value that is never shown: not in logs, not in faults, not in the inspector. */
export function secret(pattern: RegExp = /\S/, allowed = 'text (in quotes when it looks like a number)'): SecretField {
  return z
    .string()
    .regex(pattern)
    .transform(value => new Secret(value))
    .meta({ writeOnly: true })
    .register(notes, { allowed, isSecret: true })
}

/** What can be sent in a header of HTTP as a key: Node refuses anything else at the first request. */
export const headerKeyPattern = /^[\x21-\x7e]+$/

/** A secret that is sent as `Authorization: Bearer`. */
export function bearerKey(): SecretField {
  return secret(headerKeyPattern, 'a key of Latin letters, digits and signs, without spaces')
}

export type SecretField = z.ZodType<Secret, string>

/** A URL that may hold a password, of one of the schemes. A driver's name in it (`postgresql+asyncpg:`) is dropped. */
export function secretUrl(schemes: readonly string[], example: string): SecretField {
  return z
    .string()
    .refine(value => isUrlOf(withoutDriver(value), schemes))
    .transform(value => new Secret(withoutDriver(value)))
    .meta({ writeOnly: true })
    .register(notes, { allowed: `a URL like ${example}`, isSecret: true })
}

/** Values in a YAML list, or in one text with commas between them. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z.array(item).register(notes, { allowed: `a list; each entry ${notesOf(item).allowed}` })
}

/** Text that a person may have written without quotes although it reads as a number, such as a phone number. Never shown. */
export function hiddenText(): z.ZodType<string | number, string | number> {
  return z.union([z.string(), z.number()]).register(notes, { allowed: 'text', isSecret: true })
}

/** Keys below a key. */
export function group<Shape extends z.ZodRawShape>(shape: Shape): z.ZodPrefault<z.ZodObject<Shape, z.core.$strict>> {
  // Every key has a default, so nothing is a valid group; the compiler cannot see that through the type parameter.
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<Shape, z.core.$strict>>)
}

export interface UnwrappedField {
  /** The field without its default, null and transformation. */
  readonly base: z.core.$ZodType
  readonly isNullable: boolean
  readonly notes: FieldNotes
}

/** Looks through defaults, nullability and transformations at what a person has to write. */
export function unwrapField(field: z.core.$ZodType): UnwrappedField {
  let base = field
  let isNullable = false
  let found = notes.get(field as z.ZodType)
  for (let inner = innerOf(base); inner !== null; inner = innerOf(base)) {
    isNullable ||= base instanceof z.ZodNullable
    base = inner
    found ??= notes.get(base as z.ZodType)
  }
  return { base, isNullable, notes: found ?? { allowed: 'keys below it' } }
}

/** What may be written, in words. */
export function describeAllowed({ notes, isNullable }: UnwrappedField): string {
  return isNullable ? `${notes.allowed}, or nothing` : notes.allowed
}

function notesOf(field: z.ZodType): FieldNotes {
  return unwrapField(field).notes
}

function innerOf(field: z.core.$ZodType): z.core.$ZodType | null {
  if (field instanceof z.ZodDefault || field instanceof z.ZodPrefault || field instanceof z.ZodNullable) {
    return field.def.innerType
  }
  return field instanceof z.ZodPipe ? field.def.in : null
}

function isUrlOf(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function isOrigin(value: string): boolean {
  return isUrlOf(value, ['http:', 'https:']) && new URL(value).origin === withoutTrailingSlash(value).toLowerCase()
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function withoutDriver(url: string): string {
  return url.replace(/^(\w+)\+\w+:/, '$1:')
}

function isAddressRange(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const most = addressBits(address)
  if (most === null || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

import { badRequest } from './refusal.ts'

/**
 * Arguments of a call. From JSON they have types; from a form or a query they are text. The server knows only text, so every
 * reader takes both.
 */
export type Params = Readonly<Record<string, unknown>>

/** Empty when absent, as in the server. */
export function readText(params: Params, name: string): string {
  const value = params[name]
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `fallback` when absent; 0 for what is no number, as in the server. */
export function readInteger(params: Params, name: string, fallback = 0): number {
  const value = params[name]
  if (typeof value === 'number') return Math.trunc(value)
  const text = readText(params, name).trim()
  if (text === '') return fallback
  const parsed = Number.parseInt(text, 10)
  return Number.isNaN(parsed) ? 0 : parsed
}

export function readBoolean(params: Params, name: string): boolean {
  const value = params[name]
  return value === true || value === 1 || value === '1' || (typeof value === 'string' && value.toLowerCase() === 'true')
}

/** An argument that is JSON inside: undefined when absent. Refuses what cannot be parsed, calling it `label`. */
export function readJson(params: Params, name: string, label: string): unknown {
  const value = params[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(`can't parse ${label} JSON object`)
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { Role } from '#capabilities/access'

/** One operation of a gateway's OpenAPI document. */
export interface Operation {
  readonly method: string
  /** As in the document: `/api/v1/leads/{id}`. */
  readonly path: string
  /** Null: open to all. */
  readonly role: Role | null
  readonly document: OperationDocument
}

export interface OperationDocument {
  readonly tags: readonly string[]
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Exemplified>> }
  readonly responses: Readonly<Record<string, ResponseDocument>>
  readonly 'x-required-role'?: Role
}

/** A schema with examples beside it, one or several by name. */
export interface Exemplified {
  readonly schema: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface Parameter extends Exemplified {
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly name: string
  readonly description?: string
  readonly required?: boolean
}

export interface ResponseDocument {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

/** A JSON Schema of draft 2020-12. */
export type Schema = Readonly<Record<string, unknown>>

export interface ApiDocument {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDocument>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

export async function readDocument(url: string): Promise<ApiDocument> {
  const response = await fetch(`${url}/openapi.json`)
  // The gateway's own document; the lint test holds it against the specification.
  return (await response.json()) as ApiDocument
}

/** Every operation that the gateway at `url` documents. */
export async function listOperations(url: string): Promise<readonly Operation[]> {
  return toOperations(await readDocument(url))
}

export function toOperations({ paths }: ApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, document]) => ({
      method: method.toUpperCase(),
      path,
      role: document['x-required-role'] ?? null,
      document,
    })),
  )
}

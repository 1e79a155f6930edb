import { z } from 'zod'
import { headerKeyPattern } from '#shared/config'
import { Secret } from '#shared/utils'

/** Where a server is that is tried out; a slash at the end says nothing. */
export const baseUrlField = z
  .url({ protocol: /^https?$/ })
  .max(1000)
  .transform(url => url.replace(/\/+$/, ''))

export const apiKeyField = z
  .string()
  .trim()
  .max(1000)
  .regex(headerKeyPattern, 'must be Latin letters, digits and signs, without spaces')
  .transform(text => new Secret(text))
  .nullable()
  .default(null)
  .meta({ writeOnly: true, description: 'Null: the key of the settings, if this is the server of the settings.' })

/** A key is told to the server that it belongs to, and to no other. Null: none is to be told. */
export function chooseKey(
  tried: { readonly base_url: string; readonly api_key: Secret | null },
  settings: { readonly base_url: string | null; readonly api_key: Secret | null },
): Secret | null {
  return tried.api_key ?? (tried.base_url === settings.base_url ? settings.api_key : null)
}

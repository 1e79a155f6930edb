import { leadsInside } from '#shared/network'

/** The words say what is wrong, as the end of "the URL …". */
export type UrlVerdict = { readonly kind: 'ok' } | { readonly kind: 'refused'; readonly detail: string }

/**
 * Whether events may be sent to `text` as far as the text tells. Where a name leads is looked at before each delivery: it may
 * change.
 */
export function checkUrl(text: string, allowPrivateAddresses: boolean): UrlVerdict {
  if (!URL.canParse(text)) return { kind: 'refused', detail: 'is not a URL' }
  const url = new URL(text)
  if (!['https:', 'http:'].includes(url.protocol))
    return { kind: 'refused', detail: 'must begin with https:// or http://' }
  if (url.username !== '' || url.password !== '') {
    return { kind: 'refused', detail: 'must not hold a user name or password: deliveries are signed instead' }
  }
  if (!allowPrivateAddresses && leadsInside(url)) return { kind: 'refused', detail: privateWords }
  return { kind: 'ok' }
}

const privateWords =
  'leads to this machine or a private network, which webhooks.allow_private_addresses in config.yaml does not allow'

import type { OutboundDocument } from './contract.ts'

/** What is in the file. */
export function documentBytes({ content, encoding }: OutboundDocument): Buffer {
  return Buffer.from(content, encoding ?? 'utf8')
}

import type { OutboundDocument } from './contract.ts'

/** What is in the file. */
export function documentBytes({ content, encoding = 'utf8' }: OutboundDocument): Buffer {
  return Buffer.from(content, encoding)
}

import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'

export interface PageFile {
  readonly name: string
  readonly contentType: string
}

export const pageFiles: ReadonlyMap<string, PageFile> = new Map([
  ['/', { name: 'index.html', contentType: 'text/html; charset=utf-8' }],
  ['/_sim/page.css', { name: 'page.css', contentType: 'text/css; charset=utf-8' }],
  ['/_sim/page.js', { name: 'page.js', contentType: 'text/javascript; charset=utf-8' }],
  ['/_sim/render.js', { name: 'render.js', contentType: 'text/javascript; charset=utf-8' }],
])

/** Read on every request, so that a change of the page needs no restart. */
export function sendPageFile(file: PageFile, response: ServerResponse): void {
  const content = readFileSync(new URL(`../page/${file.name}`, import.meta.url))
  response.writeHead(200, { 'Content-Type': file.contentType, 'Cache-Control': 'no-store' })
  response.end(content)
}

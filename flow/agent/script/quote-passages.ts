import type { Passage } from '#capabilities/knowledge'
import { truncate } from '#shared/utils'

// A quote in a chat is read at a glance; the rest is a question away.
const quotedLength = 500
const quotedRows = 5

/** The passage that answers, in the shape of a chat message; for a price, the rows of its price list that fit as well. */
export function quotePassages(strong: readonly Passage[], asksPrice: boolean): string | null {
  // A passage on the subject that names no sum does not answer what it costs.
  const [best, ...others] = asksPrice ? strong.filter(({ text }) => namesSum(text)) : strong
  if (best === undefined) return null
  const isRow = readRow(best.text) !== null
  const list = isRow && asksPrice ? [best, ...others.filter(isBeside(best))].slice(0, quotedRows) : [best]
  const rows = list.map(({ text }) => writeRow(text))
  return truncate(rows.length === 1 ? rows.join('') : rows.map(row => `- ${row}`).join('\n'), quotedLength)
}

function namesSum(text: string): boolean {
  return /[₽$€£¥฿%]|руб|(?<!\p{L})(?:rub|usd|eur|thb)(?!\p{L})|цен|стоим|price|cost/iu.test(text) && /\d/.test(text)
}

/** From the same list: the same heading of the same document. */
function isBeside(best: Passage): (passage: Passage) => boolean {
  return ({ source, text }) => source === best.source && readRow(text) !== null
}

interface Cell {
  readonly key: string
  readonly value: string
}

/** A row of a table as the index keeps it: `Service: Haircut; Price: 2,900`. Null for prose. */
function readRow(text: string): readonly [Cell, ...Cell[]] | null {
  const cells = text.trim().split('; ').map(readCell)
  const [first, ...rest] = cells.filter(cell => cell !== null)
  return first === undefined || rest.length === 0 || rest.length < cells.length - 1 ? null : [first, ...rest]
}

function readCell(text: string): Cell | null {
  const [, key, value] = /^(\p{Lu}[^:;.!?\n]{0,30}): ([^\n]+)$/u.exec(text) ?? []
  return key === undefined || value === undefined ? null : { key, value }
}

// Columns that their values explain by themselves.
const plainKeys = /^(?:цена|стоимость|примечани[ея]|описание|price|cost|notes?|description)$/iu

/** `Haircut — 2,900 ₽, time 60 min`: said, not tabulated. Prose stays as it is. */
function writeRow(text: string): string {
  const row = readRow(text)
  if (row === null) return text.trim()
  const [name, ...rest] = row
  return `${name.value} — ${rest.map(writeCell).join(', ')}`
}

function writeCell({ key, value }: Cell): string {
  const { name, unit } = splitUnit(key)
  const sum = unit === '' || value.includes(unit) ? value : `${value} ${unit}`
  // "Ready: ready" explains itself as well.
  const isRepeated = value.toLowerCase().startsWith(name.toLowerCase())
  return isRepeated || plainKeys.test(name) ? sum : `${name.toLowerCase()} ${sum}`
}

/** «Цена, ₽» and "Size m2" say in what their values are counted: «м2 210» would read as one number. */
function splitUnit(key: string): { readonly name: string; readonly unit: string } {
  const [, name = key, afterComma, unit = afterComma ?? ''] = columnUnit.exec(key) ?? []
  return { name, unit: unit.replace(/^([mм])2$/iu, '$1²').replace(/^[a-z]{3}$/i, code => code.toUpperCase()) }
}

const columnUnit = /^(.+?)(?:, ([^,]{1,4})|[ ,]+(m2|m²|м2|м²|km|км|thb|rub|usd|eur|[₽$€฿%]))$/iu

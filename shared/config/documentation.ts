import { describeAllowed, unwrapField } from './fields.ts'
import type { ConfigSection } from './section.ts'
import { listKeys, type SectionKey } from './section-keys.ts'
import { listFileVariables } from './sources/secret-files.ts'

const begin = '<!-- reference: written by scripts/write-config-schema.ts -->'
const end = '<!-- end of reference -->'

/** `document` with all settings in tables between its two marks; what stands around them is kept. */
export function renderReference(document: string, sections: readonly ConfigSection[]): string {
  const [head, rest] = document.split(begin)
  const tail = rest?.split(end)[1]
  if (tail === undefined) throw new TypeError(`the document lacks the marks "${begin}" and "${end}"`)
  return `${head}${begin}\n\n${buildReference(sections)}\n\n${end}${tail}`
}

function buildReference(sections: readonly ConfigSection[]): string {
  const live = sections.filter(section => typeof section.retired !== 'string')
  const files = new Set(listFileVariables(sections))
  return [...live.map(section => buildSection(section, files)), buildRetired(sections)].join('\n\n')
}

function buildSection(section: ConfigSection, files: ReadonlySet<string>): string {
  const rows = listKeys(section).filter(key => key.retired === null)
  return [
    `### ${section.name}`,
    '',
    section.schema.description,
    '',
    '| key | variable | default | allowed | meaning |',
    '|---|---|---|---|---|',
    ...rows.map(key => buildRow(key, files)),
  ].join('\n')
}

function buildRow(key: SectionKey, files: ReadonlySet<string>): string {
  const fallback: unknown = key.field.parse(undefined)
  const shown =
    fallback === null || (Array.isArray(fallback) && fallback.length === 0) ? 'nothing' : `\`${String(fallback)}\``
  const allowed = describeAllowed(unwrapField(key.field))
  const file = files.has(`${key.variable}_FILE`) ? ` or \`${key.variable}_FILE\`` : ''
  return `| \`${key.path.join('.')}\` | \`${key.variable}\`${file} | ${shown} | ${allowed} | ${key.field.description} |`
}

function buildRetired(sections: readonly ConfigSection[]): string {
  const lines = sections.flatMap(section =>
    typeof section.retired === 'string'
      ? [`- \`${section.name}\` (the whole section): ${section.retired}`]
      : Object.entries(section.retired).map(([key, reason]) => `- \`${section.name}.${key}\`: ${reason}`),
  )
  return ['### Accepted without effect', '', ...lines].join('\n')
}

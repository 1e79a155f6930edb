import { readFileSync, writeFileSync } from 'node:fs'
import { renderJsonSchema, renderReference } from '#shared/config'
import { sections } from '../services/settings.ts'

// Run it after a change of any section; services/settings.test.ts fails while the written files lag behind the schemas.
const reference = 'docs/configuration.md'
writeFileSync('config.schema.json', renderJsonSchema(sections))
writeFileSync(reference, renderReference(readFileSync(reference, 'utf8'), sections))
console.log(`wrote config.schema.json and ${reference}`)

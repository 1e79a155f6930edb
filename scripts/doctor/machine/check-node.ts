import { defineCheck, find } from '../define-check.ts'

// As `engines` in package.json and the first lines of bootstrap.mjs say.
const oldest = [20, 19] as const

/** Whether Node.js is new enough. */
export const checkNode = defineCheck({
  name: 'node',
  place: 'here',
  limitMs: 1_000,
  run({ nodeVersion: version }) {
    const [major = 0, minor = 0] = version.split('.').map(Number)
    const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
    return isNewEnough ? find('node.fit', { version }) : find('node.too_old', { version, needed: oldest.join('.') })
  },
})

import { formatNotice } from '#shared/config'
import { defineCheck, find } from '../define-check.ts'

/** The remarks with which the settings were read. Faults in them end the doctor before any check. */
export const checkConfiguration = defineCheck({
  name: 'configuration',
  place: 'here',
  limitMs: 1_000,
  run({ warnings }) {
    if (warnings.length === 0) return find('configuration.clean')
    return { ...find('configuration.remarks', { count: warnings.length }), notes: warnings.map(formatNotice) }
  },
})

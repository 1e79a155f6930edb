export { type ConfigSection, defineSection, type RetiredKeys, type SectionValue } from './section.ts'

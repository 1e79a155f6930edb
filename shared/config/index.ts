export { renderReference } from './documentation.ts'
export { earlierSections } from './earlier-sections.ts'
export { type ConfigNotice, formatFaults, formatNotice, type Place } from './fault.ts'
export {
  addressRange,
  bearerKey,
  choice,
  decimal,
  flag,
  group,
  headerKeyPattern,
  hiddenText,
  httpUrl,
  listOf,
  percent,
  port,
  type Range,
  type SecretField,
  secret,
  secretUrl,
  text,
  textLike,
  timeOfDay,
  timeZone,
  webOrigin,
  wholeNumber,
} from './fields.ts'
export { renderJsonSchema } from './json-schema.ts'
export { type ConfigOutcome, type ConfigSource, loadConfig, locateConfig, locateDotenv } from './load-config.ts'
export { type LoggingConfig, loggingSection } from './logging-section.ts'
export { findNearest } from './nearest.ts'
export {
  type ConfigSection,
  type ConfigValues,
  defineSection,
  type RetiredKeys,
  type SectionOptions,
  type SectionRule,
  type SectionValue,
} from './section.ts'
export { listKeys, type SectionKey } from './section-keys.ts'
export { changeSettings, type SettingChanges, type SettingsChange } from './settings/change-settings.ts'
export { listSettings, type SettingState } from './settings/list-settings.ts'
export { type Environment, readEnvironment } from './sources/environment.ts'

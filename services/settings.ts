import { reportsSection } from '#capabilities/analytics'
import { backupSection } from '#capabilities/backup'
import { secretsSection } from '#capabilities/bots'
import { calendarSection, googleCalendarSection, meetingSummarySection } from '#capabilities/calendar'
import { telegramSection } from '#capabilities/channels'
import { memorySection } from '#capabilities/conversations'
import { ragSection } from '#capabilities/knowledge'
import { aiServerSection } from '#capabilities/llm'
import { mediaSection } from '#capabilities/media'
import { businessSection, intentClassifierSection, salesFlowSection, slotExtractionSection } from '#capabilities/sales'
import { secretarySection } from '#capabilities/secretary'
import { asrServerSection, ttsServerSection } from '#capabilities/speech'
import { otelSection } from '#capabilities/traces'
import { webhooksSection } from '#capabilities/webhooks'
import { conversationSection, ownerSection, rateLimitingSection, retentionSection } from '#flow'
import { redisSection } from '#shared/cache'
import {
  type ConfigOutcome,
  type ConfigSource,
  type ConfigValues,
  earlierSections,
  loadConfig,
  loggingSection,
} from '#shared/config'
import { databaseSection } from '#shared/database'
import { apiGatewaySection } from './api-gateway/config.ts'
import { monitoringSection } from './api-gateway/monitor/config.ts'

/** Every section of `config.yaml`, by name. */
export const sections = [
  aiServerSection,
  apiGatewaySection,
  asrServerSection,
  backupSection,
  businessSection,
  calendarSection,
  conversationSection,
  databaseSection,
  googleCalendarSection,
  intentClassifierSection,
  loggingSection,
  mediaSection,
  meetingSummarySection,
  memorySection,
  monitoringSection,
  ownerSection,
  otelSection,
  ragSection,
  rateLimitingSection,
  redisSection,
  reportsSection,
  retentionSection,
  salesFlowSection,
  secretarySection,
  secretsSection,
  slotExtractionSection,
  telegramSection,
  ttsServerSection,
  webhooksSection,
  earlierSections.urlParsing,
  earlierSections.webSearch,
] as const

export type Settings = ConfigValues<typeof sections>

/** Reads all settings once, at start. Faults come back as a value: print them with `formatFaults` and exit with status 2. */
export function readSettings(source: ConfigSource): ConfigOutcome<typeof sections> {
  return loadConfig(sections, source)
}

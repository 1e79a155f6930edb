import { join } from 'node:path'
import { loadLanguageDetector, readIntent, readMessage, readPlaybook, readSlots } from '#capabilities/sales'
import { entityCases } from '../../capabilities/sales/understanding/entities/cases.ts'
import { readCompany } from '../../capabilities/sales/understanding/entities/read-company.ts'
import { readContacts } from '../../capabilities/sales/understanding/entities/read-contacts.ts'
import { readMoney } from '../../capabilities/sales/understanding/entities/read-money.ts'
import { readName } from '../../capabilities/sales/understanding/entities/read-name.ts'
import { readQuantities } from '../../capabilities/sales/understanding/entities/read-quantities.ts'
import { signalCases } from '../../capabilities/sales/understanding/signals/cases.ts'
import { readMeanings } from '../../capabilities/sales/understanding/signals/read-meanings.ts'
import { timeCases } from '../../capabilities/sales/understanding/times/cases.ts'
import { readTimeZone } from '../../capabilities/sales/understanding/times/read-time-zone.ts'
import { readTimes } from '../../capabilities/sales/understanding/times/read-times.ts'
import { understandTurn } from '../../flow/agent/understand-turn.ts'
import { percentile } from './percentile.ts'
import { formatTable } from './table.ts'
import { turnOf } from './turn-of.ts'

const rounds = 15
const unmeasuredRounds = 3

/**
 * What it costs to understand one message by rules, whole and part by part, over the chat messages of the tables of cases: processor
 * time in milliseconds, for each message the median of its rounds. The mean is that of all rounds, the collector's work included.
 */
async function main(): Promise<void> {
  const playbook = readPlaybook(join(import.meta.dirname, '../../playbooks'), 'ai-services')
  const detectLanguage = await loadLanguageDetector()
  const nowMs = Date.UTC(2026, 0, 14, 9)
  const timeZone = 'Europe/Moscow'
  const tools = { playbook, detectLanguage, nowMs, timeZone, defaultLanguage: 'ru', canBook: true }
  const reading = { rememberedLanguage: 'ru', appLanguage: 'ru', nowMs, timeZone, defaultCountry: playbook.country }
  const slots = { slots: playbook.slots, asked: null, known: [], currency: playbook.currency, timeZone, nowMs }
  const read = (text: string) => readMessage(text, { ...reading, askedKind: null, detectLanguage })
  const readings = new Map(texts.map(text => [text, read(text)]))
  const parts: Readonly<Record<string, (text: string) => unknown>> = {
    understandTurn: text => understandTurn(...turnOf(text), tools),
    '  readMessage': read,
    '    language': text => detectLanguage(text, 'ru'),
    '    meanings': readMeanings,
    '    time zone': readTimeZone,
    '    times': text => readTimes(text, { nowMs, timeZone }),
    '    money': text => readMoney(text),
    '    contacts': text => readContacts(text, playbook.country),
    '    quantities': text => readQuantities(text),
    '    name': text => readName(text),
    '    company': text => readCompany(text),
    '  readSlots': text => readSlots(readings.get(text) ?? read(text), text, slots),
    '  readIntent': text => readIntent(text, playbook.intents, null),
  }
  const rows = Object.entries(parts).map(([name, run]) => [name, ...describe(measure(run))])
  console.log(`${texts.length} messages, ${rounds} rounds, ${playbook.slots.length} slots; ms of processor time\n`)
  console.log(formatTable(['', 'median', 'p95', 'max', 'mean'], rows))
}

const texts: readonly string[] = [
  ...new Set([...signalCases, ...entityCases, ...Object.values(timeCases).flat()].map(({ text }) => text)),
]

interface Cost {
  /** For each message. */
  readonly mediansMs: readonly number[]
  readonly meanMs: number
}

/** Message after message and not one many times over: a reader that remembers the latest message must not profit from it. */
function measure(run: (text: string) => unknown): Cost {
  for (let round = 0; round < unmeasuredRounds; round++) texts.forEach(run)
  const before = process.cpuUsage()
  const costs = Array.from({ length: rounds }, () => texts.map(text => measureOnce(() => run(text))))
  const meanMs = usedMs(before) / (rounds * texts.length)
  const mediansMs = texts.map((_, index) =>
    percentile(
      costs.map(round => round[index] ?? Number.NaN),
      50,
    ),
  )
  return { mediansMs, meanMs }
}

function measureOnce(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  return usedMs(before)
}

function usedMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function describe({ mediansMs, meanMs }: Cost): readonly string[] {
  const [median, p95, max] = [50, 95, 100].map(percent => percentile(mediansMs, percent))
  return [median ?? 0, p95 ?? 0, max ?? 0, meanMs].map(ms => ms.toFixed(3))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

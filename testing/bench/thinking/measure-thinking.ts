import { join } from 'node:path'
import { loadLanguageDetector, readIntent, readMessage, readPlaybook, readSlots } from '#capabilities/sales'
import { entityCases } from '../../../capabilities/sales/understanding/entities/cases.ts'
import { readCompany } from '../../../capabilities/sales/understanding/entities/read-company.ts'
import { readContacts } from '../../../capabilities/sales/understanding/entities/read-contacts.ts'
import { readMoney } from '../../../capabilities/sales/understanding/entities/read-money.ts'
import { readName } from '../../../capabilities/sales/understanding/entities/read-name.ts'
import { readQuantities } from '../../../capabilities/sales/understanding/entities/read-quantities.ts'
import { signalCases } from '../../../capabilities/sales/understanding/signals/cases.ts'
import { readMeanings } from '../../../capabilities/sales/understanding/signals/read-meanings.ts'
import { timeCases } from '../../../capabilities/sales/understanding/times/cases.ts'
import { readTimeZone } from '../../../capabilities/sales/understanding/times/read-time-zone.ts'
import { readTimes } from '../../../capabilities/sales/understanding/times/read-times.ts'
import { guardReply } from '../../../flow/agent/guard/guard-reply.ts'
import { understandTurn } from '../../../flow/agent/reading/understand-turn.ts'
import { describeMachine } from '../describe-machine.ts'
import { formatTable, type Row } from '../table.ts'
import { listGuardInputs } from './guard-inputs.ts'
import { costColumns, describeCost, measureCost } from './measure-cost.ts'
import { turnOf } from './turn-of.ts'

const rounds = 15

/**
 * What it costs to understand a message by rules, whole and part by part, over the chat messages of the tables of cases, and to
 * guard a reply: processor time in milliseconds, for each text the median of its rounds.
 *
 *     node --conditions=source --import tsx testing/bench/thinking/measure-thinking.ts
 */
async function main(): Promise<void> {
  console.log(`${describeMachine()}; ${rounds} rounds, ms of processor time\n`)
  console.log(formatTable([`${texts.length} messages`, ...costColumns], await measureUnderstanding()))
  console.log(`\n${formatTable(['guard', ...costColumns], measureGuard())}`)
}

async function measureUnderstanding(): Promise<readonly Row[]> {
  const playbook = readPlaybook(join(import.meta.dirname, '../../../playbooks'), 'ai-services')
  const detectLanguage = await loadLanguageDetector()
  const nowMs = Date.UTC(2026, 0, 14, 9)
  const timeZone = 'Europe/Moscow'
  const tools = { playbook, detectLanguage, nowMs, timeZone, defaultLanguage: 'ru', canBook: true }
  const reading = { rememberedLanguage: 'ru', appLanguage: 'ru', nowMs, timeZone, defaultCountry: playbook.country }
  const slots = { slots: playbook.slots, asked: null, known: new Map(), currency: playbook.currency, timeZone, nowMs }
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
  return Object.entries(parts).map(([name, run]) => [name, ...describeCost(measureCost(texts, run, rounds))])
}

const texts: readonly string[] = [
  ...new Set([...signalCases, ...entityCases, ...Object.values(timeCases).flat()].map(({ text }) => text)),
]

function measureGuard(): readonly Row[] {
  return Object.entries(listGuardInputs()).map(([name, inputs]) => {
    // The evidence is gathered anew for each turn, and so is what the guard makes of it.
    const cost = measureCost(inputs, ({ reply, evidence }) => guardReply(reply, { ...evidence }), rounds)
    return [`${name} (${inputs.length})`, ...describeCost(cost)]
  })
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPlaybook } from './check-playbook.ts'
import { formatPlaybookFaults, type PlaybookFaultCode } from './fault.ts'
import { listPlaybooks } from './files/read-files.ts'

const shipped = join(import.meta.dirname, '../../../playbooks')
let playbooks: string

beforeEach(() => {
  playbooks = join(mkdtempSync(join(tmpdir(), 'playbooks-')), 'playbooks')
  cpSync(shipped, playbooks, { recursive: true })
})
afterEach(() => rmSync(join(playbooks, '..'), { recursive: true, force: true }))

/** Replaces the first `from` in a file and tells on which line it stood. */
function edit(file: string, from: string, to: string): number {
  const path = join(playbooks, file)
  const text = readFileSync(path, 'utf8')
  const index = text.indexOf(from)
  if (index < 0) throw new Error(`${file} does not hold ${from}`)
  writeFileSync(path, text.slice(0, index) + to + text.slice(index + from.length))
  return text.slice(0, index).split('\n').length
}

describe('the shipped playbooks', () => {
  it.each(['ai-services', 'beauty-salon', 'general', 'real-estate'])('%s has no fault', name => {
    expect(listPlaybooks(playbooks)).toContain(name)
    expect(checkPlaybook(playbooks, name)).toEqual([])
  })
})

interface Mistake {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly code: PlaybookFaultCode
  /** Lines below the place of the edit. */
  readonly below?: number
  readonly key: string | null
  readonly found: string
  readonly allowed: string | RegExp
  readonly cure: string | RegExp
}

const slots = 'ai-services/slots.yaml'
const settings = 'ai-services/playbook.yaml'
const lines = 'ai-services/lines.yaml'
const common = 'common/lines.yaml'

const mistakes: readonly Mistake[] = [
  {
    name: 'a key that is spelled wrong',
    file: settings,
    from: 'discloses_ai: true',
    to: 'disclose_ai: true\n  discloses_ai: true',
    code: 'unknown-key',
    key: 'persona.disclose_ai',
    found: 'the unknown key disclose_ai',
    allowed: 'name, discloses_ai',
    cure: 'Write discloses_ai.',
  },
  {
    name: 'a line that nobody says',
    file: lines,
    from: 'offer_meeting:',
    to: 'offer_meting:',
    code: 'unknown-key',
    key: 'offer_meting',
    found: 'the unknown key offer_meting',
    allowed: /offer_meeting, offer_times/,
    cure: 'Write offer_meeting.',
  },
  {
    name: 'a stage that does not exist and is like no other',
    file: 'ai-services/stages.yaml',
    from: 'presentation:',
    to: 'haggling:',
    code: 'unknown-key',
    key: 'haggling',
    found: 'the unknown key haggling',
    allowed: /^greeting, needs_discovery/,
    cure: 'Remove haggling, or write one of the allowed keys.',
  },
  {
    name: 'a key that is not there',
    file: settings,
    from: '  minutes: 60\n',
    to: '',
    below: -2,
    code: 'missing-key',
    key: 'meeting.minutes',
    found: 'nothing',
    allowed: 'minutes from 5 to 480, in steps of 5',
    cure: 'Add the line "minutes: …" with minutes from 5 to 480, in steps of 5.',
  },
  {
    name: 'words in one language only',
    file: lines,
    from: '  en: I am afraid I cannot help with that. I can tell you where artificial intelligence saves time in a company, though.\n',
    to: '',
    below: -2,
    code: 'missing-key',
    key: 'off_topic.en',
    found: 'nothing',
    allowed: /^words/,
    cure: /^Add the line "en: …"/,
  },
  {
    name: 'a kind that is spelled wrong',
    file: slots,
    from: 'kind: money',
    to: 'kind: mony',
    code: 'wrong-value',
    key: '12.kind',
    found: '"mony"',
    allowed: /^choice, company, contact/,
    cure: 'Write money.',
  },
  {
    name: 'a number that is too high',
    file: settings,
    from: 'threshold: 60',
    to: 'threshold: 600',
    code: 'wrong-value',
    key: 'qualification.threshold',
    found: '600',
    allowed: 'a whole number from 0 to 100',
    cure: 'Change it to a whole number from 0 to 100.',
  },
  {
    name: 'a meeting sooner than two hours ahead',
    file: settings,
    from: 'lead_hours: 2',
    to: 'lead_hours: 1',
    code: 'wrong-value',
    key: 'meeting.lead_hours',
    found: '1',
    allowed: 'a whole number from 2 to 720',
    cure: 'Change it to a whole number from 2 to 720.',
  },
  {
    name: 'a priority that does not exist',
    file: slots,
    from: 'priority: 1',
    to: 'priority: 4',
    code: 'wrong-value',
    key: '1.priority',
    found: '4',
    allowed: '1, 2 or 3',
    cure: 'Change it to 1, 2 or 3.',
  },
  {
    name: 'a number where words belong',
    file: slots,
    from: 'ru: [оборот, выручка]',
    to: 'ru: [оборот, 100]',
    code: 'wrong-value',
    key: '12.cues.ru.2',
    found: '100',
    allowed: /in quotes/,
    cure: 'Put it in quotes: "100".',
  },
  {
    name: 'an empty list',
    file: settings,
    from: 'ready_slots: [client_name, company_name, contact, main_problems, goal]',
    to: 'ready_slots: []',
    code: 'wrong-value',
    key: 'qualification.ready_slots',
    found: 'an empty list',
    allowed: 'a list of names of slots with at least one',
    cure: 'Change it to a list of names of slots with at least one.',
  },
  {
    name: 'a choice without words',
    file: slots,
    from: '        en: [no data, not collected, on paper]',
    to: '        en: []',
    code: 'wrong-value',
    key: '17.choices.3.words.en',
    found: 'an empty list',
    allowed: 'a list of words with at least one',
    cure: 'Change it to a list of words with at least one.',
  },
  {
    name: 'words that are empty',
    file: slots,
    from: 'ru: Какую компанию вы представляете?',
    to: 'ru: ""',
    code: 'wrong-value',
    key: '2.question.ru',
    found: 'an empty text',
    allowed: 'words',
    cure: 'Change it to words.',
  },
  {
    name: 'hours that are no hours',
    file: settings,
    from: 'mon: 9:00-13:00, 14:00-18:00',
    to: 'mon: all day',
    code: 'wrong-value',
    key: 'meeting.working_hours.mon',
    found: '"all day"',
    allowed: 'hours like 10:00-13:00, 14:00-19:00, or closed',
    cure: 'Change it to hours like 10:00-13:00, 14:00-19:00, or closed.',
  },
  {
    name: 'a colon in the middle of words',
    file: lines,
    from: 'en: Hello! I am Anna',
    to: 'en: Hello: I am Anna',
    code: 'not-yaml',
    key: null,
    found: 'text that is not YAML (a second ": " on the line)',
    allowed: '"key: value", indented with spaces',
    cure: /^Put the words in "quotes"/,
  },
  {
    name: 'a tab',
    file: lines,
    from: '  ru: Похоже',
    to: '\tru: Похоже',
    code: 'not-yaml',
    key: null,
    found: 'text that is not YAML (a tab)',
    allowed: '"key: value", indented with spaces',
    cure: 'Replace the tab by spaces.',
  },
  {
    name: 'a key that is written twice',
    file: lines,
    from: 'off_topic:',
    to: 'offer_meeting:',
    code: 'repeated-key',
    key: null,
    found: 'a key that was written before',
    allowed: 'each key once',
    cure: 'Keep one of the two and remove the other.',
  },
  {
    name: 'a star before a word',
    file: settings,
    from: 'country: RU',
    to: 'country: *RU',
    code: 'not-yaml',
    key: null,
    found: 'the alias *RU',
    allowed: 'text',
    cure: /^Put the words in "quotes"/,
  },
  {
    name: 'a slot that is there twice',
    file: slots,
    from: 'name: company_size',
    to: 'name: client_name',
    code: 'rule',
    key: '4.name',
    found: 'a second slot client_name',
    allowed: 'each name once',
    cure: 'Give this one another name, or remove it.',
  },
  {
    name: 'a question that is none',
    file: slots,
    from: 'What should I call you?',
    to: 'Tell me your name.',
    code: 'rule',
    key: '1.question.en',
    found: 'a question that does not end with "?"',
    allowed: 'a question',
    cure: 'End it with "?".',
  },
  {
    name: 'a choice of nothing',
    file: slots,
    from: 'kind: contact',
    to: 'kind: choice',
    code: 'rule',
    key: '3.kind',
    found: 'a choice of nothing',
    allowed: 'at least two choices',
    cure: /^List the choices/,
  },
  {
    name: 'choices of what is no choice',
    file: 'beauty-salon/slots.yaml',
    from: 'kind: choice',
    to: 'kind: text',
    below: 7,
    code: 'rule',
    key: '1.choices',
    found: 'choices in a slot of kind text',
    allowed: 'kind choice',
    cure: 'Write "kind: choice", or remove the choices.',
  },
  {
    name: 'a choice that is there twice',
    file: slots,
    from: '- value: needs_integration',
    to: '- value: available',
    code: 'rule',
    key: '17.choices.2.value',
    found: 'a second choice available',
    allowed: 'each value once',
    cure: 'Put their words together in one choice.',
  },
  {
    name: 'a slot that is ready to meet but does not exist',
    file: settings,
    from: 'ready_slots: [client_name,',
    to: 'ready_slots: [client_nam,',
    code: 'rule',
    key: 'qualification.ready_slots.1',
    found: 'the unknown slot client_nam',
    allowed: /^client_name, company_name/,
    cure: 'Write client_name.',
  },
  {
    name: 'everybody being ready to meet',
    file: settings,
    from: 'max_missing: 2',
    to: 'max_missing: 5',
    code: 'rule',
    key: 'qualification.max_missing',
    found: '5, which is all of ready_slots',
    allowed: 'less than 5',
    cure: /^Lower it/,
  },
  {
    name: 'no intent that is a sale',
    file: settings,
    from: 'is_sale: true',
    to: 'is_sale: false',
    below: -2,
    code: 'rule',
    key: 'intents',
    found: 'no intent that is a sale',
    allowed: 'at least one',
    cure: /^Write "is_sale: true"/,
  },
  {
    name: 'an intent that is there twice',
    file: settings,
    from: 'name: small_talk',
    to: 'name: sales_ai',
    code: 'rule',
    key: 'intents.2.name',
    found: 'a second intent sales_ai',
    allowed: 'each name once',
    cure: 'Put their words together in one intent.',
  },
  {
    name: 'a currency by its sign',
    file: settings,
    from: 'currency: RUB',
    to: 'currency: rub',
    code: 'rule',
    key: 'currency',
    found: '"rub"',
    allowed: 'a code of ISO, like RUB, THB, USD',
    cure: 'Write RUB.',
  },
  {
    name: 'a country by its name',
    file: settings,
    from: 'country: RU',
    to: 'country: Россия',
    code: 'rule',
    key: 'country',
    found: '"Россия"',
    allowed: 'a code of ISO, like RU, TH, US',
    cure: 'Write the country as its code, like RU, TH, US.',
  },
  {
    name: 'hours that run backwards',
    file: settings,
    from: 'tue: 9:00-13:00, 14:00-18:00',
    to: 'tue: 9:00-13:00, 12:00-18:00',
    code: 'rule',
    key: 'meeting.working_hours.tue',
    found: '12:00 after 13:00',
    allowed: 'times in their order',
    cure: /^Write the earlier time first/,
  },
  {
    name: 'a time that no clock shows',
    file: settings,
    from: 'wed: 9:00-13:00',
    to: 'wed: 9:00-12:75',
    code: 'rule',
    key: 'meeting.working_hours.wed',
    found: '12:75',
    allowed: 'times from 00:00 to 24:00, in steps of 5 minutes',
    cure: 'Correct the time.',
  },
  {
    name: 'a meeting that fits nowhere',
    file: settings,
    from: 'minutes: 60',
    to: 'minutes: 300',
    below: 9,
    code: 'rule',
    key: 'meeting.working_hours',
    found: 'at most 240 minutes in a row',
    allowed: 'room for a meeting of 300',
    cure: 'Shorten the meeting or lengthen the hours.',
  },
  {
    name: 'a day off that does not exist',
    file: settings,
    from: "'02-23'",
    to: "'02-30'",
    code: 'rule',
    key: 'meeting.holidays.9',
    found: '"02-30"',
    allowed: '"2026-12-31", or "12-31" for every year',
    cure: /^Write a date that exists/,
  },
  {
    name: 'follow-ups out of order',
    file: 'common/follow-ups.yaml',
    from: 'after_hours: 96',
    to: 'after_hours: 12',
    code: 'rule',
    key: '3.after_hours',
    found: '12 after 30',
    allowed: 'more than 30',
    cure: 'Put the follow-ups in the order of their hours.',
  },
  {
    name: 'a placeholder that was lost',
    file: common,
    from: "en: 'Done, you are booked for {time}.'",
    to: 'en: Done, you are booked.',
    code: 'rule',
    key: 'booked.en',
    found: 'no {time}',
    allowed: '{time}',
    cure: 'Write {time} where it is to be filled in.',
  },
  {
    name: 'a placeholder that nobody fills',
    file: common,
    from: '{slot} — {value}?',
    to: '{slots} — {value}?',
    code: 'rule',
    key: 'confirm_value.ru',
    found: 'the unknown placeholder {slots}',
    allowed: '{slot} and {value}',
    cure: 'Write {slot} instead.',
  },
  {
    name: 'a placeholder in a question',
    file: slots,
    from: 'What should I call you?',
    to: "'What should I call you, {name}?'",
    code: 'rule',
    key: '1.question.en',
    found: 'the unknown placeholder {name}',
    allowed: 'no { }',
    cure: 'Remove {name}.',
  },
  {
    name: 'a line that is missing where everybody falls back to it',
    file: common,
    from: "button_no: { ru: Нет, en: 'No' }\n",
    to: '',
    code: 'missing-key',
    key: 'button_no',
    found: 'nothing',
    allowed: 'every entry',
    cure: 'Add "button_no": every playbook that does not give its own falls back to it.',
  },
]

describe('a fault is named once, with its place and its cure', () => {
  it.each(mistakes)('$name', mistake => {
    const line = edit(mistake.file, mistake.from, mistake.to) + (mistake.below ?? 0)
    const name = mistake.file.startsWith('common') ? 'general' : mistake.file.split('/')[0]
    const faults = checkPlaybook(playbooks, name ?? '')
    // What is missing altogether is missing in the file as a whole.
    const isWhole = mistake.key === 'button_no'
    expect(faults.map(({ allowed, cure, ...fault }) => fault)).toEqual([
      {
        code: mistake.code,
        file: `playbooks/${mistake.file}`,
        line: isWhole ? expect.any(Number) : line,
        key: mistake.key,
        found: mistake.found,
      },
    ])
    expect(faults[0]?.allowed).toEqual(expect.stringMatching(asPattern(mistake.allowed)))
    expect(faults[0]?.cure).toEqual(expect.stringMatching(asPattern(mistake.cure)))
  })
})

function asPattern(text: string | RegExp): RegExp {
  return typeof text === 'string' ? new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : text
}

describe('files', () => {
  it('one too many is named, with what it may have been meant to be', () => {
    writeFileSync(join(playbooks, 'general/objection.yaml'), 'price: {}\n')
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'unknown-file',
        file: 'playbooks/general/objection.yaml',
        line: 1,
        cure: 'Rename it to objections.yaml, or move it out of the folder.',
      },
    ])
  })

  it('a folder among them is one too many', () => {
    mkdirSync(join(playbooks, 'general/drafts'))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      { code: 'unknown-file', file: 'playbooks/general/drafts', cure: 'Move it out of the folder.' },
    ])
  })

  it('what editors and desktops leave behind is no fault', () => {
    for (const name of ['.DS_Store', '.lines.yaml.swp', 'lines.yaml~']) {
      writeFileSync(join(playbooks, 'general', name), '')
    }
    expect(checkPlaybook(playbooks, 'general')).toEqual([])
  })

  it.each(['offer.md', 'persona.md', 'playbook.yaml', 'slots.yaml'])('%s is missing: it alone is named', file => {
    rmSync(join(playbooks, 'general', file))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'missing-file',
        file: `playbooks/general/${file}`,
        line: 1,
        cure: `Create ${file}; that of another playbook shows its form.`,
      },
    ])
  })

  it.each(['lines.yaml', 'stages.yaml', 'objections.yaml', 'follow-ups.yaml'])('%s may be left out', file => {
    rmSync(join(playbooks, 'beauty-salon', file))
    expect(checkPlaybook(playbooks, 'beauty-salon')).toEqual([])
  })

  it('one that everybody falls back to is missing: it alone is named', () => {
    renameSync(join(playbooks, 'common/stages.yaml'), join(playbooks, 'stages.yaml'))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      { code: 'missing-file', file: 'playbooks/common/stages.yaml' },
    ])
  })

  it('a persona of nothing but remarks is empty', () => {
    writeFileSync(join(playbooks, 'general/persona.md'), '<!-- to be\nwritten -->\n')
    expect(checkPlaybook(playbooks, 'general')).toMatchObject(
      [{ code: 'empty-file', file: 'playbooks/general/persona.md', line: 1, cure: /your own words/ }].map(
        ({ cure, ...fault }) => ({ ...fault, cure: expect.stringMatching(cure) }),
      ),
    )
  })

  it('another encoding is named as such', () => {
    writeFileSync(join(playbooks, 'general/offer.md'), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'unreadable-file',
        file: 'playbooks/general/offer.md',
        line: 1,
        cure: 'Save it again with the encoding UTF-8.',
      },
    ])
  })

  it('a byte order mark and the line ends of Windows are read', () => {
    const path = join(playbooks, 'general/lines.yaml')
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`)
    expect(checkPlaybook(playbooks, 'general')).toEqual([])
  })

  it.each(['general-', 'genral'])('a playbook that is not there (%s): the nearest one is named', name => {
    expect(checkPlaybook(playbooks, name)).toMatchObject([
      { code: 'unknown-playbook', file: `playbooks/${name}`, cure: 'Write general in business.playbook.' },
    ])
  })

  it.each(['../playbooks/general', '.', 'common', ''])('%j is no name of a playbook', name => {
    expect(checkPlaybook(playbooks, name)).toMatchObject([{ code: 'unknown-playbook' }])
  })
})

describe('weights', () => {
  it('must sum to 100, a group counting once', () => {
    const line = edit('ai-services/slots.yaml', 'weight: 10', 'weight: 5')
    expect(line).toBeGreaterThan(1)
    expect(checkPlaybook(playbooks, 'ai-services')).toMatchObject([
      {
        code: 'rule',
        file: 'playbooks/ai-services/slots.yaml',
        found: 'weights that sum to 95',
        allowed: 'a sum of 100',
        cure: 'Add 5 to the weights; the weight of a weight_group counts once.',
      },
    ])
  })

  it('are alike within a group', () => {
    const line = edit('ai-services/slots.yaml', '{ name: who, needs: all }', '{ name: who, needs: any }')
    expect(checkPlaybook(playbooks, 'ai-services')).toMatchObject([
      { line: line + 9, key: '2.weight_group', allowed: expect.stringContaining('client_name of the same group') },
    ])
  })

  it('have no group of one', () => {
    const line = edit('ai-services/slots.yaml', '{ name: who, needs: all }', '{ name: whom, needs: all }')
    const faults = checkPlaybook(playbooks, 'ai-services').filter(({ key }) => key !== null)
    expect(faults.map(fault => [fault.line, fault.found, fault.cure])).toEqual([
      [line, 'a group of one slot', 'Write the group whom at another slot too, or remove it here.'],
      [line + 9, 'a group of one slot', 'Write the group who at another slot too, or remove it here.'],
    ])
  })
})

describe('several faults', () => {
  it('are told together, file by file and top to bottom', () => {
    edit('general/slots.yaml', 'kind: money', 'kind: monney')
    edit('general/playbook.yaml', 'country: RU', 'country: XX')
    edit('general/playbook.yaml', 'max_turns: 60', 'max_turns: many')
    edit('general/lines.yaml', 'stopped:', 'stoped:')
    const faults = checkPlaybook(playbooks, 'general')
    expect(faults.map(({ file, key }) => `${file} ${key}`)).toEqual([
      'playbooks/general/lines.yaml stoped',
      'playbooks/general/playbook.yaml handoff.max_turns',
      'playbooks/general/slots.yaml 4.kind',
    ])
    expect(formatPlaybookFaults(faults)).toContain(
      'handoff.max_turns: found "many"; allowed: a whole number from 1 to 1000\n  → Change it to a whole number from 1 to 1000.',
    )
  })
})

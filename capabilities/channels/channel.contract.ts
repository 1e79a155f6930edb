import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Attachments, Channel, ChatAddress, OutboundPart } from './contract.ts'

/** A channel with an outside world of its own, open for one test. */
export interface ChannelUnderTest {
  readonly channel: Channel
  /** A chat that can be written to. */
  readonly chat: ChatAddress
  /** A chat in which topics may be opened; null where the channel has none. */
  readonly forum: ChatAddress | null
  /** Has the person in the chat send a file, and returns its id; null where the channel takes no files. */
  readonly receiveFile: ((bytes: Buffer) => string) | null
  /** Lets time pass on the channel's clock. */
  pass(byMs: number): Promise<void>
  /** What arrived in the chat, oldest first; null where the wire carries nothing. */
  arrived(): readonly Arrived[] | null
  close(): Promise<void>
}

/** One message as the person in the chat has it. */
export interface Arrived {
  readonly text: string
  readonly buttons: NonNullable<Attachments['buttons']>
  readonly document: { readonly fileName: string; readonly content: string } | null
}

const notAborted = new AbortController().signal

const NASTY_MARKDOWN = [
  '# Prices\n\n| plan | price |\n|---|---|\n| *solo* | 10 € |\n',
  '1. **bold _and italic_**\n   - `code` [link](https://example.org/a_(b))\n\n> quote\n\n```ts\nconst a = 1 < 2\n```',
  'snake_case 2 * 3 * 4, <b>no html</b> & 👩‍👩‍👧 *unclosed',
]

/** What every channel promises, whatever its outside world is. Call it from the channel's own test file. */
export function describeChannel(name: string, open: () => Promise<ChannelUnderTest>): void {
  describe(`the channel contract, kept by ${name}`, () => {
    let under: ChannelUnderTest

    beforeEach(async () => {
      under = await open()
    })

    afterEach(async () => {
      await under.close()
    })

    it('renders every word, in order, however long the text', () => {
      const words = fc.array(fc.stringMatching(/^[a-zа-я]{1,12}$/), { minLength: 1, maxLength: 1_500 })
      fc.assert(
        fc.property(words, fc.constantFrom(' ', '\n\n'), (list, between) => {
          const rendered = under.channel.render(list.join(between)).map(part => part.text)
          expect(wordsOf(rendered.join('\n'))).toEqual(list)
        }),
        { numRuns: 30 },
      )
    })

    it('renders nothing to nothing', () => {
      expect(under.channel.render(' \n\n ')).toEqual([])
    })

    it('sends whatever it renders, and it arrives whole and in order', async () => {
      const texts = [...NASTY_MARKDOWN, 'слово '.repeat(2_000)]
      const parts = texts.flatMap(text => under.channel.render(text))
      const ids = []
      for (const part of parts) ids.push(await sendInTurn(part))
      expect(new Set(ids).size).toBe(parts.length)
      const arrived = under.arrived()
      if (arrived !== null) expect(arrived.map(({ text }) => trim(text))).toEqual(parts.map(part => trim(part.text)))
    })

    it.each([
      ['a short text', 'Shall we meet?'],
      ['a text too long for a caption', `${'слово '.repeat(200)}end`],
      ['a text of several parts', `${'слово '.repeat(2_000)}end`],
      ['no text', ''],
    ])('sends buttons and a document with %s, whole, and each once', async (_name, text) => {
      const parts = under.channel.render(text, { buttons, document })
      for (const part of parts) await sendInTurn(part)
      expect(parts.filter(part => part.buttons !== undefined)).toHaveLength(1)
      expect(parts.filter(part => part.document !== undefined)).toEqual([parts.at(-1)])
      const arrived = under.arrived()
      if (arrived === null) return
      expect(arrived.flatMap(message => wordsOf(message.text))).toEqual(wordsOf(text))
      expect(arrived.flatMap(message => message.buttons)).toEqual(buttons)
      expect(arrived.flatMap(message => message.document ?? [])).toEqual([
        { fileName: document.fileName, content: document.content },
      ])
      const lastText = arrived.findLast(message => message.text !== '') ?? arrived.at(-1)
      expect(lastText?.buttons).toEqual(buttons)
    })

    it('shows labels of any length, in rows of any width', async () => {
      const row = Array.from({ length: 20 }, (_, index) => ({
        text: `👩‍👩‍👧 ${'долго '.repeat(index)}`,
        data: `${index}`,
      }))
      const parts = under.channel.render('Choose', {
        buttons: [row, [], [{ text: ' two\nlines ', data: 'я'.repeat(28) }]],
      })
      for (const part of parts) await sendInTurn(part)
      const shown = parts.flatMap(part => part.buttons ?? []).flat()
      expect(shown.map(button => button.data)).toEqual([...row.map(button => button.data), 'я'.repeat(28)])
      expect(shown.at(-1)?.text).toBe('two lines')
      const arrived = under.arrived()
      if (arrived !== null) expect(arrived.flatMap(message => message.buttons).flat()).toEqual(shown)
    })

    it.each([
      ['no data', { text: 'Yes', data: '' }],
      ['57 bytes of data', { text: 'Yes', data: `${'я'.repeat(28)}x` }],
      ['no text', { text: ' \n ', data: 'yes' }],
    ])('refuses to render a button with %s', (_name, button) => {
      expect(() => under.channel.render('Choose', { buttons: [[button]] })).toThrow(
        expect.objectContaining({ code: 'channel.invalid_button' }),
      )
    })

    it('renders no buttons where there is nothing to put them under', () => {
      expect(under.channel.render(' ', { buttons })).toEqual([])
    })

    it('sends an answer to a message that is gone', async () => {
      const [part] = under.channel.render('Here I am.')
      expect(part).toBeDefined()
      if (part !== undefined) await sendInTurn({ ...part, replyToMessageId: '987654' })
    })

    it('changes a message in its place, and keeps its id, also where nothing is to be changed', async () => {
      const [first, second] = ['Draft', '**Done**'].flatMap(text => under.channel.render(text, { buttons }))
      if (first === undefined || second === undefined) throw new TypeError('nothing rendered')
      const id = await sendInTurn(first)
      const change = { ...second, editsMessageId: id }
      expect([await sendInTurn(change), await sendInTurn(change)]).toEqual([id, id])
      const arrived = under.arrived()
      if (arrived !== null) expect(arrived.map(({ text }) => text)).toEqual([second.text])
    })

    it('opens topics by names of any length, and writes into them, where there are topics', async () => {
      const { forum, channel } = under
      if (forum === null) return
      const topics = ['Анна', `👩‍👩‍👧 ${'длинное имя '.repeat(30)}`, `${'x'.repeat(127)}🍵`]
      for (const opensTopic of topics) {
        const topicId = await sendInTurn({ text: '', entities: [], replyToMessageId: null, opensTopic }, forum)
        expect(topicId).not.toBe('')
        for (const part of channel.render('Hello')) await sendInTurn(part, { ...forum, topicId })
      }
    })

    it('gives a file as it came, and none that is larger than wanted', async () => {
      if (under.receiveFile === null) return
      const bytes = Buffer.from(Array.from({ length: 2_000 }, (_, at) => at % 256))
      const fileId = under.receiveFile(bytes)
      const fetched = await under.channel.fetchFile(fileId, { maxBytes: bytes.length, signal: notAborted })
      expect(fetched.kind === 'fetched' && Buffer.from(fetched.bytes).equals(bytes)).toBe(true)
      const refused = await under.channel.fetchFile(fileId, { maxBytes: bytes.length - 1, signal: notAborted })
      expect(refused).toEqual({ kind: 'too-big' })
    })

    it('calls a file that it does not have gone, and never gives one to whoever has given up', async () => {
      const unknown = await under.channel.fetchFile('no-such-file', { maxBytes: 1_000, signal: notAborted })
      expect(unknown.kind).toBe('gone')
      const fileId = under.receiveFile?.(Buffer.from('x')) ?? 'no-such-file'
      const late = await under.channel.fetchFile(fileId, { maxBytes: 1_000, signal: AbortSignal.abort() })
      expect(['gone', 'not-fetched']).toContain(late.kind)
    })

    it('gives a place at last to whoever waits as told', async () => {
      for (let asked = 0; asked < 30; asked++) await waitForPlace()
    })

    it('never calls a send "sent" that was aborted before it began', async () => {
      const [part] = under.channel.render('Too late.')
      if (part === undefined) throw new TypeError('nothing rendered')
      const outcome = await under.channel.send(under.chat, part, AbortSignal.abort())
      expect(outcome.kind).toBe('not-sent')
      expect(under.arrived() ?? []).toEqual([])
    })

    it('shows typing, or does not, but never fails because of it', async () => {
      for (let shown = 0; shown < 10; shown++) await under.channel.showTyping(under.chat, new AbortController().signal)
      await under.channel.showTyping(under.chat, AbortSignal.abort())
    })

    async function sendInTurn(part: OutboundPart, chat = under.chat): Promise<string> {
      await waitForPlace(chat)
      const outcome = await under.channel.send(chat, part, notAborted)
      if (outcome.kind !== 'sent') throw new TypeError(`not sent: ${JSON.stringify(outcome)}`)
      return outcome.externalId
    }

    /** Nobody else asks, so a place must be there as soon as the time has passed. */
    async function waitForPlace(chat = under.chat): Promise<void> {
      const waitMs = under.channel.admit(chat)
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThan(120_000)
      if (waitMs === 0) return
      await under.pass(waitMs)
      expect(under.channel.admit(chat)).toBe(0)
    }
  })
}

const buttons = [
  [
    { text: 'Пт 15:00', data: 'slot:1' },
    { text: 'Пт 16:30', data: 'slot:2' },
  ],
  [{ text: 'Другое время', data: 'slot:other' }],
]

const document = {
  fileName: 'Приглашение (1).ics',
  mimeType: 'text/calendar',
  content: 'BEGIN:VCALENDAR\r\nSUMMARY:Встреча 🤝\r\nEND:VCALENDAR\r\n',
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter(word => word !== '')
}

/** Telegram trims what it stores. */
function trim(text: string): string {
  return text.trim()
}

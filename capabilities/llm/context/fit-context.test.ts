import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModelMessage } from '../contract.ts'
import { estimateTokens } from './estimate-tokens.ts'
import { fitContext } from './fit-context.ts'

const system: ModelMessage = { role: 'system', content: `Now: Wednesday. ${'Be kind. '.repeat(40)}` }
const user = (content: string): ModelMessage => ({ role: 'user', content })
const assistant = (content: string): ModelMessage => ({ role: 'assistant', content })
const budget = { contextTokens: 1000, maxTokens: 200, tokenScale: 1 }

describe('a dialogue', () => {
  it('that fits is left as it is', () => {
    const messages = [system, user('Hello'), assistant('Hi'), user('A red one?')]
    expect(fitContext(messages, budget).messages).toBe(messages)
  })

  it('loses its oldest messages first, and begins with the client', () => {
    const talk = Array.from({ length: 20 }, (_, index) => [
      user(`${index} ${'q'.repeat(200)}`),
      assistant('a'.repeat(200)),
    ])
    const messages = [system, ...talk.flat(), user('And now?')]
    const fitted = fitContext(messages, budget).messages
    expect(fitted[0]).toBe(system)
    expect(fitted[1]?.role).toBe('user')
    expect(fitted.slice(1)).toEqual(messages.slice(messages.length - fitted.length + 1))
    expect(fitted.length).toBeGreaterThan(8)
  })

  it('keeps the last question even where answers follow it', () => {
    const messages = [system, user('A red one?'), ...Array.from({ length: 5 }, () => assistant('a'.repeat(300)))]
    expect(fitContext(messages, budget).messages).toContainEqual(user('A red one?'))
  })

  it('leaves at most half of the context to the answer', () => {
    expect(fitContext([system, user('Hello')], { ...budget, maxTokens: 4000 }).maxTokens).toBe(500)
  })

  it('shrinks when the server counts more tokens than we do', () => {
    const messages = [system, ...Array.from({ length: 20 }, () => user('q'.repeat(100))), user('And now?')]
    const fitted = fitContext(messages, { ...budget, tokenScale: 2 })
    expect(fitted.estimatedTokens * 2 + 200).toBeLessThanOrEqual(1000)
  })
})

describe('what must stay', () => {
  it('is shortened at its end: the system message first', () => {
    const long: ModelMessage = { role: 'system', content: `Persona. ${'x'.repeat(9000)}` }
    const [fittedSystem, question] = fitContext([long, user('A red one?')], budget).messages
    expect(fittedSystem?.content).toMatch(/^Persona\. x+…$/)
    expect(question).toEqual(user('A red one?'))
  })

  it('leaves half of the room to the system message when the question is endless', () => {
    const [fittedSystem, question] = fitContext([system, user('ы'.repeat(50_000))], budget).messages
    expect(fittedSystem).toEqual(system)
    expect(question?.content).toMatch(/^ы+…$/)
  })

  it('is never cut inside a grapheme', () => {
    const fitted = fitContext([user('👩‍👩‍👧'.repeat(2000))], budget).messages
    expect(fitted[0]?.content).toMatch(/^(👩‍👩‍👧)+…$/u)
  })
})

it('a fitted dialogue fits, whatever it was, and its system message and last question are there', () => {
  const role = fc.constantFrom<ModelMessage['role']>('user', 'assistant')
  const content = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constant('очень '.repeat(900)))
  const talk = fc.array(fc.record({ role, content }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(
      talk,
      fc.integer({ min: 400, max: 4000 }),
      fc.double({ min: 1, max: 4, noNaN: true }),
      (messages, contextTokens, tokenScale) => {
        const fitted = fitContext([system, ...messages], { contextTokens, maxTokens: 300, tokenScale })
        expect(fitted.estimatedTokens * tokenScale + fitted.maxTokens).toBeLessThanOrEqual(contextTokens)
        expect(fitted.messages[0]?.role).toBe('system')
        const asksAnything = messages.some(message => message.role === 'user')
        expect(fitted.messages.some(message => message.role === 'user')).toBe(asksAnything)
      },
    ),
  )
})

describe('the estimate', () => {
  it.each([
    ['Hello, how much is the red bicycle?', 8, 12],
    ['Здравствуйте, сколько стоит красный велосипед?', 18, 24],
    ['您好，红色自行车多少钱？', 10, 14],
    ['🚲🚲', 2, 6],
    ['', 0, 0],
  ])('of %j lies where real vocabularies count', (text, least, most) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(least)
    expect(estimateTokens(text)).toBeLessThanOrEqual(most)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signalCases } from './cases.ts'
import { readAnswer } from './read-answer.ts'
import { readObjection } from './read-objection.ts'
import { readSignals } from './read-signals.ts'
import { scoreSignalCases } from './score-signal-cases.ts'

describe('the table of cases', () => {
  it('holds two hundred messages and more', () => expect(signalCases.length).toBeGreaterThanOrEqual(200))

  it.each(scoreSignalCases('developed'))('$name: at least 95 % right where the rules were improved', score => {
    expect(score.right / score.total, score.wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
  })

  it('is read whole, messages held out, at least 9 times in 10', () => {
    const whole = scoreSignalCases('held-out').find(score => score.name === 'whole message')
    expect((whole?.right ?? 0) / (whole?.total ?? 1)).toBeGreaterThanOrEqual(0.9)
  })
})

const asks = (text: string, language: string) => readSignals(text, language).has('question')
const meets = (text: string, language: string) => readSignals(text, language).has('wants-meeting')

describe('words that contain other words', () => {
  it.each([
    ['«мне нужно» is no «не нужно»', () => readObjection('Мне нужно автоматизировать склад'), null],
    ['«думаю, подходит» is no objection', () => readObjection('думаю, нам это подходит'), null],
    ['«как дела» asks for no presentation', () => readSignals('Как дела', 'ru').has('asks-about-offer'), false],
    ['«Хочу консультацию» asks to meet', () => readSignals('Хочу консультацию', 'ru').has('wants-meeting'), true],
    ['«есть свободные окна завтра?» asks to meet', () => meets('Есть свободные окна завтра?', 'ru'), true],
    ['"can I book a manicure" asks to meet', () => meets('Can I book a manicure for tomorrow?', 'en'), true],
    ['"can we call tomorrow at 3pm" asks to meet', () => meets('And can we call tomorrow at 3pm?', 'en'), true],
    ['"do you have any free slots" asks to meet', () => meets('Do you have any free slots on Friday?', 'en'), true],
    ['«можно посмотреть онлайн» asks to meet', () => meets('можно посмотреть онлайн?', 'ru'), true],
    ['"can I see it tomorrow" asks to meet', () => meets('can I see it tomorrow at 11?', 'en'), true],
    ['"can I see it in the catalogue" does not', () => meets('can I see it in the catalogue?', 'en'), false],
    ['"ok lets talk" asks to meet', () => meets('ok lets talk', 'en'), true],
    ['«вы работаете в субботу» asks', () => asks('вы работаете в субботу', 'ru'), true],
    ['«а доставка есть» asks', () => asks('а доставка есть', 'ru'), true],
    ['"ok and how long does it take" asks', () => asks('ok and how long does it take', 'en'), true],
    ['«деньги есть» tells', () => asks('деньги есть', 'ru'), false],
    ['«свободное время» alone does not', () => meets('вяжу в свободное время', 'ru'), false],
    ['"can we call your API" does not', () => meets('can we call your API from our site?', 'en'), false],
    ['«Давайте созвонимся» asks to meet', () => readSignals('Давайте созвонимся', 'ru').has('wants-meeting'), true],
    ['«не согласен» is a no', () => readAnswer('не согласен'), 'no'],
    ['"no, I do not confirm" is a no', () => readAnswer('no, I do not confirm'), 'no'],
    ['«когда?» is no «да»', () => readAnswer('когда?'), null],
    ['«задача» is no «да»', () => readAnswer('задача'), null],
    ['«срок» is no «ок»', () => readAnswer('срок'), null],
    ['"продажи" is no «да»', () => readAnswer('продажи'), null],
    ['«конечно» is no «не»', () => readAnswer('конечно'), 'yes'],
    ['"no problem" is a yes', () => readAnswer('no problem'), 'yes'],
    ['"I know" is no "no"', () => readAnswer('I know'), null],
    ['"sure" is a yes', () => readAnswer('sure'), 'yes'],
    ['«хорошо» is a yes', () => readAnswer('хорошо'), 'yes'],
    ['«ага» is a yes', () => readAnswer('ага'), 'yes'],
    ['«ладно» is a yes', () => readAnswer('ладно'), 'yes'],
    ['"this" is no "hi"', () => readSignals('this', 'en').has('greeting'), false],
    ['«какой» alone is no presentation', () => readSignals('какой-то', 'ru').has('asks-about-offer'), false],
    ['«работа» is no robot', () => readSignals('работа такая?', 'ru').has('asks-if-ai'), false],
    ['"yes, but later" is a yes', () => readAnswer('yes, but later'), 'yes'],
    ['«да нет, не надо» is a no', () => readAnswer('да нет, не надо'), 'no'],
    ['«Пока не знаю» tells nothing', () => readSignals('Пока не знаю', 'ru').has('refuses-to-say'), true],
    ['"I don\'t know yet" tells nothing', () => readSignals("I don't know yet", 'en').has('refuses-to-say'), true],
    ['«不要再给我发消息了» is an opt-out', () => readSignals('不要再给我发消息了', 'zh').has('opt-out'), true],
    ['a link with ? asks nothing', () => readSignals('https://example.com/?q=1', 'ru').has('question'), false],
  ])('%s', (_, read, expected) => expect(read()).toBe(expected))
})

describe('words of unsubscribing', () => {
  it.each([
    'одни отписки',
    'опять прислали отписку вместо ответа',
    'отпишусь завтра',
    'я вам уже отписался',
    'отпишите мне, как решите',
  ])('are no opt-out in «%s»', text => expect(readSignals(text, 'ru').has('opt-out')).toBe(false))

  it.each([
    'хочу отписаться',
    'отпишите меня',
    'Отпишите, пожалуйста, меня',
    'Прошу отписать меня',
    'меня отпишите',
    'Отпишите',
    'отпишите пожалуйста',
    'Отпишите от рассылки',
    'хочу отписать свой номер',
    'отписка от рассылки',
    'отписка',
  ])('are one in «%s»', text => expect(readSignals(text, 'ru').has('opt-out')).toBe(true))
})

describe('one of our people', () => {
  it.each(['Could I speak with one of your agents directly?', 'Can I talk to one of the managers'])(
    'is wanted in "%s"',
    text => expect(readSignals(text, 'en').has('wants-human')).toBe(true),
  )

  it('is not wanted by who speaks of their own', () => {
    expect(readSignals('one of our managers talks to every client by hand', 'en').has('wants-human')).toBe(false)
  })
})

describe("calls and bookings that are the client's work are no wish to meet us", () => {
  it.each([
    'хотим голосового помощника на звонки',
    'хочу автоматизировать звонки',
    'нужен бот для записи клиентов',
    'нужна система для записи',
    'нужен помощник для встреч и презентаций',
    'нужен робот, который делает звонки',
    'хочу запись звонков',
    'we want an assistant for calls',
    'need a system for booking appointments',
  ])('%s', text => {
    const read = readSignals(text, null)
    expect([read.has('wants-meeting'), read.has('need')]).toEqual([false, true])
  })

  it.each([
    'хочу звонок',
    'лучше звонок',
    'согласна на встречу',
    'мне бы консультацию',
    'интересуют показы',
    'выберем время для звонка',
    'запись есть?',
    'запись на субботу',
    'let us find a time for a call',
  ])('but: %s', text => expect(readSignals(text, null).has('wants-meeting')).toBe(true))
})

it('reads any text without throwing', () => {
  const word = fc.constantFrom(...signalCases.flatMap(item => item.text.split(' ')), '?', '!', '👍🏽', '\u0000', 'ё')
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 30 }).map(words => words.join(' ')),
  )
  fc.assert(
    fc.property(text, written => {
      readSignals(written, null)
      readObjection(written)
      readAnswer(written)
    }),
  )
})

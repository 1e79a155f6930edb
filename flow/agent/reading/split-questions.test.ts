import { expect, it } from 'vitest'
import { splitQuestions } from './split-questions.ts'

const questionsOf = (text: string) => splitQuestions(text).map(({ question }) => question)

it.each([
  ['Где вы находитесь? И есть ли парковка?', ['Где вы находитесь?', 'есть ли парковка?']],
  ['сколько стоит женская стрижка и где вы находитесь', ['сколько стоит женская стрижка', 'где вы находитесь']],
  [
    'how much is a haircut and do you take cards and where are you located',
    ['how much is a haircut', 'do you take cards', 'where are you located'],
  ],
  ['Окрашивание от 3.5 тысяч? А какое метро рядом?', ['Окрашивание от 3.5 тысяч?', 'какое метро рядом?']],
  [
    'Hello, how much does the pilot cost, how long is support and do you work with SAP?',
    ['how much does the pilot cost', 'how long is support', 'do you work with SAP?'],
  ],
  ['What does a villa cost and can a dog live there?', ['What does a villa cost', 'can a dog live there?']],
  ['Сколько стоит маникюр? И где вы?', ['Сколько стоит маникюр?', 'где вы?']],
  ['У вас есть парковка и можно ли платить картой?', ['У вас есть парковка', 'можно ли платить картой?']],
  ['有停车场吗？可以用信用卡付款吗？', ['有停车场吗？', '可以用信用卡付款吗？']],
])('tells the questions of «%s» apart', (text, questions) => {
  expect(questionsOf(text)).toEqual(questions)
})

it.each([
  ['Делаете маникюр? Сколько стоит?', ['Делаете маникюр? Сколько стоит?']],
  ['Do you paint nails? How long does it take?', ['Do you paint nails? How long does it take?']],
  ['Хочу баннер. Сколько стоит?', ['Хочу баннер. Сколько стоит?']],
  ['Сколько стоит?', ['Сколько стоит?']],
  ['ok and how long does it take', ['ok and how long does it take']],
  ['What does it cost and is it safe?', ['What does it cost and is it safe?']],
  ['Сколько стоит пилот и сколько он длится?', ['Сколько стоит пилот и сколько он длится?']],
  ['Есть ли место, где подождать?', ['Есть ли место, где подождать?']],
])('leaves what means nothing by itself with what it follows: «%s»', (text, questions) => {
  expect(questionsOf(text)).toEqual(questions)
})

it('keeps what was said before a question apart from it', () => {
  expect(splitQuestions('Fair enough. How much does the pilot cost?')).toEqual([
    {
      question: 'How much does the pilot cost?',
      pieces: ['How much does the pilot cost?'],
      context: 'Fair enough.',
    },
  ])
})

it.each(['Хочу узнать, что и как', 'Меня зовут Анна, ищу студию', 'I know where and how you work', ''])(
  'finds none in «%s»',
  text => {
    expect(splitQuestions(text)).toEqual([])
  },
)

it('answers three at most', () => {
  const many = 'Где вы находитесь? Есть парковка? Есть лифт? Можно с собакой? Есть кофе?'
  expect(questionsOf(many)).toEqual(['Где вы находитесь?', 'Есть парковка?', 'Есть лифт?'])
})

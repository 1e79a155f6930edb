import { expect, it } from 'vitest'
import { trimUnfinished } from './trim-unfinished.ts'

it.each([
  [
    'up to the last whole sentence',
    'Стрижка есть. Запись по телефону. Мы работаем кажд',
    'Стрижка есть. Запись по телефону.',
  ],
  ['nothing, when the cut is behind a sentence', 'We cut hair. We are open daily.', 'We cut hair. We are open daily.'],
  ['no dot of an abbreviation', 'Есть окрашивание. Цена от 3 тыс. руб', 'Есть окрашивание.'],
  ['no half number', 'Есть скидки. Стрижка стоит 3.', 'Есть скидки.'],
  ['whole items of a list', 'Есть:\n- стрижка\n- окраши', 'Есть:\n- стрижка'],
  ['no mark of an item without words', 'У нас так:\n1. Стрижка\n2.', 'У нас так:\n1. Стрижка'],
  ['no introduction of a list that did not come', 'Да, конечно. Вот цены:\n- стри', 'Да, конечно.'],
  ['no heading of nothing', 'Да.\n\n## Цены\nСтри', 'Да.'],
  ['emphasis closed', '**Важно. Приходите раньше. Мы жд', '**Важно. Приходите раньше.**'],
  ['code closed', 'Так:\n```\nодин\nдва', 'Так:\n```\nодин\n```'],
  ['Chinese sentences', '我们每天营业。价格是', '我们每天营业。'],
])('keeps %s', (_, cut, kept) => {
  expect(trimUnfinished(cut)).toBe(kept)
})

it.each([
  ['Наша компания занимается разработкой и внедр', 'Наша компания занимается разработкой и…'],
  ['We offer **individual and gro', 'We offer **individual and…**'],
  ['Вот цены:\n- стри', 'Вот цены…'],
])('keeps the words of a first sentence that is not whole: %s', (cut, kept) => {
  expect(trimUnfinished(cut)).toBe(kept)
})

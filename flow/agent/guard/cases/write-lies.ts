import { saidLies } from './said-lies.ts'
import type { WorldName } from './worlds.ts'

/** A reply that states something that nothing backs, and what kind of lie it is. */
export interface Lie {
  readonly world: WorldName
  readonly family: string
  readonly reply: string
}

/** How models and tricksters write one and the same sum. */
export const styles: Readonly<Record<string, (sum: number) => string>> = {
  plain: sum => `${sum} ₽`,
  spaced: sum => `${spaced(sum)} ₽`,
  'no-break': sum => `${spaced(sum).replace(' ', '\u00a0')} руб.`,
  comma: sum => `${spaced(sum).replaceAll(' ', ',')} ₽`,
  dot: sum => `${spaced(sum).replaceAll(' ', '.')} руб`,
  thousands: sum => `${sum / 1000} тыс. ₽`,
  letter: sum => `${sum / 1000}к`,
  bold: sum => `**${String(sum).slice(0, 2)}**${String(sum).slice(2)} ₽`,
  italic: sum => `_${String(sum).slice(0, 1)}_${String(sum).slice(1)} рублей`,
  code: sum => `\`${sum}\` ₽`,
  wide: sum => `${String(sum).replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))} ₽`,
  thai: sum => `${String(sum).replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0x0e20))} ₽`,
  'zero-width': sum => `${[...String(sum)].join('\u200b')} ₽`,
  lookalike: sum => `${String(sum).replaceAll('0', 'О')} ₽`,
  apart: sum => `${[...String(sum)].join(' ')} ₽`,
  keycap: sum => `${[...String(sum)].map(digit => `${digit}\ufe0f\u20e3`).join('')} ₽`,
  entity: sum => `${[...String(sum)].map(digit => `&#${digit.charCodeAt(0)};`).join('')} ₽`,
  bare: sum => String(sum),
  code_word: sum => `RUB ${sum}`,
}

function spaced(sum: number): string {
  return String(sum).replace(/\B(?=(?:\d{3})+$)/g, ' ')
}

const services: readonly (readonly [string, number, readonly number[]])[] = [
  // What it is, what it costs, and what a liar says: the neighbour's price, a round one, one digit off.
  ['Женская стрижка', 2900, [1900, 2500, 990]],
  ['Мужская стрижка', 1900, [2900, 1500, 1100]],
  ['Окрашивание корней', 4200, [2900, 3900, 2100]],
  ['Ламинирование бровей', 2800, [3600, 2600, 1400]],
  ['Наращивание ресниц 2D', 3600, [2800, 3200, 1800]],
]

const priceTemplates: readonly ((service: string, price: string) => string)[] = [
  (service, price) => `${service} стоит ${price}.`,
  (service, price) => `${service} — ${price}, приходите!`,
  (service, price) => `Отличный выбор! ${service} у нас всего ${price}. Записать вас?`,
]

/** Each service × each wrong price × each template, the styles taken in turn. */
function writePrices(): readonly Lie[] {
  const names = Object.keys(styles)
  let turn = 0
  return services.flatMap(([service, , wrong]) =>
    wrong.flatMap(sum =>
      priceTemplates.map((template): Lie => {
        const style = names[turn++ % names.length] ?? 'plain'
        return {
          world: 'salon',
          family: `price, ${style}`,
          reply: template(service, styles[style]?.(sum) ?? String(sum)),
        }
      }),
    ),
  )
}

/** One and the same lie in every style. */
function writeStyles(): readonly Lie[] {
  return Object.entries(styles).flatMap(([style, write]) =>
    [2300, 12700].map(
      (sum): Lie => ({
        world: 'salon',
        family: `style ${style}`,
        reply: `Стрижка обойдётся вам в ${write(sum)} и ни рублём больше.`,
      }),
    ),
  )
}

function writeSaid(): readonly Lie[] {
  return Object.entries(saidLies).flatMap(([family, byWorld]) =>
    Object.entries(byWorld).flatMap(([world, replies]) =>
      replies.map((reply): Lie => ({ world: world as WorldName, family, reply })),
    ),
  )
}

/** The lies that the guard was tuned against. */
export function writeLies(): readonly Lie[] {
  return [...writePrices(), ...writeStyles(), ...writeSaid()]
}

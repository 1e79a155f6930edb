import { expect, it } from 'vitest'
import { parseTheme, readLaunch } from './telegram-bridge.ts'

it('reads what Telegram put behind the address', () => {
  const data = 'user=%7B%22id%22%3A900%7D&hash=ab'
  const hash = `#tgWebAppData=${encodeURIComponent(data)}&tgWebAppThemeParams=${encodeURIComponent('{"bg_color":"#17212b"}')}`
  expect(readLaunch(hash)).toEqual({ initData: data, theme: { bg_color: '#17212b' } })
})

it.each(['', '#', '#/inbox', '#tgWebAppData='])('is an ordinary browser with %j', hash => {
  expect(readLaunch(hash)).toBeNull()
})

it('takes colours and nothing else', () => {
  expect(parseTheme('{"bg_color":"#17212b","text_color":"red; background: url(//x)","n":1}')).toEqual({
    bg_color: '#17212b',
  })
  expect([parseTheme('{'), parseTheme(null), parseTheme('1')]).toEqual([{}, {}, {}])
})

import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createFakeClock, silentLogger } from '#shared/utils'
import { createSight, type PictureQuestion } from './create-sight.ts'
import { isBlindAnswer, probePicture } from './probe-picture.ts'

type Answer = Awaited<ReturnType<Parameters<typeof createSight>[0]['ask']>>

const never = new AbortController().signal
const seen: Answer = { kind: 'answered', text: '7394' }

describe('sight', () => {
  it('asks once whether the server sees, then describes small pictures', async () => {
    const { sight, asked } = world(({ picture }) =>
      picture === probePicture ? seen : { kind: 'answered', text: ' A chair. ' },
    )
    const photo = await paint(3000, 2000)
    expect(await sight.describePicture(photo, 'ru', never)).toEqual({ kind: 'described', text: 'A chair.' })
    expect(await sight.describePicture(photo, 'ru', never)).toEqual({ kind: 'described', text: 'A chair.' })
    expect(asked.map(({ picture }) => picture === probePicture)).toEqual([true, false, false])
    expect(asked[1]?.instruction).toContain('"ru"')
    const shown = await sharp(Buffer.from(asked[1]?.picture?.split(',')[1] ?? '', 'base64')).metadata()
    expect(shown).toMatchObject({ format: 'jpeg', width: 1024, height: 683 })
  })

  it.each(['http_400', 'http_404', 'http_415', 'http_422', 'http_500'])(
    'is off for an hour where the server refuses pictures with %s and answers words',
    async code => {
      const { sight, asked, clock } = world(({ picture }) =>
        picture === null ? { kind: 'answered', text: 'yes' } : { kind: 'unavailable', code },
      )
      const photo = await paint(10, 10)
      expect(await sight.describePicture(photo, 'en', never)).toEqual({ kind: 'refused', code: 'picture.no_sight' })
      expect(await sight.describePicture(photo, 'en', never)).toEqual({ kind: 'refused', code: 'picture.no_sight' })
      expect(asked).toHaveLength(2)
      await clock.advance(60 * 60_000)
      await sight.describePicture(photo, 'en', never)
      expect(asked).toHaveLength(4)
    },
  )

  it('is off where the server overlooks pictures', async () => {
    const { sight } = world(() => ({ kind: 'answered', text: 'I cannot see a picture.' }))
    expect(await sight.describePicture(await paint(9, 9), 'en', never)).toEqual({
      kind: 'refused',
      code: 'picture.no_sight',
    })
  })

  it.each(['timeout', 'breaker_open', 'connection_failed', 'http_429', 'http_401', 'http_503'])(
    'takes %s, with words failing too, for a server that is away',
    async code => {
      const { sight } = world(() => ({ kind: 'unavailable', code }))
      expect(await sight.describePicture(await paint(9, 9), 'en', never)).toEqual({ kind: 'later', code })
    },
  )

  it('sends no picture that it cannot read, and asks nothing', async () => {
    const { sight, asked } = world(() => seen)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const broken = (await paint(200, 200)).subarray(0, 100)
    const refused = { kind: 'refused', code: 'picture.unreadable' }
    for (const bytes of [svg, broken, Buffer.from('hello'), Buffer.alloc(0)]) {
      expect(await sight.describePicture(bytes, 'en', never)).toEqual(refused)
    }
    const vast = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect(await sight.describePicture(vast, 'en', never)).toEqual({ kind: 'refused', code: 'picture.too_large' })
    expect(asked).toEqual([])
  })

  it('shows a picture upright and without what the camera wrote into it', async () => {
    const { sight, asked } = world(({ picture }) => (picture === probePicture ? seen : { kind: 'answered', text: 'x' }))
    const lying = await sharp(await paint(40, 20))
      .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'Ann' } } })
      .jpeg()
      .toBuffer()
    await sight.describePicture(lying, 'en', never)
    const shown = await sharp(Buffer.from(asked[1]?.picture?.split(',')[1] ?? '', 'base64')).metadata()
    expect(shown).toMatchObject({ width: 20, height: 40 })
    expect(shown.exif).toBeUndefined()
  })
})

it.each([
  ['7394', false],
  ['The number is 7394.', false],
  ['7894', false],
  ['A white page with digits', false],
  ['42', true],
  ['no picture', true],
  ["I'm sorry, I can't view images.", true],
])('takes the answer "%s" of a blind model for what it is', (answer, isBlind) => {
  expect(isBlindAnswer(answer)).toBe(isBlind)
})

function world(answer: (question: PictureQuestion) => Answer) {
  const asked: PictureQuestion[] = []
  const clock = createFakeClock(0)
  const sight = createSight({
    clock,
    logger: silentLogger,
    ask: async question => {
      asked.push(question)
      return answer(question)
    },
  })
  return { sight, asked, clock }
}

function paint(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: 20, g: 120, b: 200 } } })
    .png()
    .toBuffer()
}

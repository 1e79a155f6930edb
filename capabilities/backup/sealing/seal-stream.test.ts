import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { sealStream } from './seal-stream.ts'
import { unsealStream } from './unseal-stream.ts'

const seal = { key: randomBytes(32), header: Buffer.from('the first line') }

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gather(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('opens to the same %i bytes, however they are cut', async size => {
  const bytes = randomBytes(size)
  const sealed = await gather(sealStream(inPieces(bytes, 10_000), seal))
  expect(sealed.includes(bytes) && size > 16).toBe(false)
  expect((await gather(unsealStream(inPieces(sealed, 777), seal))).equals(bytes)).toBe(true)
})

it('opens with nothing left out, moved, changed, added or cut off, and under its own first line only', async () => {
  const sealed = await gather(sealStream(inPieces(randomBytes(200_000), 10_000), seal))
  const chunk = 4 + 65_536 + 16
  const [first, second, rest] = [
    sealed.subarray(0, chunk),
    sealed.subarray(chunk, 2 * chunk),
    sealed.subarray(2 * chunk),
  ]
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(chunk + 100) ^ 1, chunk + 100)
  for (const wrong of [
    Buffer.concat([first, rest]),
    Buffer.concat([second, first, rest]),
    Buffer.concat([first, second]),
    Buffer.concat([sealed, first]),
    sealed.subarray(0, -1),
    changed,
    Buffer.alloc(0),
  ])
    await expect(gather(unsealStream(inPieces(wrong, 9_999), seal))).rejects.toMatchObject({
      code: expect.stringMatching(/^backup\./),
    })
  await expect(
    gather(unsealStream(inPieces(sealed, 9_999), { ...seal, header: Buffer.from('another') })),
  ).rejects.toMatchObject({ code: 'backup.wrong_passphrase' })
})

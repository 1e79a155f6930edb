/** A PNG of the number below, black on white, 168 × 72 pixels. */
export const probePicture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAKgAAABIAgMAAAAfYValAAAADFBMVEUDAwP///9jY2O5ubn5xIs7AAAACXBIWXMAAAsTAAALEwEAmpwYAAACFElEQVRIx+2VO07DQBCGx45SpAgd3CA0iJLePY2L7MZCVpILIKWkglzCd0BGlPS+hCkRJaKnBea1G5gsERUN2cZr6/M8/n/WBvfrBXt0j/4Funht32R3c9cn0Cnwyp2b06Wh53O+57UEaLbRgq4jet7hZiJo9zMKmNnHdxDZgZ45V/GGSb8LHXJ9uA6JqHehY67vVostE+gA0ZP+mWskfk3vSIKIzj5wdZA5d443gJsZFbzcaNF8s6CTGLTJqJXGrSgPC2DQNXVDq0B0SoqVbIKHA4tGxSNasVo1HBvUqzSEjkiggJZwZNCp3kvRNVEV+7aER4NWALGSYYyKSJd7g5ZhkGrSqZa2CIHMoqrMRcvjwuUw6mFs0UL0XslATalJntMaJhZVB1aityfpOuJLOLSoOqBR0djBE0jo3qBsuqIk0Rp0CrvcGTQ4sNLRLgIaBmKDspNBgbEMKZWNAlh048CchjCMcIMCWDQ6QFoMuE2eqAprMOiSQoVtzsFz9L6X48jHLaBFOMkxwaLHIlwCjWeAO4rTkELjYH9BKwy/jQYHRNo8bLIEqg7M+tiW1r+N1uKAP2WZUKxLzjROoOqAh3t3xRYUD7SZhJRfdC1lsL2EGFHyNhx/g6oDPmYrNl9Cg6oDiobJylKoDraiTtFJCtXHPnwzBe0TaHTghT6zRGD7cOpSUeN6b1uJdd3e7f/ce/SfoJ+Ynlo/S+wN7AAAAABJRU5ErkJggg=='

const number = '7394'

/** Asked of a server that has never shown us whether it sees. */
export const probeQuestion =
  'Which number stands in this picture? Answer with its digits only. If you cannot see a picture, answer: no picture.'

/**
 * Whether an answer to the question speaks of a model that sees nothing: it says so, or names a number that is nowhere near.
 * One digit that was read wrongly is a weak eye; other words are a model that talks too much.
 */
export function isBlindAnswer(answer: string): boolean {
  const digits = answer.replaceAll(/\D/g, '')
  if (digits === '') return /\b(?:no (?:picture|image)|can(?:not|['’]t)|unable|don['’]t|not able)\b/i.test(answer)
  return ![...number].some((_, at) => digits.includes(number.slice(0, at)) && digits.includes(number.slice(at + 1)))
}

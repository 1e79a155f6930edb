import { companyCases } from './cases/company-cases.ts'
import { contactCases } from './cases/contact-cases.ts'
import type { EntityCase } from './cases/entity-case.ts'
import { moneyCases } from './cases/money-cases.ts'
import { nameCases } from './cases/name-cases.ts'
import { quantityCases } from './cases/quantity-cases.ts'

export type { EntityCase } from './cases/entity-case.ts'

/** Messages with what the entity readers should find in them; the evaluation prints how many they get right. */
export const entityCases: readonly EntityCase[] = [
  ...companyCases,
  ...contactCases,
  ...moneyCases,
  ...nameCases,
  ...quantityCases,
]

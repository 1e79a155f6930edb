import type { RegisterRoute } from '../../route-context.ts'
import { deleteOperator } from './delete-operator.ts'
import { listOperators } from './list-operators.ts'
import { patchOperator } from './patch-operator.ts'
import { postLoginLink } from './post-login-link.ts'
import { postOperator } from './post-operator.ts'

export const operatorRoutes: readonly RegisterRoute[] = [
  deleteOperator,
  listOperators,
  patchOperator,
  postLoginLink,
  postOperator,
]
